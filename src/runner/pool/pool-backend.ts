// All cores as one backend: the pool of workers, and one core in the host's own thread for small work.

import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import { DeviceError, type DeviceLoss } from '../../engine/device.js';
import { Loss } from '../../engine/loss.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { TakeTokens, WriteOptions, Writer } from '../../lab/weights/text-codec.js';
import type { Backend } from '../backend.js';
import { createCoreWorker } from './core-worker.js';
import { asDeviceError, Member, type PooledWorker } from './member.js';
import { PoolSession, type Members } from './pool.js';
import { logProbabilities, writeOn } from '../writing.js';

export interface PoolOptions {
  /** The compiled kernels. */
  readonly module: WebAssembly.Module;
  /** Makes a worker; null where the host cannot make one. */
  readonly spawn: () => PooledWorker | null;
  /** What it computes on; `threads` says how many workers to make. */
  readonly info: DeviceInfo;
  /** Milliseconds between two pings of a worker. */
  readonly askMilliseconds?: number;
}

export class PoolBackend implements Backend {
  readonly info: DeviceInfo;
  readonly lost: Promise<DeviceLoss>;
  readonly #members: Members;
  readonly #module: WebAssembly.Module;
  /** The last session, null where there is none. */
  #session: Promise<PoolSession | null> = Promise.resolve(null);
  /** A core in this thread, for writing; made when it is first needed. */
  #own: CpuDevice | null = null;
  #lose: (loss: DeviceLoss) => void = () => {};
  #closed = false;

  private constructor(members: readonly Member[], info: DeviceInfo, module: WebAssembly.Module) {
    this.info = info;
    this.#module = module;
    const closed = new Promise<DeviceLoss>((resolve) => (this.#lose = resolve));
    this.lost = Promise.race([closed, ...members.map(({ died }) => died)]);
    const { flopsPerSecond } = info;
    this.#members = {
      all: members,
      loss: new Loss(this.lost),
      flopsPerSecond: flopsPerSecond === null ? null : flopsPerSecond / members.length,
    };
    // Without one of its workers the pool cannot be used.
    void this.lost.then(() => this.close());
  }

  /**
   * Makes the workers, or one in this thread where the host cannot make workers. Throws DeviceError 'device-failed' where a worker
   * cannot start.
   */
  static async open({ module, spawn, info, askMilliseconds }: PoolOptions): Promise<PoolBackend> {
    const spawned = Array.from({ length: info.threads ?? 1 }, spawn).filter((worker) => worker !== null);
    const workers = spawned.length > 0 ? spawned : [workerHere()];
    const members = workers.map((worker) => new Member(worker, askMilliseconds));
    const loss = new Loss(Promise.race(members.map(({ died }) => died)));
    try {
      const opened = members.map((member) => member.askInOneGo((remote) => remote.open(module)));
      await asDeviceError(loss.unless(Promise.all(opened)));
    } catch (error) {
      for (const member of members) member.terminate();
      if (error instanceof DeviceError && error.type === 'out-of-memory') throw error;
      throw new DeviceError(
        'device-failed',
        `The workers of the processor could not start: ${(error as Error).message}`,
      );
    }
    return new PoolBackend(members, { ...info, threads: members.length }, module);
  }

  begin(plan: Plan): Promise<PoolSession> {
    const begun = this.#session.then(async (before) => {
      await before?.end();
      return PoolSession.begin(this.#members, plan);
    });
    this.#session = begun.catch(() => null);
    return begun;
  }

  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void> {
    return this.#withOwn((device) => writeOn(device, writer, { prompt, ...options }, take));
  }

  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array> {
    return this.#withOwn((device) => logProbabilities(device, writer, text));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const member of this.#members.all) member.terminate();
    this.#lose({ reason: 'destroyed', message: 'The workers were ended.' });
  }

  async #withOwn<T>(use: (device: CpuDevice) => Promise<T>): Promise<T> {
    this.#own ??= CpuDevice.open(this.#module);
    const device = this.#own.fork();
    try {
      return await use(device);
    } finally {
      device.close();
    }
  }
}

/** A worker in the thread of its host: it trains between the host's other work. */
function workerHere(): PooledWorker {
  return { remote: createCoreWorker(), died: new Promise(() => {}), terminate: () => {} };
}

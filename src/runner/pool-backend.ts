// All cores as one backend: the pool of workers, and a core of the host's own thread for what is small.

import { CpuDevice } from '../engine/cpu/cpu-device.js';
import { DeviceError, type DeviceLoss } from '../engine/device.js';
import type { DeviceInfo } from '../lab/events.js';
import type { Plan } from '../lab/plan.js';
import type { TakeTokens, WriteOptions, Writer } from '../lab/writer.js';
import type { Backend } from './backend.js';
import { lossAsError, Member, PoolSession, type PooledWorker } from './pool.js';
import { logProbabilities, writeOn } from './writing.js';
import { createCoreWorker } from './core-worker.js';

export interface PoolOptions {
  /** The compiled kernels. */
  readonly module: WebAssembly.Module;
  /** Makes a worker; null where the host can make none. */
  readonly spawn: () => PooledWorker | null;
  /** What it computes on; `threads` says how many workers to make. */
  readonly info: DeviceInfo;
}

export class PoolBackend implements Backend {
  readonly info: DeviceInfo;
  readonly lost: Promise<DeviceLoss>;
  readonly #members: readonly Member[];
  readonly #lostError: Promise<never>;
  readonly #module: WebAssembly.Module;
  #session: PoolSession | null = null;
  /** In this thread, for writing; made when it is first wanted. */
  #own: CpuDevice | null = null;
  #lose: (loss: DeviceLoss) => void = () => {};
  #closed = false;

  private constructor(members: readonly Member[], info: DeviceInfo, module: WebAssembly.Module) {
    this.info = info;
    this.#members = members;
    this.#module = module;
    const closed = new Promise<DeviceLoss>((resolve) => (this.#lose = resolve));
    this.lost = Promise.race([closed, ...members.map(({ worker }) => worker.died)]);
    this.#lostError = lossAsError([this.lost]);
  }

  /**
   * Makes the workers, or, where the host can make none, one in this thread. Throws DeviceError 'device-failed' where a worker
   * cannot begin.
   */
  static async open({ module, spawn, info }: PoolOptions): Promise<PoolBackend> {
    const spawned = Array.from({ length: info.threads ?? 1 }, spawn).filter((worker) => worker !== null);
    const workers = spawned.length > 0 ? spawned : [workerHere()];
    const lost = lossAsError(workers.map(({ died }) => died));
    try {
      await Promise.race([Promise.all(workers.map(({ remote }) => remote.open(module))), lost]);
    } catch (error) {
      for (const worker of workers) worker.terminate();
      if (error instanceof DeviceError && error.type === 'out-of-memory') throw error;
      throw new DeviceError(
        'device-failed',
        `The workers of the processor could not begin: ${(error as Error).message}`,
      );
    }
    const members = workers.map((worker) => new Member(worker));
    return new PoolBackend(members, { ...info, threads: members.length }, module);
  }

  async begin(plan: Plan): Promise<PoolSession> {
    await this.#session?.end();
    this.#session = await PoolSession.begin(this.#members, this.#lostError, plan);
    return this.#session;
  }

  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void> {
    return writeOn(this.#here, writer, prompt, options, take);
  }

  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array> {
    return logProbabilities(this.#here, writer, text);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { worker } of this.#members) worker.terminate();
    this.#lose({ reason: 'destroyed', message: 'The workers were ended.' });
  }

  get #here(): CpuDevice {
    this.#own ??= CpuDevice.open(this.#module);
    return this.#own;
  }
}

/** In the thread of its host: it trains between the host's other work. */
function workerHere(): PooledWorker {
  return { remote: createCoreWorker(), died: new Promise(() => {}), terminate: () => {} };
}

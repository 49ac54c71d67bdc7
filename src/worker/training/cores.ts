// The processor in the page's worker: the module of its kernels, the speed of a core, and nested workers.

import { releaseProxy, wrap } from 'comlink';
import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import { DeviceError, type DeviceLoss } from '../../engine/device.js';
import { calibrate } from '../../engine/training/timing.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { CoreWorker } from '../../runner/pool/core-worker.js';
import type { PooledWorker } from '../../runner/pool/member.js';
import { livingWorker, type LivingWorker } from '../life.js';
import type { EngineWish } from './protocol.js';

/** The processor, measured. */
export interface Cores {
  readonly info: DeviceInfo;
  readonly module: WebAssembly.Module;
}

/** One core is left for the page where there are more than two. */
function threadsOf({ threads }: EngineWish): number {
  return threads ?? Math.max(2, navigator.hardwareConcurrency - 1);
}

/** The kernels for processors. Throws DeviceError 'device-failed' where they cannot be loaded, or the browser has no SIMD. */
export async function kernelModule(simd: EngineWish['simd']): Promise<WebAssembly.Module> {
  const url =
    simd === 'relaxed'
      ? new URL('../../engine/cpu/kernels-relaxed.wasm', import.meta.url)
      : new URL('../../engine/cpu/kernels.wasm', import.meta.url);
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    bytes = await response.arrayBuffer();
  } catch (error) {
    throw new DeviceError(
      'device-failed',
      `The kernels for the processor could not be loaded (${(error as Error).message}). Check the network, then try again.`,
    );
  }
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new DeviceError(
      'device-failed',
      `This browser cannot run the kernels for the processor (${(error as Error).message}). ` +
        (simd === 'relaxed'
          ? 'It has no relaxed SIMD: leave ?simd=relaxed out of the address.'
          : 'They need SIMD, which newer browsers have.'),
    );
  }
}

/** FLOP/s of so many cores together, by what one of them achieves now. */
export async function measureCores(module: WebAssembly.Module, threads: number): Promise<number> {
  const core = CpuDevice.open(module);
  try {
    return threads * (await calibrate(core));
  } finally {
    core.close();
  }
}

/** Throws as `kernelModule` does. */
export async function openCores(wish: EngineWish): Promise<Cores> {
  const module = await kernelModule(wish.simd);
  const threads = threadsOf(wish);
  const flopsPerSecond = await measureCores(module, threads);
  const info: DeviceInfo = {
    engine: 'cpu',
    engineVersion: ENGINE_VERSION,
    vendor: '',
    architecture: '',
    description: 'CPU',
    software: false,
    threads,
    simd: wish.simd,
    check: '',
    flopsPerSecond,
  };
  return { info, module };
}

/** A nested worker; null where the browser does not support them. */
export function spawnCore(): PooledWorker | null {
  try {
    return pooled(
      livingWorker((name) => new Worker(new URL('./core.ts', import.meta.url), { type: 'module', name })),
    );
  } catch {
    // Without nested workers the pool trains in this thread.
    return null;
  }
}

/** A worker that runs src/worker/training/core.ts. */
export function pooled({ worker, died }: LivingWorker): PooledWorker {
  const failed = new Promise<DeviceLoss>((resolve) => {
    worker.onerror = (event) => {
      event.preventDefault();
      resolve({
        reason: 'unknown',
        message: `A worker of the processor ended: ${event.message || 'no reason given'}.`,
      });
    };
  });
  const remote = wrap<CoreWorker>(worker);
  return {
    remote,
    died: Promise.race([
      failed,
      died.then(() => ({
        reason: 'unknown',
        message: 'A worker of the processor has ended without a message.',
      })),
    ]),
    terminate: () => {
      worker.terminate();
      // As in client.ts: calls that it will not answer would keep it.
      remote[releaseProxy]();
    },
  };
}

// The processor in Node: the module of its kernels, the speed of a core, and worker threads.

import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import { DeviceError, type DeviceLoss } from '../../engine/device.js';
import { calibrate } from '../../engine/training/timing.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { CoreWorker } from '../../runner/pool/core-worker.js';
import { PoolBackend } from '../../runner/pool/pool-backend.js';
import type { PooledWorker } from '../../runner/pool/member.js';
import { UsageError } from '../shared/command.js';

export type Simd = 'plain' | 'relaxed';

/** The kernels for processors. Throws DeviceError 'device-failed' where this Node cannot compile them, UsageError where it lacks relaxed SIMD. */
export async function kernelModule(simd: Simd): Promise<WebAssembly.Module> {
  const name = simd === 'relaxed' ? './kernels-relaxed.wasm' : './kernels.wasm';
  try {
    return await WebAssembly.compile(await readFile(new URL(name, import.meta.url)));
  } catch (error) {
    const { message } = error as Error;
    if (simd === 'relaxed') {
      throw new UsageError(
        `--simd relaxed: Node ${process.versions.node} has no relaxed SIMD, which needs version 22 or newer; plain SIMD runs everywhere. (${message})`,
      );
    }
    throw new DeviceError('device-failed', `The processor's kernels cannot be used: ${message}.`);
  }
}

/** This machine's processor, and the speed of `threads` cores of it together. */
export async function measureCores(
  module: WebAssembly.Module,
  threads: number,
  simd: Simd,
): Promise<DeviceInfo> {
  const core = CpuDevice.open(module);
  const flopsPerSecond = threads * (await calibrate(core));
  core.close();
  return {
    engine: 'cpu',
    engineVersion: ENGINE_VERSION,
    vendor: '',
    architecture: process.arch,
    description: cpus()[0]?.model.trim() || 'CPU',
    software: false,
    threads,
    simd,
    check: '',
    flopsPerSecond,
  };
}

export async function openPool(threads: number, simd: Simd): Promise<PoolBackend> {
  const module = await kernelModule(simd);
  const info = await measureCores(module, threads, simd);
  return PoolBackend.open({ module, spawn: spawnThread, info });
}

export function spawnThread(): PooledWorker {
  const thread = new Worker(new URL('./pool-worker.js', import.meta.url));
  const died = new Promise<DeviceLoss>((resolve) => {
    const ended = (why: string): void =>
      resolve({ reason: 'unknown', message: `A thread of the processor's pool ended: ${why}.` });
    thread.once('error', (error) => ended(error.message));
    thread.once('exit', (code) => ended(`exit code ${code}`));
  });
  return {
    remote: wrap<CoreWorker>(nodeEndpoint(thread)),
    died,
    terminate: () => void thread.terminate(),
  };
}

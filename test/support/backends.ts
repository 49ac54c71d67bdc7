// What trains plans in tests: a GPU, or a pool of cores. The GPU and the pool in the test's own thread are made once a page.

import type { EngineName } from '../../src/engine/device.js';
import type { DeviceInfo } from '../../src/lab/records/record.js';
import type { Backend } from '../../src/runner/backend.js';
import { GpuBackend } from '../../src/runner/gpu/gpu-backend.js';
import { PoolBackend } from '../../src/runner/pool/pool-backend.js';
import { cpuModule, engines, withGpu } from './device.js';
import { poolInfo } from './pool-info.js';

export const gpuInfo: DeviceInfo = {
  ...poolInfo,
  engine: 'gpu',
  description: 'a GPU',
  software: true,
  threads: null,
  simd: null,
};

let pool: Promise<PoolBackend> | null = null;

/** A pool in the test's own thread. */
export async function poolHere(): Promise<PoolBackend> {
  return PoolBackend.open({ module: await cpuModule(), spawn: () => null, info: poolInfo });
}

export type WithBackend = <T>(work: (backend: Backend) => Promise<T>) => Promise<T>;

export async function withPool<T>(work: (backend: PoolBackend) => Promise<T>): Promise<T> {
  pool ??= poolHere();
  return work(await pool);
}

export function withGpuBackend<T>(work: (backend: GpuBackend) => Promise<T>): Promise<T> {
  return withGpu((device) => work(new GpuBackend(device, gpuInfo)));
}

/** The same tests once for each engine. */
export function onEachBackend(
  name: string,
  tests: (withBackend: WithBackend, engine: EngineName) => void,
): void {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => tests(engine === 'gpu' ? withGpuBackend : withPool, engine));
  }
}

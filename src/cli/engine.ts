// Which engine a command trains on: --engine, --threads, --simd. `auto` is a hardware GPU where there is one, else all cores.

import { availableParallelism } from 'node:os';
import { CpuDevice } from '../engine/cpu/cpu-device.js';
import type { Device } from '../engine/device.js';
import { calibrate } from '../engine/timing.js';
import { ENGINE_VERSION } from '../engine/version.js';
import type { DeviceInfo } from '../lab/events.js';
import type { Backend } from '../runner/backend.js';
import { GpuBackend } from '../runner/gpu-backend.js';
import { UsageError } from './command.js';
import { kernelModule, openPool, type Simd } from './cores.js';
import { hasHardwareGpu, openDawn, reopenDawn } from './dawn.js';

/** For `parseArgs`. */
export const engineOptions = {
  engine: { type: 'string', default: 'auto' },
  threads: { type: 'string' },
  simd: { type: 'string', default: 'plain' },
} as const;

export const engineUsage = `  --engine E         auto (a hardware GPU where there is one, else the processor), gpu or cpu
  --threads N        cores to train on: all
  --simd S           plain (the same bits on every machine) or relaxed (faster on some; marked in the record)`;

export interface EngineChoice {
  readonly engine: 'auto' | 'gpu' | 'cpu';
  readonly threads: number;
  readonly simd: Simd;
}

/** Threads that are worth asking for. */
const MOST_THREADS = 256;

/** What the options say. Throws UsageError. */
export function readEngine(values: {
  readonly engine: string;
  readonly threads?: string;
  readonly simd: string;
}): EngineChoice {
  const { engine, threads, simd } = values;
  if (engine !== 'auto' && engine !== 'gpu' && engine !== 'cpu')
    throw new UsageError(`--engine: expected auto, gpu or cpu, got ${engine}.`);
  if (simd !== 'plain' && simd !== 'relaxed')
    throw new UsageError(`--simd: expected plain or relaxed, got ${simd}.`);
  const count = threads === undefined ? availableParallelism() : Number(threads);
  if (!Number.isInteger(count) || count < 1 || count > MOST_THREADS)
    throw new UsageError(`--threads: expected a whole number from 1 to ${MOST_THREADS}, got ${threads}.`);
  if (engine === 'gpu' && threads !== undefined)
    throw new UsageError('--threads: a GPU has none; leave it out, or take --engine cpu.');
  return { engine, threads: count, simd };
}

/** A backend, and how to open another of its kind when it is lost. */
export interface OpenedBackend {
  readonly backend: Backend;
  readonly reopen: () => Promise<Backend | null>;
}

/** Throws DeviceError where there is none. */
export async function openBackend(choice: EngineChoice): Promise<OpenedBackend> {
  if (takesGpu(choice)) {
    return {
      backend: await gpuBackend(await openDawn()),
      reopen: async () => {
        const device = await reopenDawn();
        return device && gpuBackend(device);
      },
    };
  }
  const open = (): Promise<Backend> => openPool(choice.threads, choice.simd);
  return { backend: await open(), reopen: open };
}

/** One device: the GPU, or one core. Throws DeviceError where there is none. */
export async function openOneDevice(choice: EngineChoice): Promise<Device> {
  return takesGpu(choice) ? openDawn() : CpuDevice.open(await kernelModule(choice.simd));
}

export function takesGpu({ engine }: EngineChoice): boolean {
  return engine === 'gpu' || (engine === 'auto' && hasHardwareGpu());
}

async function gpuBackend(device: Awaited<ReturnType<typeof openDawn>>): Promise<Backend> {
  const info: DeviceInfo = {
    engine: 'gpu',
    engineVersion: ENGINE_VERSION,
    ...device.info,
    threads: null,
    simd: null,
    check: 'not compared with the processor',
    flopsPerSecond: await calibrate(device),
  };
  return new GpuBackend(device, info, () => kernelModule('plain'));
}

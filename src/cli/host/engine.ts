// Which engine a command trains on: --engine, --threads, --simd. `auto` is a hardware GPU where there is one, otherwise all cores.

import { availableParallelism } from 'node:os';
import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import { DeviceError, type Device } from '../../engine/device.js';
import type { GpuDevice } from '../../engine/gpu/gpu-device.js';
import type { Backend } from '../../runner/backend.js';
import { GpuBackend } from '../../runner/gpu/gpu-backend.js';
import { measureGpu } from '../../runner/gpu/gpu-info.js';
import { UsageError } from '../shared/command.js';
import { kernelModule, openPool, type Simd } from './cores.js';
import { hasHardwareGpu, openDawn, prepareDawn, reopenDawn } from './dawn.js';

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

/** The most threads that can be useful. */
const MOST_THREADS = 256;

/** The choice that the options make. Throws UsageError. */
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
  if (engine === 'gpu' && simd !== 'plain')
    throw new UsageError('--simd: a GPU has none; leave it out, or take --engine cpu.');
  return { engine, threads: count, simd };
}

/**
 * Starts this process again where its GPU is Chromium's software driver, and then never resolves: to be called before anything is
 * begun that two processes cannot share. Throws DeviceError where Dawn cannot be loaded.
 */
export async function prepareEngine(choice: EngineChoice): Promise<void> {
  await gpuOf(choice, prepareDawn);
}

/** A backend, and how to open another of its kind when it is lost. */
export interface OpenedBackend {
  readonly backend: Backend;
  readonly reopen: () => Promise<Backend | null>;
  /** Opens the processor in the place of a GPU that is lost for good. */
  readonly fallBack: () => Promise<Backend | null>;
}

/** Throws DeviceError where there is none. */
export async function openBackend(choice: EngineChoice): Promise<OpenedBackend> {
  const gpu = await gpuOf(choice, async () => gpuBackend(await openDawn()));
  const open = (): Promise<Backend> => onProcessor(() => openPool(choice.threads, choice.simd));
  if (gpu) {
    return {
      backend: gpu,
      fallBack: open,
      reopen: async () => {
        const device = await reopenDawn();
        return device && gpuBackend(device);
      },
    };
  }
  return { backend: await open(), reopen: open, fallBack: () => Promise.resolve(null) };
}

/** One device: the GPU, or one core. Throws DeviceError where there is none. */
export async function openOneDevice(choice: EngineChoice): Promise<Device> {
  const gpu = await gpuOf(choice, openDawn);
  return gpu ?? onProcessor(async () => CpuDevice.open(await kernelModule(choice.simd)));
}

/** Opens a GPU; null where the processor is to be used. With `auto` a GPU that does not open is not an error. */
async function gpuOf<T>(choice: EngineChoice, open: () => Promise<T>): Promise<T | null> {
  if (!takesGpu(choice)) return null;
  try {
    return await open();
  } catch (error) {
    if (choice.engine === 'gpu' || !(error instanceof DeviceError)) throw error;
    console.error(`${error.message}\nUsing the processor instead.`);
    return null;
  }
}

/** A processor that fails must not count as a missing GPU, which has its own exit code. */
async function onProcessor<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof DeviceError && error.type === 'device-failed')
      throw new DeviceError('compile', error.message);
    throw error;
  }
}

export function takesGpu({ engine }: EngineChoice): boolean {
  return engine === 'gpu' || (engine === 'auto' && hasHardwareGpu());
}

async function gpuBackend(device: GpuDevice): Promise<Backend> {
  return new GpuBackend(device, await measureGpu(device), () => kernelModule('plain'));
}

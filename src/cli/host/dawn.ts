// WebGPU in Node: Dawn, Chromium's own implementation (https://github.com/dawn-gpu/node-webgpu).

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DeviceError } from '../../engine/device.js';
import { openGpu, softwareNames, type GpuDevice } from '../../engine/gpu/gpu-device.js';
import { kernelSources } from '../../engine/gpu/sources.js';
import { hasOptional, loadOptional } from './optional.js';
import { root } from '../shared/root.js';
import {
  endWithFirstStart,
  findSoftwareDriver,
  restartWithSoftwareDriver,
  softwareDriverInUse,
} from './software-driver.js';

/** What we use of the package `webgpu`, which is installed when a GPU is first used. */
interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: object;
}

/** One for the life of the process: Dawn crashes if its instance is collected while a device lives. */
let gpu: GPU | null = null;

const howToGetOne = `A real GPU needs its Vulkan driver (Linux: the packages libvulkan1 and mesa-vulkan-drivers, or NVIDIA's own).
Without one, Chromium's software driver will do: install chromium, and the command line finds it, or set CHROME_PATH to it.`;

/**
 * Exits with 0 if there is a hardware adapter, 1 if there is only a software one, 2 if there is none. It runs in its own process, since
 * Dawn warns on stderr of every missing driver.
 */
const probe = `import { create } from 'webgpu';
const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
const { info } = adapter ?? {};
const words = info ? [info.vendor, info.architecture, info.device, info.description].join(' ') : '';
process.exit(!adapter ? 2 : info.isFallbackAdapter || ${softwareNames}.test(words) ? 1 : 0);`;

/** Dawn. Installs it first if necessary, and says so on stderr. Throws DeviceError where that fails. */
export async function ensureDawn(): Promise<Dawn> {
  try {
    return (await loadOptional('dawn', 'webgpu')) as Dawn;
  } catch (error) {
    throw new DeviceError(
      'no-webgpu',
      `Dawn, which opens GPUs, cannot be loaded: ${(error as Error).message}`,
    );
  }
}

/**
 * Loads Dawn. Where only Chromium's software driver can be a GPU, it starts this process again with it and never resolves. Throws
 * DeviceError where Dawn cannot be loaded.
 */
export async function prepareDawn(): Promise<Dawn> {
  const dawn = await ensureDawn();
  const driver = softwareDriverInUse() ? null : findSoftwareDriver();
  if (driver && adapterHere() === 'none') await restartWithSoftwareDriver(driver);
  return dawn;
}

/**
 * Opens the machine's GPU or, where there is none, Chromium's software driver, and says so on stderr. Without either it throws
 * DeviceError, which says how to get a GPU.
 */
export async function openDawn(): Promise<GpuDevice> {
  const { create, globals } = await prepareDawn();
  const inUse = softwareDriverInUse();
  if (inUse) {
    console.error(`No GPU adapter works here: using SwiftShader, Chromium's software driver, from ${inUse}.`);
  }
  Object.assign(globalThis, globals);
  if (inUse) {
    pollWithPauses();
    endWithFirstStart();
  }
  gpu ??= create([]);
  try {
    return await openGpu(gpu, kernelSources);
  } catch (error) {
    if (error instanceof DeviceError && error.type === 'no-adapter') {
      throw new DeviceError('no-adapter', `No GPU adapter works here.\n${howToGetOne}`);
    }
    throw error;
  }
}

/** Another device in place of a lost one; null where there is none any more. */
export async function reopenDawn(): Promise<GpuDevice | null> {
  try {
    return await openGpu(dawnInstance(), kernelSources);
  } catch (error) {
    if (error instanceof DeviceError) return null;
    throw error;
  }
}

/**
 * Dawn's binding polls for events on every turn of the event loop while anything is under way. This keeps a whole core busy, which a
 * software adapter needs for its work. Polling once a millisecond is as good.
 */
function pollWithPauses(): void {
  const later = (callback: (...values: unknown[]) => void, ...values: unknown[]): NodeJS.Timeout =>
    setTimeout(callback, 1, ...values);
  Object.assign(globalThis, { setImmediate: later });
}

/** Dawn itself, once `openDawn` has made it; for other libraries that look for a GPU. */
export function dawnInstance(): GPU {
  if (!gpu) throw new Error('expected openDawn to have been called');
  return gpu;
}

/** Whether Dawn is installed and finds a hardware GPU; installs nothing. */
export function hasHardwareGpu(): boolean {
  return hasOptional('dawn') && adapterHere() === 'hardware';
}

/** What the probe found; a process asks once. */
let found: 'hardware' | 'software' | 'none' | null = null;

function adapterHere(): 'hardware' | 'software' | 'none' {
  return (found ??= probeAdapter());
}

function probeAdapter(): 'hardware' | 'software' | 'none' {
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', probe], {
    cwd: join(root, 'src/cli/optional/dawn'),
    stdio: 'ignore',
  });
  return status === 0 ? 'hardware' : status === 1 ? 'software' : 'none';
}

// Devices for tests: one of each engine a page (pipelines are compiled once), a validation scope and its own memory a test.

import { CpuDevice } from '../../src/engine/cpu/cpu-device.js';
import type { Device, DeviceBuffer, EngineName, Memory } from '../../src/engine/device.js';
import { openGpu, type GpuDevice } from '../../src/engine/gpu/gpu-device.js';
import { kernelSources } from '../../src/engine/gpu/sources.js';
import { Program } from '../../src/engine/program.js';
import { GuardedMemory } from './guarded-memory.js';

/** What the same tests run on. */
export const engines: readonly EngineName[] = ['gpu', 'cpu'];

type Work<D extends Device, T> = (device: D, memory: Memory) => Promise<T>;

let gpu: Promise<GpuDevice> | null = null;
let compiled: Promise<WebAssembly.Module> | null = null;
let cpu: Promise<CpuDevice> | null = null;

/** The module of all kernels for processors. */
export function cpuModule(): Promise<WebAssembly.Module> {
  compiled ??= fetch(new URL('../../src/engine/cpu/kernels.wasm', import.meta.url))
    .then((response) => response.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}

/** Runs `work` on a device of an engine and frees its memory. Without a GPU it throws: tests never skip one. */
export function withDevice<T>(engine: EngineName, work: Work<Device, T>): Promise<T> {
  return engine === 'gpu' ? withGpu(work) : withCpu(work);
}

/** As withDevice; throws what WebGPU complained of. */
export async function withGpu<T>(work: Work<GpuDevice, T>): Promise<T> {
  gpu ??= openGpu(navigator.gpu, kernelSources);
  const device = await gpu;
  const memory = device.memory();
  device.gpu.pushErrorScope('validation');
  try {
    return await work(device, memory);
  } finally {
    const error = await device.gpu.popErrorScope();
    memory.free();
    // eslint-disable-next-line no-unsafe-finally -- a validation error explains whatever failed before it
    if (error) throw new Error(error.message);
  }
}

/** As withDevice; throws if a kernel wrote beside a buffer (guarded-memory.ts). */
export async function withCpu<T>(work: Work<CpuDevice, T>): Promise<T> {
  cpu ??= cpuModule().then((module) => CpuDevice.open(module));
  const device = await cpu;
  const memory = new GuardedMemory(device);
  try {
    const result = await work(device, memory);
    await memory.check();
    return result;
  } finally {
    memory.free();
  }
}

/** Records a program, runs it once and returns the buffers' contents as f32. */
export async function runProgram(
  device: Device,
  memory: Memory,
  record: (program: Program) => void,
  results: readonly DeviceBuffer[],
): Promise<Float32Array[]> {
  const program = new Program();
  record(program);
  await device.compile(program.kernels);
  program.build(device, memory);
  const commands = device.commands();
  program.replay(commands);
  for (const buffer of results) commands.read(buffer);
  return (await commands.submit()).map((content) => new Float32Array(content));
}

/** Contents of a buffer as f32. */
export async function readFloats(device: Device, buffer: DeviceBuffer): Promise<Float32Array> {
  const commands = device.commands();
  commands.read(buffer);
  const [content] = await commands.submit();
  return new Float32Array(content);
}

export type WithDevice = <T>(work: Work<Device, T>) => Promise<T>;

/** The same tests once for each engine. */
export function onEachEngine(
  name: string,
  tests: (withDevice: WithDevice, engine: EngineName) => void,
): void {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => tests((work) => withDevice(engine, work), engine));
  }
}

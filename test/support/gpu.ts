// A GPU for tests: one device a page (pipelines are compiled once), a validation scope and its own memory a test.

import { Device, openDevice } from '../../src/engine/device.js';
import { kernels } from '../../src/engine/kernels.js';
import { Program } from '../../src/engine/program.js';
import { Memory } from '../../src/engine/tensor.js';

let opened: Promise<Device> | null = null;

/** Runs `work` on a device; frees its memory; throws what WebGPU complained of. Without a GPU it throws: tests never skip one. */
export async function withDevice<T>(work: (device: Device, memory: Memory) => Promise<T>): Promise<T> {
  opened ??= openDevice(navigator.gpu);
  const device = await opened;
  const memory = new Memory(device.gpu);
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

/** Whether to multiply matrices by quads: both ways on an adapter that they are for. */
export function waysToMultiply(device: Device): readonly boolean[] {
  return device.quads ? [false, true] : [false];
}

/** Records a program, runs it once and returns the buffers' contents as f32. */
export async function runProgram(
  device: Device,
  memory: Memory,
  record: (program: Program) => void,
  results: readonly GPUBuffer[],
  quads = device.quads,
): Promise<Float32Array[]> {
  const program = new Program(quads);
  record(program);
  await device.compile(program.kernels, kernels);
  program.build(device, memory);
  const encoder = device.gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  program.encode(pass);
  pass.end();
  device.gpu.queue.submit([encoder.finish()]);
  return Promise.all(results.map((buffer) => readFloats(device, buffer)));
}

/** Contents of a buffer as f32. */
export async function readFloats(device: Device, buffer: GPUBuffer): Promise<Float32Array> {
  const staging = device.gpu.createBuffer({
    size: buffer.size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.gpu.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.gpu.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}

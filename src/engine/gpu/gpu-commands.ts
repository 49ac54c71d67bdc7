// Commands for a GPU: one encoder, compute passes where programs are replayed, and staging buffers for what is read.

import type { Commands, DeviceBuffer, Replay } from '../device.js';
import type { GpuPatience } from './gpu-patience.js';
import { encodeReplay, type GpuReplay } from './gpu-replay.js';

/** The most staging buffers that are kept for reuse. */
const MOST_FREE = 4;
/** A staging buffer is not reused for a read this many times smaller than it. */
const MOST_WASTE = 4;
/** The smallest staging buffer, in bytes. */
const SMALLEST = 2 ** 12;

/** Staging buffers for reading back. They are reused, so that a chunk creates nothing. */
export class StagingBuffers {
  readonly #gpu: GPUDevice;
  readonly #free: GPUBuffer[] = [];

  constructor(gpu: GPUDevice) {
    this.#gpu = gpu;
  }

  take(bytes: number): GPUBuffer {
    const size = Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(bytes)));
    const index = this.#free.findIndex((buffer) => buffer.size >= bytes && buffer.size <= MOST_WASTE * size);
    if (index >= 0) return this.#free.splice(index, 1)[0];
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    return this.#gpu.createBuffer({ label: 'readback', size, usage });
  }

  giveBack(buffer: GPUBuffer): void {
    this.#free.push(buffer);
    if (this.#free.length > MOST_FREE) this.#free.shift()?.destroy();
  }
}

export class GpuCommands implements Commands {
  readonly #gpu: GPUDevice;
  readonly #staging: StagingBuffers;
  readonly #patience: GpuPatience;
  readonly #encoder: GPUCommandEncoder;
  #pass: GPUComputePassEncoder | null = null;
  readonly #reads: { readonly buffer: GPUBuffer; readonly fromByte: number; readonly bytes: number }[] = [];

  constructor(gpu: GPUDevice, staging: StagingBuffers, patience: GpuPatience) {
    this.#gpu = gpu;
    this.#staging = staging;
    this.#patience = patience;
    this.#encoder = gpu.createCommandEncoder();
  }

  copy(from: DeviceBuffer, to: DeviceBuffer, fromByte = 0): void {
    this.#endPass();
    this.#encoder.copyBufferToBuffer(from as GPUBuffer, fromByte, to as GPUBuffer, 0, to.size);
  }

  clear(buffer: DeviceBuffer): void {
    this.#endPass();
    this.#encoder.clearBuffer(buffer as GPUBuffer);
  }

  run(replay: Replay, times: number): void {
    this.#pass ??= this.#encoder.beginComputePass();
    for (let i = 0; i < times; i++) encodeReplay(this.#pass, replay as GpuReplay);
  }

  read(buffer: DeviceBuffer, fromByte = 0, bytes = buffer.size): void {
    this.#reads.push({ buffer: buffer as GPUBuffer, fromByte, bytes });
  }

  async submit(): Promise<ArrayBuffer[]> {
    this.#endPass();
    const total = this.#reads.reduce((sum, { bytes }) => sum + bytes, 0);
    const staging = total > 0 ? this.#staging.take(total) : null;
    let at = 0;
    for (const { buffer, fromByte, bytes } of this.#reads) {
      if (staging) this.#encoder.copyBufferToBuffer(buffer, fromByte, staging, at, bytes);
      at += bytes;
    }
    this.#gpu.queue.submit([this.#encoder.finish()]);
    if (!staging) return [];
    try {
      await this.#patience.until(staging.mapAsync(GPUMapMode.READ, 0, total));
    } catch (error) {
      // The device was lost, and the buffer with it.
      staging.destroy();
      throw error;
    }
    at = 0;
    const mapped = staging.getMappedRange(0, total);
    const contents = this.#reads.map(({ bytes }) => mapped.slice(at, (at += bytes)));
    staging.unmap();
    this.#staging.giveBack(staging);
    return contents;
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = null;
  }
}

// Commands for a GPU: as few submits as may each be short, and staging buffers for what is read.

import type { Commands, DeviceBuffer, Replay } from '../device.js';
import type { GpuPatience } from './gpu-patience.js';
import type { GpuReplay } from './gpu-replay.js';
import type { SubmitMeter } from './submit-meter.js';
import { Submit } from './submit.js';

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

/** What all commands of a device share. */
export interface GpuWaits {
  readonly staging: StagingBuffers;
  readonly patience: GpuPatience;
  readonly meter: SubmitMeter;
}

export class GpuCommands implements Commands {
  readonly #gpu: GPUDevice;
  readonly #staging: StagingBuffers;
  readonly #patience: GpuPatience;
  readonly #meter: SubmitMeter;
  readonly #submits: Submit[];
  readonly #reads: { readonly buffer: GPUBuffer; readonly fromByte: number; readonly bytes: number }[] = [];

  constructor(gpu: GPUDevice, { staging, patience, meter }: GpuWaits) {
    this.#gpu = gpu;
    this.#staging = staging;
    this.#patience = patience;
    this.#meter = meter;
    this.#submits = [new Submit(gpu)];
  }

  copy(from: DeviceBuffer, to: DeviceBuffer, fromByte = 0): void {
    this.#encoder.copyBufferToBuffer(from as GPUBuffer, fromByte, to as GPUBuffer, 0, to.size);
  }

  clear(buffer: DeviceBuffer): void {
    this.#encoder.clearBuffer(buffer as GPUBuffer);
  }

  run(replay: Replay, times: number): void {
    const program = replay as GpuReplay;
    const { dispatches } = program;
    for (let i = 0; i < times; i++) {
      if (this.#last.hasRoom(dispatches.reduce((sum, { time }) => sum + time.seconds, 0))) {
        this.#last.add(program, 0, dispatches.length);
        continue;
      }
      dispatches.forEach(({ time }, d) => {
        if (!this.#last.isEmpty && !this.#last.hasRoom(time.seconds))
          this.#submits.push(new Submit(this.#gpu));
        this.#last.add(program, d, d + 1);
      });
    }
  }

  read(buffer: DeviceBuffer, fromByte = 0, bytes = buffer.size): void {
    this.#reads.push({ buffer: buffer as GPUBuffer, fromByte, bytes });
  }

  async submit(): Promise<ArrayBuffer[]> {
    const total = this.#reads.reduce((sum, { bytes }) => sum + bytes, 0);
    const staging = total > 0 ? this.#staging.take(total) : null;
    let at = 0;
    for (const { buffer, fromByte, bytes } of this.#reads) {
      if (staging) this.#encoder.copyBufferToBuffer(buffer, fromByte, staging, at, bytes);
      at += bytes;
    }
    for (const submit of this.#submits) this.#send(submit);
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

  #send(submit: Submit): void {
    const { queue } = this.#gpu;
    queue.submit([submit.finish()]);
    if (submit.isEmpty) return;
    const end = this.#patience.until(queue.onSubmittedWorkDone());
    // A GPU that is gone measures nothing; what waits for it hears of it.
    this.#meter.measure(submit, end).catch(() => undefined);
  }

  get #last(): Submit {
    return this.#submits[this.#submits.length - 1];
  }

  /** For all that is not a dispatch. */
  get #encoder(): GPUCommandEncoder {
    this.#last.endPass();
    return this.#last.encoder;
  }
}

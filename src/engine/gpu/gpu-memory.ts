// Buffers on a GPU that are freed together.

import { formatBytes } from '../../base/format.js';
import { DeviceError, type Memory } from '../device.js';

/** Owns the buffers of a run, counts their bytes and frees them. */
export class GpuMemory implements Memory {
  readonly #gpu: GPUDevice;
  readonly #buffers: GPUBuffer[] = [];
  bytes = 0;

  constructor(gpu: GPUDevice) {
    this.#gpu = gpu;
  }

  storage(label: string, content: number | Float32Array | Uint32Array): GPUBuffer {
    const words = typeof content === 'number' ? content : content.length;
    const buffer = this.buffer(
      label,
      Math.max(4, words) * 4,
      GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    );
    if (typeof content !== 'number') {
      this.#gpu.queue.writeBuffer(buffer, 0, content as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>);
    }
    return buffer;
  }

  /** A zeroed buffer of `size` bytes. Throws DeviceError 'out-of-memory' if it is larger than the device allows. */
  buffer(label: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.#gpu.limits;
    const largest = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (size > largest) {
      throw new DeviceError(
        'out-of-memory',
        `The buffer ${label} would need ${formatBytes(size)}, and this GPU takes at most ${formatBytes(largest)} in one piece. ` +
          'Try smaller sizes, fewer seeds or a smaller batch.',
      );
    }
    const buffer = this.#gpu.createBuffer({ label, size, usage });
    this.#buffers.push(buffer);
    this.bytes += size;
    return buffer;
  }

  free(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.length = 0;
    this.bytes = 0;
  }
}

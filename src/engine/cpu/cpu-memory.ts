// The single memory of the module: buffers are allocated in it and freed, and it grows as needed.

import { formatBytes } from '../../base/format.js';
import { DeviceError, type DeviceBuffer, type Memory } from '../device.js';

/** A piece of the module's memory. */
export interface CpuBuffer extends DeviceBuffer {
  /** Byte of its first word, a multiple of 64. */
  readonly address: number;
}

interface Gap {
  readonly address: number;
  readonly size: number;
}

/** Bytes of a page of WebAssembly memory. */
export const PAGE = 65_536;
/** One page less than 32-bit addresses reach, since the end of a buffer must be an address too. */
export const MOST_PAGES = 65_535;
/** Buffers begin at multiples of this, the size of a cache line. */
const ALIGNMENT = 64;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** First fit among the gaps, in the order of their addresses. */
export class Heap {
  readonly memory: WebAssembly.Memory;
  /** In order of address; neighbours never touch. */
  #gaps: Gap[];
  readonly #begin: number;
  #end: number;

  /** Everything from `begin` on is its own. */
  constructor(memory: WebAssembly.Memory, begin: number) {
    this.memory = memory;
    this.#begin = begin;
    this.#end = memory.buffer.byteLength;
    this.#gaps = [{ address: begin, size: this.#end - begin }];
  }

  /** A zeroed buffer of `size` bytes. Throws DeviceError 'out-of-memory' where there is no room. */
  take(label: string, size: number): CpuBuffer {
    const wanted = aligned(size);
    let index = this.#gaps.findIndex((gap) => gap.size >= wanted);
    if (index < 0) {
      this.#grow(label, wanted);
      index = this.#gaps.length - 1;
    }
    const { address, size: room } = this.#gaps[index];
    const rest = { address: address + wanted, size: room - wanted };
    if (rest.size > 0) this.#gaps[index] = rest;
    else this.#gaps.splice(index, 1);
    this.bytes(address, size).fill(0);
    return { address, size };
  }

  /** Bytes that are allocated now. */
  get taken(): number {
    return this.#end - this.#begin - this.#gaps.reduce((sum, { size }) => sum + size, 0);
  }

  /** Makes sure that there is a gap of `size` bytes. Throws DeviceError 'out-of-memory' where there is no room. */
  reserve(size: number): void {
    if (!this.#gaps.some((gap) => gap.size >= size)) this.#grow('The experiment', aligned(size));
  }

  giveBack({ address, size }: CpuBuffer): void {
    const gaps = [...this.#gaps, { address, size: aligned(size) }].sort((a, b) => a.address - b.address);
    this.#gaps = [];
    for (const gap of gaps) {
      const last = this.#gaps.at(-1);
      if (last && last.address + last.size === gap.address) {
        this.#gaps[this.#gaps.length - 1] = { address: last.address, size: last.size + gap.size };
      } else this.#gaps.push(gap);
    }
  }

  /** A view of some bytes. Growing the memory detaches it, so it must not be kept. */
  bytes(address: number, size: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer, address, size);
  }

  /** Makes a gap of `wanted` bytes at the end. */
  #grow(label: string, wanted: number): void {
    const last = this.#gaps.at(-1);
    const atEnd = last && last.address + last.size === this.#end ? last : null;
    const pages = Math.ceil((wanted - (atEnd?.size ?? 0)) / PAGE);
    const present = this.#end / PAGE;
    // By at least a quarter, so that not each of a run's many buffers makes it grow.
    const generous = Math.max(pages, Math.min(MOST_PAGES - present, Math.ceil(present / 4)));
    if (!this.#grows(generous) && !this.#grows(pages)) {
      throw new DeviceError(
        'out-of-memory',
        `${label} would need ${formatBytes(wanted)} beside the ${formatBytes(this.taken)} that are taken, and this machine ` +
          'gives a core no more. Try smaller sizes, fewer seeds or a smaller batch.',
      );
    }
    const end = this.memory.buffer.byteLength;
    this.giveBack({ address: this.#end, size: end - this.#end });
    this.#end = end;
  }

  #grows(pages: number): boolean {
    try {
      if (this.#end / PAGE + pages > MOST_PAGES) return false;
      this.memory.grow(pages);
      return true;
    } catch {
      // A RangeError: the memory has reached its maximum, or the machine has no more.
      return false;
    }
  }
}

/** Owns the buffers of a run, counts their bytes and frees them. */
export class CpuMemory implements Memory {
  readonly #heap: Heap;
  readonly #inUse: Set<CpuMemory>;
  readonly #buffers: CpuBuffer[] = [];
  bytes = 0;

  /** `inUse` has it while it holds a buffer. */
  constructor(heap: Heap, inUse: Set<CpuMemory>) {
    this.#heap = heap;
    this.#inUse = inUse;
  }

  storage(label: string, content: number | Float32Array | Uint32Array): CpuBuffer {
    const words = typeof content === 'number' ? content : content.length;
    const buffer = this.#heap.take(label, Math.max(4, words) * 4);
    if (typeof content !== 'number') {
      this.#heap
        .bytes(buffer.address, 4 * words)
        .set(new Uint8Array(content.buffer, content.byteOffset, content.byteLength));
    }
    this.#buffers.push(buffer);
    this.#inUse.add(this);
    this.bytes += buffer.size;
    return buffer;
  }

  free(): void {
    for (const buffer of this.#buffers) this.#heap.giveBack(buffer);
    this.#buffers.length = 0;
    this.#inUse.delete(this);
    this.bytes = 0;
  }
}

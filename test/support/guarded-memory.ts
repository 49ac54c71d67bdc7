// Memory of a core with canaries: words before and behind every buffer that a kernel must neither read into its results (they are
// NaN) nor change. WebAssembly itself checks nothing within its one memory.

import { expect } from 'chai';
import type { CpuDevice } from '../../src/engine/cpu/cpu-device.js';
import type { CpuBuffer } from '../../src/engine/cpu/cpu-memory.js';
import type { Memory } from '../../src/engine/device.js';

/** Words before a buffer, which so still begins at a line of the cache, and behind it. */
const GUARD = 16;
/** A NaN with a mark. */
const CANARY = 0x7fc0_cafe;

export class GuardedMemory implements Memory {
  readonly #device: CpuDevice;
  readonly #memory: Memory;
  readonly #guards: { readonly label: string; readonly guard: CpuBuffer }[] = [];

  constructor(device: CpuDevice) {
    this.#device = device;
    this.#memory = device.memory();
  }

  get bytes(): number {
    return this.#memory.bytes;
  }

  storage(label: string, content: number | Float32Array | Uint32Array): CpuBuffer {
    const words = typeof content === 'number' ? content : content.length;
    const guarded = new Uint32Array(GUARD + words + GUARD).fill(CANARY);
    const inside = guarded.subarray(GUARD, GUARD + words);
    if (typeof content === 'number') inside.fill(0);
    else inside.set(new Uint32Array(content.buffer, content.byteOffset, content.length));
    const { address } = this.#memory.storage(label, guarded) as CpuBuffer;
    const piece = (first: number, length: number): CpuBuffer => ({
      address: address + 4 * first,
      size: 4 * length,
    });
    this.#guards.push({ label: `before ${label}`, guard: piece(0, GUARD) });
    this.#guards.push({ label: `behind ${label}`, guard: piece(GUARD + words, GUARD) });
    return piece(GUARD, words);
  }

  /** Expects every canary to be as it was. */
  async check(): Promise<void> {
    const commands = this.#device.commands();
    for (const { guard } of this.#guards) commands.read(guard);
    const contents = await commands.submit();
    this.#guards.forEach(({ label }, i) => {
      expect([...new Uint32Array(contents[i])], label).to.deep.equal(Array<number>(GUARD).fill(CANARY));
    });
  }

  free(): void {
    this.#memory.free();
  }
}

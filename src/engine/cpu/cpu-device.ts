// A core of the processor: the WebAssembly module of all kernels in one memory of its own. The host passes the
// compiled module; only hosts know where it is.

import { formatBytes } from '../../base/format.js';
import type { Device, DeviceBuffer, DeviceLoss, Dispatch, Memory } from '../device.js';
import { DeviceError } from '../device.js';
import type { KernelName } from '../kernels/registry.js';
import { CpuMemory, Heap, MOST_PAGES, PAGE } from './cpu-memory.js';
import { CpuCommands, CpuQueue, Dropped } from './cpu-queue.js';
import { cpuReplay, type CpuReplay, type KernelBody } from './cpu-replay.js';

type Exports = Readonly<Record<KernelName, KernelBody>> & {
  readonly scratch_end: () => number;
  readonly scratch_bytes: () => number;
  readonly attention_scratch: (context: number, headSize: number) => number;
};

/** Memory at the start: enough for a small run. */
const FIRST_BYTES = 2 ** 21;

/** What all devices of a core share. */
interface Core {
  readonly exports: Exports;
  readonly heap: Heap;
  readonly queue: CpuQueue;
}

export class CpuDevice implements Device {
  readonly engine = 'cpu';
  readonly sliced = false;
  readonly lost: Promise<DeviceLoss>;
  readonly #core: Core;
  /** What was allocated through it. */
  readonly #memories = new Set<CpuMemory>();
  #refuses: 'nothing' | 'replays' | 'all' = 'nothing';
  #lose: (loss: DeviceLoss) => void = () => {};

  private constructor(core: Core) {
    this.#core = core;
    this.lost = new Promise((resolve) => (this.#lose = resolve));
  }

  /** A core with a memory of its own, which grows as needed. Throws DeviceError 'out-of-memory' if there is none. */
  static open(module: WebAssembly.Module): CpuDevice {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
    const instance = new WebAssembly.Instance(module, { env: { memory, abort } });
    const exports = instance.exports as Exports;
    const begin = exports.scratch_end();
    grow(memory, begin + FIRST_BYTES);
    return new CpuDevice({ exports, heap: new Heap(memory, begin), queue: new CpuQueue() });
  }

  /** Makes sure that `bytes` fit in one piece. Throws DeviceError 'out-of-memory' if there is not. */
  reserve(bytes: number): void {
    this.#core.heap.reserve(bytes);
  }

  /** Another device of the same core. Its work can be dropped and its memory freed separately. */
  fork(): CpuDevice {
    return new CpuDevice(this.#core);
  }

  /** Bytes of all that is allocated. */
  get bytesTaken(): number {
    return this.#core.heap.taken;
  }

  /** Milliseconds of work done so far. */
  get busy(): number {
    return this.#core.queue.busy;
  }

  /** What it refuses: it rejects that with a Dropped. */
  get refuses(): 'nothing' | 'replays' | 'all' {
    return this.#refuses;
  }

  memory(): CpuMemory {
    this.#expectOpen();
    return new CpuMemory(this.#core.heap, this.#memories);
  }

  #expectOpen(): void {
    if (this.#refuses === 'all') throw new Dropped();
  }

  /** The module has all kernels; one that is missing is an error of the module. */
  compile(names: Iterable<KernelName>, onProgress?: (done: number, total: number) => void): Promise<void> {
    for (const name of names) this.#bodyOf(name);
    onProgress?.(0, 0);
    return Promise.resolve();
  }

  #bodyOf(name: KernelName): KernelBody {
    const body = this.#core.exports[name];
    if (!body) throw new DeviceError('compile', `The kernel ${name} is not in the module for processors.`);
    return body;
  }

  prepare(recorded: readonly Dispatch[], memory: Memory): CpuReplay {
    this.#expectOpen();
    for (const dispatch of recorded) this.#checkScratch(dispatch);
    return cpuReplay(recorded, memory as CpuMemory, (name) => this.#bodyOf(name));
  }

  /** Attention packs the keys of a head into scratch memory. */
  #checkScratch({ kernel, params }: Dispatch): void {
    if (!kernel.startsWith('attention_')) return;
    const { context, head_size } = params;
    const { attention_scratch, scratch_bytes } = this.#core.exports;
    if (attention_scratch(context, head_size) <= scratch_bytes()) return;
    throw new DeviceError(
      'out-of-memory',
      `Sequences of ${context} tokens with heads of ${head_size} channels are more than the processor's attention takes: ` +
        'try a shorter context or smaller heads.',
    );
  }

  withinMemory<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => resolve(work()));
  }

  write(buffer: DeviceBuffer, content: Float32Array | Uint32Array): void {
    const commands = this.commands();
    commands.write(buffer, new Uint8Array(content.buffer, content.byteOffset, content.byteLength).slice());
    // Nothing waits for dropped work.
    commands.submit().catch(() => undefined);
  }

  commands(): CpuCommands {
    return new CpuCommands(this.#core.heap, this.#core.queue, this);
  }

  /** Pauses within about 20 ms, even in the middle of a step, until `release`. */
  hold(): void {
    this.#core.queue.hold();
  }

  release(): void {
    this.#core.queue.release();
  }

  /**
   * Stops replaying within a slice, drops what is queued and refuses new replays; whatever waits for them is rejected with a Dropped.
   * Its memory can still be read.
   */
  drop(): void {
    if (this.#refuses === 'nothing') this.#refuses = 'replays';
    this.#core.queue.drop(this, 'replays');
  }

  /** Refuses everything from now on, and frees all that was allocated through it. */
  close(): void {
    this.#refuses = 'all';
    this.#core.queue.drop(this, 'all');
    for (const memory of [...this.#memories]) memory.free();
    this.#lose({ reason: 'destroyed', message: 'The device was closed.' });
  }
}

function grow(memory: WebAssembly.Memory, bytes: number): void {
  try {
    memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / PAGE)));
  } catch (error) {
    throw new DeviceError(
      'out-of-memory',
      `The machine has no ${formatBytes(bytes)} for a core (${(error as Error).message}). ` +
        'Try smaller sizes, fewer seeds or a smaller batch.',
    );
  }
}

function abort(): never {
  throw new Error('the module for processors stopped');
}

// Work for a core, done in order and in slices: between two slices the thread receives messages. Work can be paused in the middle
// of a step, and dropped.

import type { Commands, DeviceBuffer, Replay } from '../device.js';
import type { CpuBuffer, Heap } from './cpu-memory.js';
import type { Call, CpuReplay } from './cpu-replay.js';
import { nextTurn } from './turns.js';

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 20;
/** So many pieces of work are a slice too: a clock may stand still or be moved back. Usually the time is over before. */
const SLICE_PIECES = 150;

/** Pieces of work: each goes on where it was when it is resumed, and yields when a slice may be over. */
type Work = Generator<undefined, void>;

interface Job {
  readonly work: Work;
  /** Who asked for it. Owners are independent: the work of different ones need not be done in order. */
  readonly owner: object;
  /** Whether it replays a program; other work takes little time. */
  readonly runs: boolean;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** The error of work that was dropped. */
export class Dropped extends Error {
  override readonly name = 'Dropped';
}

export class CpuQueue {
  readonly #jobs: Job[] = [];
  /** Pieces of work since the last turn of the event loop. */
  #sinceTurn = 0;
  #pumping = false;
  #held = false;
  #release: () => void = () => {};
  /** Milliseconds of work done so far. */
  busy = 0;

  /** Resolves when the work is done; rejects with Dropped if it is dropped. */
  add(work: Work, owner: object, runs: boolean): Promise<void> {
    const ended = new Promise<void>((done, failed) => {
      // Short work waits only for work of its owner: weights are read at once while other runs train.
      const at = runs ? this.#jobs.length : this.#jobs.findLastIndex((job) => job.owner === owner) + 1;
      this.#jobs.splice(at, 0, { work, owner, runs, done, failed });
    });
    if (!this.#pumping) void this.#pump();
    return ended;
  }

  /** Stops after at most a slice, if necessary in the middle of a step; `release` resumes there. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#release();
  }

  /** Drops the work of an owner, begun or not: its replays, or all of it. */
  drop(owner: object, what: 'replays' | 'all'): void {
    for (let i = this.#jobs.length - 1; i >= 0; i--) {
      const job = this.#jobs[i];
      if (job.owner !== owner || (what === 'replays' && !job.runs)) continue;
      this.#jobs.splice(i, 1);
      job.failed(new Dropped());
    }
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    // Work that was asked for together is queued together.
    await Promise.resolve();
    while (this.#jobs.length > 0) {
      while (this.#held) await new Promise<void>((resolve) => (this.#release = resolve));
      const begin = performance.now();
      let now = begin;
      while (this.#jobs.length > 0 && !this.#held && now - begin < SLICE && this.#sinceTurn < SLICE_PIECES) {
        this.#advance(this.#jobs[0]);
        this.#sinceTurn++;
        now = performance.now();
      }
      // A clock that was moved back measures nothing.
      this.busy += Math.max(0, now - begin);
      if (this.#jobs.length === 0) continue;
      await nextTurn();
      this.#sinceTurn = 0;
    }
    this.#pumping = false;
  }

  #advance(job: Job): void {
    try {
      if (!job.work.next().done) return;
      this.#jobs.shift();
      job.done();
    } catch (error) {
      this.#jobs.shift();
      job.failed(error);
    }
  }
}

/** A step that takes longer, in milliseconds, can be interrupted after every call of a kernel. */
const LONG_STEP = 4;
/** Steps are not interrupted before so many milliseconds. */
const SHORT_STEP = 0.2;
/** So many steps are interrupted whatever the clock says. */
const MOST_STEPS = 16;

/** All calls of a program, `times` over. */
function* replay(calls: readonly Call[], times: number): Work {
  let step = Infinity;
  let sinceYield = 0;
  for (let i = 0; i < times; i++) {
    const isLong = step >= LONG_STEP;
    const begin = performance.now();
    let pauses = 0;
    for (const { body, params, count } of calls) {
      for (let z = 0; z < count; z++) {
        body(params, z);
        if (!isLong) continue;
        const paused = performance.now();
        yield;
        pauses += performance.now() - paused;
      }
    }
    step = Math.max(0, performance.now() - begin - pauses);
    sinceYield += step;
    if (sinceYield < SHORT_STEP && (i + 1) % MOST_STEPS !== 0) continue;
    sinceYield = 0;
    yield;
  }
}

/** Work that takes little time. */
// eslint-disable-next-line require-yield -- it is never interrupted
function* atOnce(work: () => unknown): Work {
  work();
}

/** Who asks for work. */
interface CommandsOwner {
  /** What it refuses. */
  readonly refuses: 'nothing' | 'replays' | 'all';
}

export class CpuCommands implements Commands {
  readonly #heap: Heap;
  readonly #queue: CpuQueue;
  /** Who asks for the work. */
  readonly #owner: CommandsOwner;
  #runs = false;
  readonly #parts: (() => Work)[] = [];
  readonly #reads: { readonly address: number; readonly bytes: number }[] = [];

  constructor(heap: Heap, queue: CpuQueue, owner: CommandsOwner) {
    this.#heap = heap;
    this.#queue = queue;
    this.#owner = owner;
  }

  copy(from: DeviceBuffer, to: DeviceBuffer, fromByte = 0): void {
    const source = (from as CpuBuffer).address + fromByte;
    const { address, size } = to as CpuBuffer;
    const heap = this.#heap;
    this.#parts.push(() => atOnce(() => heap.bytes(address, size).set(heap.bytes(source, size))));
  }

  clear(buffer: DeviceBuffer): void {
    const { address, size } = buffer as CpuBuffer;
    const heap = this.#heap;
    this.#parts.push(() => atOnce(() => heap.bytes(address, size).fill(0)));
  }

  run(program: Replay, times: number): void {
    const { calls } = program as CpuReplay;
    this.#runs = true;
    this.#parts.push(() => replay(calls, times));
  }

  write(buffer: DeviceBuffer, content: Uint8Array): void {
    const { address } = buffer as CpuBuffer;
    const heap = this.#heap;
    this.#parts.push(() => atOnce(() => heap.bytes(address, content.length).set(content)));
  }

  read(buffer: DeviceBuffer, fromByte = 0, bytes = buffer.size): void {
    this.#reads.push({ address: (buffer as CpuBuffer).address + fromByte, bytes });
  }

  async submit(): Promise<ArrayBuffer[]> {
    const contents: ArrayBuffer[] = [];
    const parts = this.#parts;
    const reads = this.#reads;
    const heap = this.#heap;
    const { refuses } = this.#owner;
    if (refuses === 'all' || (refuses === 'replays' && this.#runs)) throw new Dropped();
    await this.#queue.add(
      (function* () {
        for (const part of parts) yield* part();
        // Reading is part of the work, so that what is queued after it has not begun.
        for (const { address, bytes } of reads) contents.push(heap.bytes(address, bytes).slice().buffer);
      })(),
      this.#owner,
      this.#runs,
    );
    return contents;
  }
}

// One submit of a GPU's queue: a command encoder, with a compute pass where programs are replayed.

import { SUBMIT_SECONDS, type DispatchTime } from './dispatch-times.js';
import { encodeDispatches, type GpuReplay } from './gpu-replay.js';

/** A clock of a browser may be this coarse, in seconds: less says nothing. */
const CLOCK_SECONDS = 1e-4;

export class Submit {
  readonly encoder: GPUCommandEncoder;
  #pass: GPUComputePassEncoder | null = null;
  #seconds = 0;
  /** What is expected of each kind of dispatch in it. */
  readonly #expected = new Map<DispatchTime, number>();

  constructor(gpu: GPUDevice) {
    this.encoder = gpu.createCommandEncoder();
  }

  /** Expected seconds of all its dispatches. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Whether it has no dispatches. */
  get isEmpty(): boolean {
    return this.#seconds === 0;
  }

  /** Whether work of so many seconds still belongs into it. */
  hasRoom(seconds: number): boolean {
    return this.#seconds + seconds <= SUBMIT_SECONDS;
  }

  /** Adds dispatches `from` … `to - 1` of a replay. */
  add(replay: GpuReplay, from: number, to: number): void {
    this.#pass ??= this.encoder.beginComputePass();
    encodeDispatches(this.#pass, replay, from, to);
    for (let i = from; i < to; i++) {
      const { time } = replay.dispatches[i];
      this.#seconds += time.seconds;
      if (!this.#expected.has(time)) this.#expected.set(time, time.seconds);
      time.sent();
    }
  }

  endPass(): void {
    this.#pass?.end();
    this.#pass = null;
  }

  finish(): GPUCommandBuffer {
    this.endPass();
    return this.encoder.finish();
  }

  /** It took so many seconds. */
  measured(seconds: number): void {
    const factor = Math.max(CLOCK_SECONDS, seconds) / this.#seconds;
    for (const [time, each] of this.#expected) time.measured(each * factor);
  }
}

// Measures how long a GPU works on what is submitted to it.

import type { Submit } from './submit.js';

export class SubmitMeter {
  readonly #now: () => number;
  /** Submits whose ends were reported together. */
  #ended: Submit[] = [];
  /** When the first of them was submitted. */
  #began = 0;
  #lastEnd = 0;

  /** `now` is a clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A submit that was just queued, and its end. */
  async measure(submit: Submit, end: Promise<unknown>): Promise<void> {
    const began = this.#now();
    await end;
    if (this.#ended.length === 0) {
      this.#began = began;
      // Browsers may report several ends at once: together they took what has passed.
      setTimeout(() => this.#divide(), 0);
    }
    this.#ended.push(submit);
  }

  /** A GPU works in order: it began these when they were submitted, or when it had ended what came before. */
  #divide(): void {
    const now = this.#now();
    const seconds = (now - Math.max(this.#began, this.#lastEnd)) / 1000;
    this.#lastEnd = now;
    const ended = this.#ended.splice(0);
    const expected = ended.reduce((sum, submit) => sum + submit.seconds, 0);
    for (const submit of ended) submit.measured((seconds * submit.seconds) / expected);
  }
}

// Progress on stderr: a bar that redraws itself in a terminal, a line now and then elsewhere.

import { formatDuration } from '../../base/format.js';
import type { LabState } from '../../lab/records/record.js';

const BAR = 30;
const LINE_SECONDS = 10;

export class Progress {
  #lastLine = 0;
  #drawn = false;
  readonly #now: () => number;

  /** `now` is a clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Shows where an experiment stands. */
  show(state: LabState): void {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[2K${this.#bar(state)}`);
      this.#drawn = true;
      return;
    }
    const now = this.#now() / 1000;
    if (now - this.#lastLine < LINE_SECONDS) return;
    this.#lastLine = now;
    process.stderr.write(`${this.#words(state)}\n`);
  }

  /** Says something while the bar is drawn. */
  say(line: string): void {
    process.stderr.write(`${this.#drawn ? '\r\x1b[2K' : ''}${line}\n`);
  }

  /** Leaves the last bar alone. */
  end(): void {
    if (this.#drawn) process.stderr.write('\n');
    this.#drawn = false;
  }

  #bar(state: LabState): string {
    const full = Math.round(BAR * state.fraction);
    return `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${this.#words(state)}`;
  }

  #words({ status, fraction, remainingSeconds, runs, compiling }: LabState): string {
    if (status === 'compiling' && compiling)
      return `compiling ${compiling.done} of ${compiling.total} kernels`;
    const done = runs.filter((run) => run.status === 'finished').length;
    const left = remainingSeconds === null ? '' : `, ${formatDuration(remainingSeconds)} left`;
    return `${(100 * fraction).toFixed(0)} %${left}, ${done} of ${runs.length} runs done`;
  }
}

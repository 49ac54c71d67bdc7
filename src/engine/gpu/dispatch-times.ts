// How long dispatches take, by what was measured: it decides how many of them a submit may hold.

import { Lru } from '../../base/lru.js';
import type { Dispatch } from '../device.js';

/** A submit should take about this long, in seconds: a desktop is not drawn while one runs, and systems stop those that take seconds. */
export const SUBMIT_SECONDS = 0.05;

/** A measurement changes a known time by this factor at most: it may be far off. */
const MOST_CHANGE = 4;
/** No dispatch takes less, in seconds: a clock may stand still. */
const LEAST_SECONDS = 1e-6;
/** Kinds of dispatches whose times are kept. */
const MOST_KINDS = 10_000;

/** The time of one kind of dispatch. */
export class DispatchTime {
  /** Expected; one of unknown time has a submit of its own. */
  seconds = SUBMIT_SECONDS;
  #isMeasured = false;

  /** It was put into a submit: until that is measured, a few more may follow together. */
  sent(): void {
    if (!this.#isMeasured) this.seconds = SUBMIT_SECONDS / MOST_CHANGE;
  }

  /** It took about so many seconds. */
  measured(seconds: number): void {
    const within = Math.min(MOST_CHANGE * this.seconds, Math.max(this.seconds / MOST_CHANGE, seconds));
    this.seconds = Math.max(LEAST_SECONDS, this.#isMeasured ? within : seconds);
    this.#isMeasured = true;
  }
}

/** The times of all dispatches of a device. Those of one kernel with equal parameters and workgroups share theirs. */
export class DispatchTimes {
  readonly #kinds = new Lru<string, DispatchTime>(MOST_KINDS);

  of({ kernel, params, workgroups }: Dispatch): DispatchTime {
    return this.#kinds.get(JSON.stringify([kernel, params, workgroups]), () => new DispatchTime());
  }
}

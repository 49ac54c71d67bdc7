// Training losses of a run, thinned as they arrive: at most about CURVE_POINTS points a replica, however long the run, evenly spaced
// in the logarithm of the step. Their steps depend only on the length of the run, not on the chunks in which losses arrive.

import { power } from '../../base/maths/power.js';
import type { Curve } from './record.js';

export const CURVE_POINTS = 400;

/** Grows by appending losses; `curve` is a snapshot that later losses do not change. */
export class CurveFold {
  /** Steps at which points end, ascending. */
  readonly #ends: readonly number[];
  #steps: number[] = [];
  #losses: number[][];
  /** Sums over the steps since the last point, a value a replica. */
  #sums: Float64Array;
  #step = 0;
  #stepsInSums = 0;

  constructor(replicas: number, steps: number, ends: readonly number[] = pointSteps(steps)) {
    this.#ends = ends;
    this.#losses = Array.from({ length: replicas }, () => []);
    this.#sums = new Float64Array(replicas);
  }

  get curve(): Curve {
    return { steps: [...this.#steps], losses: this.#losses.map((values) => [...values]) };
  }

  /** Another with the same content, which grows by itself. */
  copy(): CurveFold {
    const copy = new CurveFold(0, 0, this.#ends);
    copy.#steps = [...this.#steps];
    copy.#losses = this.#losses.map((values) => [...values]);
    copy.#sums = this.#sums.slice();
    copy.#step = this.#step;
    copy.#stepsInSums = this.#stepsInSums;
    return copy;
  }

  /** Takes losses[r * count + i], the loss of replica r at step `firstStep` + i. */
  add(firstStep: number, count: number, losses: Float32Array): void {
    for (let i = 0; i < count; i++) {
      this.#step = firstStep + i + 1;
      for (let r = 0; r < this.#sums.length; r++) this.#sums[r] += losses[r * count + i];
      this.#stepsInSums++;
      if (this.#step >= (this.#ends[this.#steps.length] ?? Infinity)) this.#endPoint();
    }
  }

  #endPoint(): void {
    this.#steps.push(this.#step);
    this.#losses.forEach((values, r) => values.push(this.#sums[r] / this.#stepsInSums));
    this.#sums.fill(0);
    this.#stepsInSums = 0;
  }
}

/** Whole steps from 1 to `steps`, at most CURVE_POINTS of them. */
export function pointSteps(steps: number): number[] {
  const spaced = Array.from({ length: CURVE_POINTS }, (_, i) =>
    Math.round(power(steps, i / (CURVE_POINTS - 1))),
  );
  return [...new Set(spaced)];
}

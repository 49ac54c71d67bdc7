// Training losses of a run, thinned as they arrive: at most about CURVE_POINTS points a replica, however long the run, evenly spaced
// in the logarithm of the step. Their steps depend only on the length of the run, not on the chunks in which losses arrive.

import { power } from '../../base/maths/power.js';
import type { Curve } from './record.js';

export const CURVE_POINTS = 400;

/** All of a curve that grows, as plain data. */
export interface CurveState {
  readonly curve: Curve;
  /** Sums over the steps since the last point, a value a replica, and how many steps those are. */
  readonly sums: Float64Array;
  readonly stepsInSums: number;
}

/** Grows by appending losses; `curve` is a snapshot that later losses do not change. */
export class CurveFold {
  /** Steps at which points end, ascending. */
  readonly #ends: readonly number[];
  readonly #steps: number[];
  readonly #losses: number[][];
  readonly #sums: Float64Array;
  #stepsInSums: number;

  /** Of a run of so many steps; `from` is where another was. */
  constructor(replicas: number, steps: number, from?: CurveState) {
    this.#ends = pointSteps(steps);
    this.#steps = [...(from?.curve.steps ?? [])];
    this.#losses = Array.from({ length: replicas }, (_, r) => [...(from?.curve.losses[r] ?? [])]);
    this.#sums = from ? from.sums.slice() : new Float64Array(replicas);
    this.#stepsInSums = from?.stepsInSums ?? 0;
  }

  get state(): CurveState {
    return { curve: this.curve, sums: this.#sums.slice(), stepsInSums: this.#stepsInSums };
  }

  get curve(): Curve {
    return { steps: [...this.#steps], losses: this.#losses.map((values) => [...values]) };
  }

  /** Takes losses[r * count + i], the loss of replica r at step `firstStep` + i. */
  add(firstStep: number, count: number, losses: Float32Array): void {
    for (let i = 0; i < count; i++) {
      const step = firstStep + i + 1;
      for (let r = 0; r < this.#sums.length; r++) this.#sums[r] += losses[r * count + i];
      this.#stepsInSums++;
      if (step >= (this.#ends[this.#steps.length] ?? Infinity)) this.#endPoint(step);
    }
  }

  #endPoint(step: number): void {
    this.#steps.push(step);
    this.#losses.forEach((values, r) => values.push(this.#sums[r] / this.#stepsInSums));
    this.#sums.fill(0);
    this.#stepsInSums = 0;
  }
}

/** The points of a curve at these steps, and no others. */
export function thinned({ steps, losses }: Curve, kept: readonly number[]): Curve {
  const indices = steps.flatMap((step, i) => (kept.includes(step) ? [i] : []));
  return {
    steps: indices.map((i) => steps[i]),
    losses: losses.map((values) => indices.map((i) => values[i])),
  };
}

/** Of the steps at which a run of so many steps has points, at most `count`, evenly spread among them, the first and last included. */
export function keptSteps(steps: number, count: number): number[] {
  const all = pointSteps(steps);
  if (count >= all.length) return all;
  if (count < 2) return all.slice(all.length - count);
  const spread = Array.from(
    { length: count },
    (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))],
  );
  return [...new Set(spread)];
}

/** Whole steps from 1 to `steps`, at most CURVE_POINTS of them. */
export function pointSteps(steps: number): number[] {
  const spaced = Array.from({ length: CURVE_POINTS }, (_, i) =>
    Math.round(power(steps, i / (CURVE_POINTS - 1))),
  );
  return [...new Set(spaced)];
}

// Points with errors of their own. A residual r has variance v = tau^2 + s^2: s is the point's own error, tau what the law and the
// run add to it. tau follows from the residuals (Paule & Mandel 1982): sum r^2 / v = degrees of freedom, or 0 where the points'
// own errors explain more than that. Weights 1 / v depend on the fit, and the fit on them: iteratively reweighted least squares.

import { mean } from '../../base/maths/statistics.js';
import { bisect } from '../numerics/roots.js';

/** No loss is known better than its rounding. */
const SMALLEST_VARIANCE = 1e-32;
const BISECTIONS = 60;

/**
 * s^2: variances from the points' standard errors, in a unit that is the loss itself for relative ones. Those are measured with a
 * handful of seeds and are themselves uncertain by a half or so, hence each is drawn half-way to the mean; a point without one gets
 * the mean.
 */
export function ownVariances<Point extends { readonly standardError?: number | null }>(
  points: readonly Point[],
  unit: (point: Point) => number,
): Float64Array {
  const known = points.map((point) => {
    const { standardError } = point;
    return standardError != null && standardError > 0 && standardError < Infinity
      ? (standardError / unit(point)) ** 2
      : null;
  });
  const values = known.filter((s2) => s2 !== null);
  const middle = values.length === 0 ? 0 : mean(values);
  return Float64Array.from(known, (s2) => ((s2 ?? middle) + middle) / 2);
}

/** tau^2 >= 0 with sum r^2 / (tau^2 + s^2) = degrees of freedom; the sum falls with tau^2, so bisection finds it. */
function excessVariance(residuals: Float64Array, own: Float64Array, degreesOfFreedom: number): number {
  const sum = (tau2: number): number =>
    residuals.reduce((total, r, i) => total + r ** 2 / (tau2 + own[i]), 0);
  const high = residuals.reduce((total, r) => total + r ** 2, 0) / degreesOfFreedom;
  if (own.every((s2) => s2 === 0)) return high;
  if (sum(0) <= degreesOfFreedom) return 0;
  const [, above] = bisect((tau2) => sum(tau2) > degreesOfFreedom, [0, high], BISECTIONS);
  return above;
}

export interface Reweighting<Solution> {
  /** The points' own variances, s^2. */
  readonly own: Float64Array;
  readonly degreesOfFreedom: number;
  /** Weights that change by less have settled. */
  readonly sameWeight: number;
  readonly mostRounds: number;
  /** The best fit for these weights; `before` is that of the last round. */
  solve(weights: Float64Array, before: Solution | null): Solution;
  /** Residuals in the unit of `own` as they count for the variance, and factors of the weights, 1 for squares. */
  residualsOf(solution: Solution): { readonly influence: Float64Array; readonly bounded: Float64Array };
}

export interface Reweighted<Solution> {
  readonly solution: Solution;
  /** Weights of that solution, the largest 1, and those that its residuals call for: the same once they have settled. */
  readonly weights: Float64Array;
  readonly next: Float64Array;
  /** Variance of each residual, v, and the smallest of them, that of a weight of 1. */
  readonly variances: Float64Array;
  readonly smallestVariance: number;
  /** Variance of the residual of one more run. */
  readonly runVariance: number;
}

/** Fits and weighs in turn until the weights settle. */
export function reweight<Solution>(reweighting: Reweighting<Solution>): Reweighted<Solution> {
  const { own, degreesOfFreedom, sameWeight, mostRounds, solve, residualsOf } = reweighting;
  let weights: Float64Array = new Float64Array(own.length).fill(1);
  let before: Solution | null = null;
  for (let round = 1; ; round++) {
    const solution = solve(weights, before);
    const { influence, bounded } = residualsOf(solution);
    const tau2 = excessVariance(influence, own, degreesOfFreedom);
    const variances = own.map((s2) => Math.max(tau2 + s2, SMALLEST_VARIANCE));
    const smallestVariance = variances.reduce((a, b) => Math.min(a, b));
    const next = variances.map((v, i) => (bounded[i] * smallestVariance) / v);
    const settled = next.every((weight, i) => Math.abs(weight - weights[i]) < sameWeight);
    if (settled || round === mostRounds) {
      return { solution, weights, next, variances, smallestVariance, runVariance: tau2 + mean(own) };
    }
    weights = next;
    before = solution;
  }
}

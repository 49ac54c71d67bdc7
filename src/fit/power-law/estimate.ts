// One fit of a power law with weights that depend on the fit itself, by iteratively reweighted least squares.
//
// A point's relative residual r has the variance v = tau^2 + s^2 of own-errors.ts. Without own errors tau^2 is the plain residual
// variance RSS / (n - p), and all weights are equal: least squares of relative errors.

import { excessVariance, ownVariances, SMALLEST_VARIANCE } from '../goodness/own-errors.js';
import type { Floor, LawPoint } from './law.js';
import { fittedLosses, makeDesign, solvePowerLaw, type Design, type Solution } from './solve.js';

const MOST_ROUNDS = 200;

export interface Estimate {
  readonly design: Design;
  readonly losses: Float64Array;
  readonly solution: Solution;
  /** Relative variance of each point, v. */
  readonly variances: Float64Array;
  /** Weights of the relative squares: 1 / v, times Huber's. */
  readonly weights: Float64Array;
  /** Relative variance of the loss of one more run. */
  readonly runVariance: number;
}

/** Free parameters of the law: A and alpha, and E where it is free. */
export function parameterCount(floor: Floor): number {
  return floor.type === 'free' ? 3 : 2;
}

/**
 * Fits points (no fewer than parameters, all positive). With `huber`, in units of relative residual, larger residuals
 * count linearly (Huber 1964).
 */
export function estimatePowerLaw(points: readonly LawPoint[], floor: Floor, huber: number | null): Estimate {
  const losses = Float64Array.from(points, ({ loss }) => loss);
  const design = makeDesign(points.map(({ x }) => x));
  const own = ownVariances(points, ({ loss }) => loss);
  // A refit through as many points as parameters, for a hidden point, leaves no residuals to share out.
  const degreesOfFreedom = Math.max(1, points.length - parameterCount(floor));
  let weights = new Float64Array(points.length).fill(1);
  let start: number | null = null;
  for (let round = 1; ; round++) {
    const solution = solvePowerLaw(design, losses, weights, floor, start);
    const residuals = fittedLosses(solution, design).map((fitted, i) => fitted / losses[i] - 1);
    const { bounded, influence } = huberise(residuals, huber, parameterCount(floor));
    const tau2 = excessVariance(influence, own, degreesOfFreedom);
    const variances = own.map((s2) => Math.max(tau2 + s2, SMALLEST_VARIANCE));
    const smallest = Math.min(...variances);
    const next = variances.map((v, i) => (bounded[i] * smallest) / v);
    if (round === MOST_ROUNDS || next.every((weight, i) => Math.abs(weight - weights[i]) < 1e-12)) {
      const runVariance = tau2 + own.reduce((sum, s2) => sum + s2, 0) / own.length;
      const final = weights.map((weight) => weight / smallest);
      return { design, losses, solution, variances, weights: final, runVariance };
    }
    weights = next;
    start = solution.alpha;
  }
}

/**
 * Huber's weights min(1, delta / |r|), and the residuals' influence on the estimate, whose squares take the place of the
 * residuals' in the variance: K psi(r) / m, with m the share of residuals within delta and K = 1 + p (1 - m) / (n m)
 * (Huber 1981, 7.6). Without delta both leave least squares as it is.
 */
function huberise(
  residuals: Float64Array,
  delta: number | null,
  parameters: number,
): { bounded: Float64Array; influence: Float64Array } {
  const n = residuals.length;
  const bounded = residuals.map((r) => (delta === null ? 1 : Math.min(1, delta / Math.abs(r))));
  const m = Math.max(1, bounded.filter((weight) => weight === 1).length) / n;
  const correction = (1 + (parameters * (1 - m)) / (n * m)) / m;
  return { bounded, influence: residuals.map((r, i) => correction * bounded[i] * r) };
}

// One fit of a power law with weights that depend on the fit itself, by iteratively reweighted least squares (own-errors.ts).
//
// Residuals are relative. Where no point has an error of its own, their variance is RSS / (n - p) and all weights are equal: least
// squares of relative errors.

import { mean } from '../../base/maths/statistics.js';
import { rollingErrors } from '../goodness/criteria.js';
import { ownVariances, reweight } from '../goodness/own-errors.js';
import { huberWeights } from '../goodness/robust.js';
import type { Floor, LawPoint } from './law.js';
import { fittedLosses, lossAt, makeDesign, solvePowerLaw, type Design, type Solution } from './solve.js';

const MOST_ROUNDS = 200;
const SAME_WEIGHT = 1e-12;

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

/** Points in the order that fits take them in, and give residuals in: by x, then loss. */
export function inOrder(points: readonly LawPoint[]): readonly LawPoint[] {
  return [...points].sort(
    (a, b) => a.x - b.x || a.loss - b.loss || (a.standardError ?? 0) - (b.standardError ?? 0),
  );
}

/**
 * Fits points (no fewer than parameters, all positive). With `huber`, in units of relative residual, larger residuals
 * count linearly (Huber 1964).
 */
export function estimatePowerLaw(points: readonly LawPoint[], floor: Floor, huber: number | null): Estimate {
  const losses = Float64Array.from(points, ({ loss }) => loss);
  const design = makeDesign(points.map(({ x }) => x));
  const { solution, weights, variances, smallestVariance, runVariance } = reweight<Solution>({
    own: ownVariances(points, ({ loss }) => loss),
    // A refit through as many points as parameters, for a held-out point, leaves no residuals to share out.
    degreesOfFreedom: Math.max(1, points.length - parameterCount(floor)),
    sameWeight: SAME_WEIGHT,
    mostRounds: MOST_ROUNDS,
    solve: (roundWeights, before) =>
      solvePowerLaw(design, { losses, weights: roundWeights }, floor, before && before.alpha),
    residualsOf: (candidate) => {
      const residuals = fittedLosses(candidate, design).map((fitted, i) => fitted / losses[i] - 1);
      return huberWeights(residuals, huber, parameterCount(floor));
    },
  });
  return {
    design,
    losses,
    solution,
    variances,
    weights: weights.map((weight) => weight / smallestVariance),
    runVariance,
  };
}

/** ln L measured minus fitted, in order of x. */
export function logResiduals({ losses, solution, design }: Estimate): readonly number[] {
  return Array.from(fittedLosses(solution, design), (fitted, i) => Math.log(losses[i] / fitted));
}

/** Rolling-origin errors, down to as many sizes as the law has parameters. Points in order of x. */
export function rollingOrigin(
  points: readonly LawPoint[],
  floor: Floor,
  huber: number | null,
): readonly number[] {
  return rollingSizes(points, parameterCount(floor), (rest, x) => {
    const { solution, design } = estimatePowerLaw(rest, floor, huber);
    return lossAt(solution, design, x);
  });
}

/** Rolling origin of any law of one variable: `refit` predicts the loss at x from the rest, of at least `fewestSizes`. */
export function rollingSizes(
  points: readonly LawPoint[],
  fewestSizes: number,
  refit: (rest: readonly LawPoint[], x: number) => number,
): readonly number[] {
  return rollingErrors(points, {
    sizeOf: ({ x }) => x,
    isEnough: (_, sizes) => sizes >= fewestSizes,
    errorOf: (rest, atLargest) => refit(rest, atLargest[0].x) / mean(atLargest.map(({ loss }) => loss)) - 1,
  });
}

// Profile likelihood of the floor: E held at each value of a grid, A and alpha refitted. It shows the ridge along which E and
// alpha trade places, where the delta method shows an ellipse.
//
// A amplitude, alpha exponent, E irreducible loss, L loss.

import { largest, smallest } from '../../base/many.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { profileValues } from '../goodness/profile.js';
import { evenRatios } from '../numerics/log-axis.js';
import { crossing } from '../numerics/roots.js';
import { studentT } from '../numerics/student-t.js';
import { inOrder } from './estimate.js';
import type { LawPoint, ParameterIntervals, PowerLawFit } from './law.js';
import {
  makeDesign,
  solveAtExponent,
  solvePowerLaw,
  type Design,
  type Measured,
  type Solution,
} from './solve.js';

export interface ProfilePoint {
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
  /** How much worse than the best fit: the rise of the weighted squares, in units of their variance (a squared t). */
  readonly rise: number;
}

export interface PowerLawProfile {
  /** In order of E, over the interval and a quarter of its width beyond. */
  readonly points: readonly ProfilePoint[];
  /** 95 % interval of E: where `rise` stays below `limit`. */
  readonly interval: Interval;
  readonly limit: number;
}

/** Profile of a fit with a free floor to these points, null for a fit without one. About 100 fits' work. */
export function profilePowerLaw(points: readonly LawPoint[], fit: PowerLawFit): PowerLawProfile | null {
  if (fit.floor.type !== 'free') return null;
  const profile = profileOf(points, fit);
  const { at, riseOf, limit, logCentre, ceiling } = profile;
  const interval = intervalOf(profile, fit.E);
  const drawn = profileValues(interval, [0, ceiling]).map((E) => {
    const solution = at(E);
    const { amplitude, alpha } = solution;
    return { E, A: amplitude * Math.exp(alpha * logCentre), alpha, rise: riseOf(solution) };
  });
  return { points: drawn, interval, limit };
}

/** Exponents at which A is looked at within the interval of alpha. */
const ALPHAS_FOR_A = 16;

/**
 * 95 % profile intervals with a free floor: of E; of alpha; and of A as far as it moves along alpha, with its own error beside. About
 * 20 fits' work.
 */
export function profileIntervals(
  points: readonly LawPoint[],
  fit: Pick<PowerLawFit, 'E' | 'alpha' | 'weights' | 'degreesOfFreedom'>,
): ParameterIntervals {
  const profile = profileOf(points, fit);
  const { atAlpha, riseOf, limit, logCentre, alphas } = profile;
  const rise = (alpha: number): number => riseOf(atAlpha(alpha));
  const end = (outside: number): number =>
    rise(outside) <= limit
      ? outside
      : Math.exp(
          crossing(
            (log) => Math.sqrt(rise(Math.exp(log))) - Math.sqrt(limit),
            { x: Math.log(fit.alpha), value: -Math.sqrt(limit) },
            Math.log(outside),
          ),
        );
  const [low, high] = [end(alphas[0]), end(alphas[alphas.length - 1])];
  const logAs = Array.from(evenRatios(ALPHAS_FOR_A, [low, high])).flatMap((alpha) => {
    const solution = atAlpha(alpha);
    const logA = Math.log(solution.amplitude) + alpha * logCentre;
    const own = Math.sqrt(Math.max(0, limit - riseOf(solution)) * profile.amplitudeVariance(solution));
    return [logA - own, logA + own];
  });
  return {
    E: intervalOf(profile, fit.E),
    A: [Math.exp(smallest(logAs)), Math.exp(largest(logAs))],
    // Where even the smallest exponent fits, so does none.
    alpha: [low === alphas[0] ? 0 : low, high],
  };
}

function intervalOf({ at, riseOf, limit, ceiling }: Profile, best: number): Interval {
  const end = (outside: number): number =>
    riseOf(at(outside)) <= limit
      ? outside
      : crossing(
          (E) => Math.sqrt(riseOf(at(E))) - Math.sqrt(limit),
          { x: best, value: -Math.sqrt(limit) },
          outside,
        );
  return [end(0), end(ceiling)];
}

type Profile = ReturnType<typeof profileOf>;

function profileOf(
  points: readonly LawPoint[],
  fit: Pick<PowerLawFit, 'E' | 'weights' | 'degreesOfFreedom'>,
) {
  const sorted = inOrder(points);
  const design = makeDesign(sorted.map(({ x }) => x));
  const losses = Float64Array.from(sorted, ({ loss }) => loss);
  const measured = { losses, weights: Float64Array.from(fit.weights) };
  const at = (E: number): Solution => solvePowerLaw(design, measured, { type: 'fixed', value: E });
  const best = at(fit.E).objective;
  return {
    /** The law with this floor. */
    at,
    /** The law with this exponent. */
    atAlpha: (alpha: number): Solution => solveAtExponent(design, measured, { type: 'free' }, alpha),
    riseOf: ({ objective }: Solution): number => Math.max(0, objective - best),
    /** Variance of ln A where alpha is held. */
    amplitudeVariance: (solution: Solution): number => amplitudeVariance(solution, design, measured),
    limit: studentT(LEVEL, fit.degreesOfFreedom) ** 2,
    logCentre: design.logCentre,
    alphas: design.alphas,
    ceiling: largest(losses),
  };
}

function amplitudeVariance({ E, alpha, amplitude }: Solution, { logX }: Design, measured: Measured): number {
  const weights = measured.weights.map((weight, i) => weight / measured.losses[i] ** 2);
  const powers = logX.map((x) => Math.exp(-alpha * x));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // A floor at its bound of 0 does not move.
  const middle = E > 0 ? powers.reduce((sum, p, i) => sum + weights[i] * p, 0) / total : 0;
  const squares = powers.reduce((sum, p, i) => sum + weights[i] * (p - middle) ** 2, 0);
  return 1 / (squares * amplitude ** 2);
}

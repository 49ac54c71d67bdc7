// The loss of a run by a power law, and how well the law knows it.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size.

import {
  extrapolationOf,
  intervalsAround,
  LEVEL,
  timesBeyond,
  type Interval,
  type Prediction,
} from '../goodness/prediction.js';
import { standardErrorAlong } from '../numerics/linear-algebra.js';
import { studentT } from '../numerics/student-t.js';
import type { PowerLawFit } from './law.js';

/** Fitted loss at x and its derivatives by (E, ln amplitude, alpha). */
export function powerLawGradient(
  { E, amplitude, alpha, centre }: PowerLawFit,
  x: number,
): { readonly loss: number; readonly gradient: readonly number[] } {
  const logX = Math.log(x / centre);
  const excess = amplitude * Math.exp(-alpha * logX);
  return { loss: E + excess, gradient: [1, excess, -excess * logX] };
}

/** The loss of a run at x, with its prediction interval: loss +- t sqrt(g' Cov g + s^2 loss^2). */
export function predictPowerLaw(fit: PowerLawFit, x: number, level = LEVEL): Prediction {
  const { loss, gradient } = powerLawGradient(fit, x);
  return {
    ...intervalsAround(loss, {
      t: studentT(level, fit.degreesOfFreedom),
      error: standardErrorAlong(fit.covariance, gradient),
      noise: Math.sqrt(fit.residualVariance) * loss,
    }),
    ...extrapolationOf(timesBeyond(fit.xRange, x), 'sizes'),
  };
}

/** Interval for the law itself at x, without the noise of a run: the band around its line. */
export function confidenceBand(fit: PowerLawFit, x: number, level = LEVEL): Interval {
  return predictPowerLaw(fit, x, level).band;
}

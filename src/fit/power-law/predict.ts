// The loss of a run by a power law, and how well the law knows it.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size.

import { mixtureInterval } from '../goodness/mixture.js';
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
import type { NoiseForm, PowerLawFit } from './law.js';
import { noiseVariance } from './noise.js';

/** Fitted loss at x and its derivatives by (E, ln amplitude, alpha). */
export function powerLawGradient(
  { E, amplitude, alpha, centre }: Pick<PowerLawFit, 'E' | 'amplitude' | 'alpha' | 'centre'>,
  x: number,
): { readonly loss: number; readonly gradient: readonly number[] } {
  const logX = Math.log(x / centre);
  const excess = amplitude * Math.exp(-alpha * logX);
  return { loss: E + excess, gradient: [1, excess, -excess * logX] };
}

/**
 * The loss of a run at x, with its prediction interval: over the growths of the noise, loss +- t sqrt(g' Cov g + s^2 loss^2) of
 * each as probable as it is.
 */
export function predictPowerLaw(fit: PowerLawFit, x: number, level = LEVEL): Prediction {
  return { ...intervalsOf(fit, x, level), ...extrapolationOf(timesBeyond(fit.xRange, x)) };
}

function intervalsOf(
  fit: PowerLawFit,
  x: number,
  level: number,
): Pick<Prediction, 'loss' | 'band' | 'interval'> {
  const { degreesOfFreedom, noiseForms } = fit;
  const { loss, gradient } = powerLawGradient(fit, x);
  if (noiseForms.length === 0) {
    return intervalsAround(loss, {
      t: studentT(level, degreesOfFreedom),
      error: standardErrorAlong(fit.covariance, gradient),
      noise: Math.sqrt(fit.residualVariance) * loss,
    });
  }
  const parts = noiseForms.map((form) => partOf(form, fit, x));
  const around = (scaleOf: (part: (typeof parts)[number]) => number): Interval => {
    const scaled = parts.map((part) => ({ ...part, scale: scaleOf(part) }));
    const [low, high] = mixtureInterval(scaled, level, degreesOfFreedom);
    return [Math.max(0, Math.min(low, loss)), Math.max(high, loss)];
  };
  return {
    loss,
    band: around(({ error }) => error),
    interval: around(({ error, noise }) => Math.hypot(error, noise)),
  };
}

/** The law's loss under one growth of the noise, its standard error, and the standard deviation of a run about it. */
function partOf(
  form: NoiseForm,
  fit: PowerLawFit,
  x: number,
): { readonly share: number; readonly centre: number; readonly error: number; readonly noise: number } {
  const { loss, gradient } = powerLawGradient({ ...form, centre: fit.centre }, x);
  return {
    share: form.share,
    centre: loss,
    error: standardErrorAlong(form.covariance, gradient),
    noise: Math.sqrt(noiseVariance(form, fit, x)) * loss,
  };
}

/** Interval for the law itself at x, without the noise of a run: the band around its line. */
export function confidenceBand(fit: PowerLawFit, x: number, level = LEVEL): Interval {
  return predictPowerLaw(fit, x, level).band;
}

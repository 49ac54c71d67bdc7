// The loss of a run by a loss surface, and how well the surface knows it.
//
// D tokens or samples, L loss, N parameters; n, d = centred ln N, ln D, theta = (E, A, B, alpha, beta) at the centre.

import {
  extrapolationOf,
  intervalsAround,
  LEVEL,
  timesBeyond,
  type Prediction,
} from '../goodness/prediction.js';
import { standardErrorAlong } from '../numerics/linear-algebra.js';
import { studentT } from '../numerics/student-t.js';
import { surfaceAt, surfaceGradient } from './objective.js';
import type { LossSurfaceFit } from './surface.js';

/** The fitted loss of a run, its derivatives by theta, and the standard deviation of the run about it. */
export function lossSurfaceGradient(
  fit: LossSurfaceFit,
  N: number,
  D: number,
): { readonly loss: number; readonly gradient: readonly number[]; readonly noise: number } {
  const n = Math.log(N / fit.centre.N);
  const d = Math.log(D / fit.centre.D);
  const theta = [fit.E, fit.amplitudeA, fit.amplitudeB, fit.alpha, fit.beta];
  const loss = surfaceAt(theta, n, d);
  const noise = fit.method.residuals === 'log' ? fit.runDeviation * loss : fit.runDeviation;
  return { loss, gradient: surfaceGradient(theta, n, d), noise };
}

/** The loss of a run of N and D, with its prediction interval. */
export function predictLossSurface(fit: LossSurfaceFit, N: number, D: number, level = LEVEL): Prediction {
  const { loss, gradient, noise } = lossSurfaceGradient(fit, N, D);
  const t = studentT(level, fit.degreesOfFreedom);
  const error = standardErrorAlong(fit.covariance, gradient);
  const extrapolation = Math.max(timesBeyond(fit.rangeN, N), timesBeyond(fit.rangeD, D));
  return { ...intervalsAround(loss, { t, error, noise }), ...extrapolationOf(extrapolation) };
}

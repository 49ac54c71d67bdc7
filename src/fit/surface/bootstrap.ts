// A bootstrap of a loss surface: refits to resampled points, or to resampled residuals where there are few points.
//
// A, B amplitudes, alpha, beta exponents, E irreducible loss.

import { integerFromBits, randomBits } from '../../base/random.js';
import { middle95, type Bootstrap } from '../goodness/bootstrap.js';
import type { Interval } from '../goodness/prediction.js';
import type { SurfaceEstimate } from './estimate.js';
import { residualsOf, surfaceAt, type SurfaceData } from './objective.js';
import { parameterCount, solveSurface } from './solve.js';
import type { SurfaceMethod, SurfaceParameters } from './surface.js';

/** A resample of fewer points may not support a fit: residuals are resampled instead. */
export const FEWEST_POINTS_TO_DRAW = 20;

/**
 * Percentile 95 % intervals: of refits to resampled points, or below 20 points to resampled residuals, inflated by
 * sqrt(n / (n - p)) (Davison & Hinkley 1997, 6.2).
 */
export function bootstrapSurface(
  { design, solution: { theta } }: SurfaceEstimate,
  method: SurfaceMethod,
  { resamples, seed }: Bootstrap,
): SurfaceParameters<Interval> {
  const { logN0, logD0, lossUnit, data } = design;
  const count = data.n.length;
  const draw = (sample: number, i: number): number =>
    integerFromBits(randomBits(seed, 'bootstrap', sample, i), count);
  const resample = count < FEWEST_POINTS_TO_DRAW ? resampleResiduals(data, theta, method) : resamplePoints;
  const refits = Array.from({ length: resamples }, (_, sample) => {
    const resampled = resample(data, (i) => draw(sample, i));
    return solveSurface({ ...design, data: resampled }, method, theta).theta;
  });
  const middle = (read: (theta: readonly number[]) => number): Interval =>
    middle95(Float64Array.from(refits, read));
  return {
    E: middle(([E]) => E * lossUnit),
    A: middle(([, A, , alpha]) => A * lossUnit * Math.exp(alpha * logN0)),
    B: middle(([, , B, , beta]) => B * lossUnit * Math.exp(beta * logD0)),
    alpha: middle(([, , , alpha]) => alpha),
    beta: middle(([, , , , beta]) => beta),
  };
}

type Resample = (data: SurfaceData, draw: (i: number) => number) => SurfaceData;

const resamplePoints: Resample = (data, draw) => {
  const counts = new Float64Array(data.n.length);
  for (let i = 0; i < counts.length; i++) {
    const drawn = draw(i);
    counts[drawn] += data.counts[drawn];
  }
  return { ...data, counts };
};

function resampleResiduals(data: SurfaceData, theta: readonly number[], method: SurfaceMethod): Resample {
  const count = data.n.length;
  const { residuals } = method;
  const inflation = Math.sqrt(count / (count - parameterCount(method)));
  // Standardised, so that a noisy point's residual fits a quiet point.
  const inflated = residualsOf(data, theta, residuals).map(
    (r, i) => inflation * r * Math.sqrt(data.counts[i]),
  );
  return (_, draw) => {
    const loss = inflated.map((_r, i) => {
      const fitted = surfaceAt(theta, data.n[i], data.d[i]);
      const r = inflated[draw(i)] / Math.sqrt(data.counts[i]);
      // Residuals are fitted minus measured. A loss stays above 0.
      return residuals === 'log' ? fitted * Math.exp(-r) : Math.max(fitted / 100, fitted - r);
    });
    return { ...data, loss, logLoss: loss.map(Math.log) };
  };
}

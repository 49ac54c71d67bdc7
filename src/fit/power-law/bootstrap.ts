// A bootstrap of a power law: refits to resampled residuals.
//
// alpha exponent, E irreducible loss, L loss.

import { integerFromBits, randomBits } from '../../base/random.js';
import { middle95, type Bootstrap } from '../goodness/bootstrap.js';
import { estimatePowerLaw, parameterCount, type Estimate } from './estimate.js';
import type { Floor, LawPoint, ParameterIntervals } from './law.js';
import { fittedLosses } from './solve.js';

/**
 * Percentile 95 % intervals by resampling residuals of log loss, inflated by sqrt(n / (n - p)) for the degrees of freedom
 * that the fit took from them (Davison & Hinkley 1997, 6.2). Even so they cover too little with fewer than about 20 points: show them
 * beside the intervals of the delta method, not in their place.
 */
export function bootstrapPowerLaw(
  points: readonly LawPoint[],
  estimate: Estimate,
  { floor, huber }: { readonly floor: Floor; readonly huber: number | null },
  { resamples, seed }: Bootstrap,
): ParameterIntervals {
  const n = points.length;
  const inflation = Math.sqrt(n / (n - parameterCount(floor)));
  const deviations = estimate.variances.map(Math.sqrt);
  const fitted = fittedLosses(estimate.solution, estimate.design);
  // Standardised, so that a noisy point's residual fits a quiet point.
  const residuals = estimate.losses.map(
    (loss, i) => (inflation * Math.log(loss / fitted[i])) / deviations[i],
  );
  const draws = {
    E: new Float64Array(resamples),
    A: new Float64Array(resamples),
    alpha: new Float64Array(resamples),
  };
  for (let draw = 0; draw < resamples; draw++) {
    const resampled = points.map((point, i) => {
      const loss =
        fitted[i] *
        Math.exp(deviations[i] * residuals[integerFromBits(randomBits(seed, 'bootstrap', draw, i), n)]);
      return { ...point, loss };
    });
    const { solution, design } = estimatePowerLaw(resampled, floor, huber);
    draws.E[draw] = solution.E;
    draws.A[draw] = solution.amplitude * Math.exp(solution.alpha * design.logCentre);
    draws.alpha[draw] = solution.alpha;
  }
  return { E: middle95(draws.E), A: middle95(draws.A), alpha: middle95(draws.alpha) };
}

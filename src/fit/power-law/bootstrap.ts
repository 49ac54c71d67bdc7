// alpha exponent, E irreducible loss, L loss.

import { integer } from '../../base/random.js';
import { estimatePowerLaw, parameterCount, type Estimate } from './estimate.js';
import type { Floor, Interval, LawPoint, ParameterIntervals } from './law.js';
import { fittedLosses } from './solve.js';

/**
 * Percentile 95 % intervals by resampling residuals of log loss, inflated by sqrt(n / (n - p)) for the freedom that the fit
 * took from them (Davison & Hinkley 1997, 6.2). Even so they cover too little with fewer than about 20 points: they stand
 * beside the intervals of the delta method, not in their place.
 */
export function bootstrapPowerLaw(
  points: readonly LawPoint[],
  estimate: Estimate,
  floor: Floor,
  huber: number | null,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
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
      const loss = fitted[i] * Math.exp(deviations[i] * residuals[integer(seed, 'bootstrap', draw, i, n)]);
      return { ...point, loss };
    });
    const { solution, design } = estimatePowerLaw(resampled, floor, huber);
    draws.E[draw] = solution.E;
    draws.A[draw] = solution.amplitude * Math.exp(solution.alpha * design.logCentre);
    draws.alpha[draw] = solution.alpha;
  }
  return { E: middle95(draws.E), A: middle95(draws.A), alpha: middle95(draws.alpha) };
}

/** Where the middle 95 % of values lie. Sorts them. */
export function middle95(values: Float64Array): Interval {
  values.sort();
  return [quantile(values, 0.025), quantile(values, 0.975)];
}

/** Linear between order statistics. */
function quantile(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

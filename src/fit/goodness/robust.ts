// Errors that count linearly from a residual on (Huber 1964), so that a few points far off hardly move a fit.

import { sumOfSquares } from '../../base/maths/statistics.js';

/** The median absolute value of normal noise is this share of its standard deviation. */
const NORMAL_MEDIAN = 0.6745;

/** Huber's rho, r^2 / 2 up to delta and delta (|r| - delta / 2) beyond. */
export function huber(r: number, delta: number): number {
  const size = Math.abs(r);
  return size <= delta ? (r * r) / 2 : delta * (size - delta / 2);
}

/** The standard deviation of normal noise, from the median of its residuals' absolute values, of which a few may be anything. In order of size. */
export function deviationOfMedian(sizes: Float64Array): number {
  return sizes[sizes.length >> 1] / NORMAL_MEDIAN;
}

/**
 * The deviation behind the estimate's covariance, that of a run, and the mean of psi'. For squares both are sqrt(RSS / (n - p)).
 * With Huber's psi the estimate's is K sqrt(sum psi^2 / (n - p)) / m, with m the mean of psi' and K = 1 + p (1 - m) / (n m) (Huber
 * 1981, 7.6), where m is counted in a window wide enough to hold points when delta is not; for delta to 0 that is 1 / (2 density at
 * 0), the median's. A run's deviation is then robust too: from the median of absolute residuals.
 */
export function robustDeviations(
  residuals: Float64Array,
  delta: number,
  parameters: number,
): {
  readonly estimate: number;
  readonly run: number;
  readonly slope: number;
  /** What stands for the residuals in the estimate's variance. */
  readonly influence: Float64Array;
} {
  const n = residuals.length;
  // A refit through as many points as parameters, for a held-out point, leaves no residuals to share out.
  const freedom = Math.max(1, n - parameters);
  if (delta === Infinity) {
    const deviation = Math.sqrt(sumOfSquares(residuals) / freedom);
    return { estimate: deviation, run: deviation, slope: 1, influence: residuals };
  }
  const sizes = residuals.map(Math.abs).sort();
  const run = deviationOfMedian(sizes) * Math.sqrt(n / freedom);
  const window = Math.max(delta, run * n ** -0.2, sizes[Math.min(n - 1, parameters)]);
  const share = sizes.filter((size) => size <= window).length / n;
  const correction = 1 + (parameters * (1 - share)) / (n * share);
  const slope = (share * delta) / window;
  const influence = residuals.map((r) => (correction / slope) * Math.max(-delta, Math.min(delta, r)));
  return { estimate: Math.sqrt(sumOfSquares(influence) / freedom), run, slope, influence };
}

/**
 * Huber's weights min(1, delta / |r|), and the residuals' influence on the estimate, whose squares take the place of the
 * residuals' in the variance: K psi(r) / m, as above. Without delta both leave least squares as it is.
 */
export function huberWeights(
  residuals: Float64Array,
  delta: number | null,
  parameters: number,
): { readonly bounded: Float64Array; readonly influence: Float64Array } {
  if (delta === null) return { bounded: new Float64Array(residuals.length).fill(1), influence: residuals };
  const bounded = residuals.map((r) => Math.min(1, delta / Math.abs(r)));
  const { influence } = robustDeviations(residuals, delta, parameters);
  return { bounded, influence };
}

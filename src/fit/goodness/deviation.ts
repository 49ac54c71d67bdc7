/** A residual's median absolute value is this share of the deviation of normal noise. */
const NORMAL_MEDIAN = 0.6745;

/** The deviation of normal noise whose residuals have these sizes, of which a few may be anything: from their median. In order of size. */
export function deviationOfMedian(sizes: Float64Array): number {
  return sizes[sizes.length >> 1] / NORMAL_MEDIAN;
}

/**
 * The deviation that the estimate's covariance takes, that of a run, and the mean of psi'. For squares both are sqrt(RSS / (n - p)). With Huber's
 * psi the estimate's is K sqrt(sum psi^2 / (n - p)) / m, with m the mean of psi' and K = 1 + p (1 - m) / (n m) (Huber 1981,
 * 7.6), where m is counted in a window wide enough to hold points when delta is not; for delta to 0 that is 1 / (2 density at
 * 0), the median's. A run's deviation is then robust too: from the median of absolute residuals.
 */
export function robustDeviations(
  residuals: Float64Array,
  delta: number,
  parameters: number,
): { readonly estimate: number; readonly run: number; readonly slope: number } {
  const n = residuals.length;
  const freedom = n - parameters;
  const meanSquare = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value * value, 0) / freedom;
  if (delta === Infinity) {
    const deviation = Math.sqrt(meanSquare(residuals));
    return { estimate: deviation, run: deviation, slope: 1 };
  }
  const sizes = residuals.map(Math.abs).sort();
  const run = deviationOfMedian(sizes) * Math.sqrt(n / freedom);
  const window = Math.max(delta, run * n ** -0.2, sizes[Math.min(n - 1, parameters)]);
  const share = sizes.filter((size) => size <= window).length / n;
  const correction = 1 + (parameters * (1 - share)) / (n * share);
  const influence = residuals.map((r) => Math.max(-delta, Math.min(delta, r)));
  const slope = (share * delta) / window;
  return { estimate: (correction * Math.sqrt(meanSquare(influence))) / slope, run, slope };
}

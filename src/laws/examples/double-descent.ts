// Double descent of least squares, exact at every D (Hastie et al. 2022, "Surprises in high-dimensional ridgeless least squares
// interpolation"): p features, independent and normal with variance 1, a target of unit signal with noise, and the least weights that fit D
// samples as well as any. With fewer samples than features they fit them exactly, noise too, and just below p samples that takes weights
// without bound.
//
// D samples, p features.

export interface LeastSquares {
  readonly features: number;
  /** Variance of the noise. */
  readonly noise: number;
}

/** Expected loss on fresh samples, noise included; infinite within one sample of p. */
export function leastSquaresLoss({ features: p, noise }: LeastSquares, D: number): number {
  if (Math.abs(D - p) <= 1) return Infinity;
  if (D > p) return noise * (1 + p / (D - p - 1));
  return noise + 1 - D / p + (noise * D) / (p - D - 1);
}

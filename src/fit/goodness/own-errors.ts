// Points that know their own errors. A residual r has variance v = tau^2 + s^2: s is the point's own error, tau what the law and the
// run add to it. tau comes from the residuals (Paule & Mandel 1982): sum r^2 / v = degrees of freedom, or 0 where the points'
// own errors explain more than that.

/** A loss is not known better than its rounding. */
export const SMALLEST_VARIANCE = 1e-32;

/**
 * s^2: variances from the points' standard errors, in a unit that is the loss itself for relative ones. Those come from a handful
 * of seeds and are themselves uncertain by a half or so, hence each is drawn half-way to the mean; a point without one gets the
 * mean.
 */
export function ownVariances<Point extends { readonly standardError?: number | null }>(
  points: readonly Point[],
  unit: (point: Point) => number,
): Float64Array {
  const known = points.map((point) => {
    const { standardError } = point;
    return standardError != null && standardError > 0 && standardError < Infinity
      ? (standardError / unit(point)) ** 2
      : null;
  });
  const values = known.filter((s2) => s2 !== null);
  const mean = values.length === 0 ? 0 : values.reduce((sum, s2) => sum + s2, 0) / values.length;
  return Float64Array.from(known, (s2) => ((s2 ?? mean) + mean) / 2);
}

/** tau^2 >= 0 with sum r^2 / (tau^2 + s^2) = degrees of freedom; the sum falls with tau^2, so bisection finds it. */
export function excessVariance(residuals: Float64Array, own: Float64Array, degreesOfFreedom: number): number {
  const sum = (tau2: number): number =>
    residuals.reduce((total, r, i) => total + r ** 2 / (tau2 + own[i]), 0);
  let high = residuals.reduce((total, r) => total + r ** 2, 0) / degreesOfFreedom;
  if (own.every((s2) => s2 === 0)) return high;
  if (sum(0) <= degreesOfFreedom) return 0;
  let low = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (sum(middle) > degreesOfFreedom) low = middle;
    else high = middle;
  }
  return high;
}

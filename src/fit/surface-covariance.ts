// Uncertainty of a loss surface by the delta method: near the optimum residuals are linear in theta = (E, A, B, alpha, beta).
//
// A, B amplitudes (at the centre in theta), alpha, beta exponents, E irreducible loss.

import { invertGram } from './gram.js';
import type { SurfaceParameters } from './loss-surface.js';
import type { Interval } from './power-law.js';
import { residualsOf, surfaceAt, surfaceGradient } from './surface-objective.js';
import type { SurfaceDesign, SurfaceMethod, SurfaceSolution } from './surface-solver.js';
import type { Matrix } from './symmetric.js';

/** A residual's median absolute value is this share of the deviation of normal noise. */
const NORMAL_MEDIAN = 0.6745;

/** Covariance of theta, condition of the scaled design, deviation of one more run; losses in units of the mean. */
export function surfaceCovariance(
  design: SurfaceDesign,
  { theta, delta }: SurfaceSolution,
  { residuals, tied }: SurfaceMethod,
): { readonly covariance: Matrix; readonly condition: number; readonly runDeviation: number } {
  const { n, d } = design.data;
  const rows = Array.from(n, (_, i) => {
    const scale = residuals === 'log' ? 1 / surfaceAt(theta, n[i], d[i]) : 1;
    const row = surfaceGradient(theta, n[i], d[i]).map((derivative) => scale * derivative);
    return tied ? [row[0], row[1], row[2], row[3] + row[4]] : row;
  });
  const { inverse, condition } = invertGram(rows);
  const { estimate, run } = deviations(residualsOf(design.data, theta, residuals), delta, rows[0].length);
  const variance = estimate ** 2;
  const from = tied ? [0, 1, 2, 3, 3] : [0, 1, 2, 3, 4];
  const covariance = from.map((j) => from.map((k) => variance * inverse[j][k]));
  return { covariance, condition, runDeviation: run };
}

/**
 * The deviation that the estimate's covariance takes, and that of a run. For squares both are sqrt(RSS / (n - p)). With Huber's
 * psi the estimate's is K sqrt(sum psi^2 / (n - p)) / m, with m the mean of psi' and K = 1 + p (1 - m) / (n m) (Huber 1981,
 * 7.6), where m is counted in a window wide enough to hold points when delta is not; for delta to 0 that is 1 / (2 density at
 * 0), the median's. A run's deviation is then robust too: from the median of absolute residuals.
 */
function deviations(
  residuals: Float64Array,
  delta: number,
  parameters: number,
): { readonly estimate: number; readonly run: number } {
  const n = residuals.length;
  const freedom = n - parameters;
  const meanSquare = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value * value, 0) / freedom;
  if (delta === Infinity) {
    const deviation = Math.sqrt(meanSquare(residuals));
    return { estimate: deviation, run: deviation };
  }
  const sizes = residuals.map(Math.abs).sort();
  const run = (sizes[n >> 1] / NORMAL_MEDIAN) * Math.sqrt(n / freedom);
  const window = Math.max(delta, run * n ** -0.2, sizes[Math.min(n - 1, parameters)]);
  const share = sizes.filter((size) => size <= window).length / n;
  const correction = 1 + (parameters * (1 - share)) / (n * share);
  const influence = residuals.map((r) => Math.max(-delta, Math.min(delta, r)));
  return { estimate: (correction * Math.sqrt(meanSquare(influence)) * window) / (share * delta), run };
}

/** Intervals of the parameters in the units of the points, t standard errors to each side, and how they correlate. */
export function surfaceIntervals(
  theta: readonly number[],
  covariance: Matrix,
  { logN0, logD0, lossUnit }: SurfaceDesign,
  t: number,
): { readonly intervals: SurfaceParameters<Interval>; readonly correlation: Matrix } {
  const [E, A, B, alpha, beta] = theta;
  // Rows: E, ln A, ln B, alpha, beta by theta, where ln A = ln(A at the centre) + alpha ln N0.
  const change = [
    [1, 0, 0, 0, 0],
    [0, 1 / A, 0, logN0, 0],
    [0, 0, 1 / B, 0, logD0],
    [0, 0, 0, 1, 0],
    [0, 0, 0, 0, 1],
  ];
  const product = (g: readonly number[], h: readonly number[]): number =>
    g.reduce((sum, gj, j) => sum + h.reduce((inner, hk, k) => inner + gj * hk * covariance[j][k], 0), 0);
  const errors = change.map((g) => Math.sqrt(Math.max(0, product(g, g))));
  const correlation = change.map((g, j) =>
    change.map((h, k) => (j === k ? 1 : product(g, h) / (errors[j] * errors[k] || 1))),
  );
  const around = (middle: number, k: number): Interval => [middle - t * errors[k], middle + t * errors[k]];
  const exponential = ([low, high]: Interval): Interval => [Math.exp(low), Math.exp(high)];
  const [lowE, highE] = around(E, 0);
  const intervals = {
    E: [Math.max(0, lowE * lossUnit), highE * lossUnit],
    A: exponential(around(Math.log(A * lossUnit) + alpha * logN0, 1)),
    B: exponential(around(Math.log(B * lossUnit) + beta * logD0, 2)),
    alpha: around(alpha, 3),
    beta: around(beta, 4),
  } as const;
  return { intervals, correlation };
}

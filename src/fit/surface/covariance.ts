// Uncertainty of a loss surface by the delta method: near the optimum residuals are linear in theta = (E, A, B, alpha, beta).
//
// A, B amplitudes (at the centre in theta), alpha, beta exponents, E irreducible loss.

import type { Interval } from '../goodness/prediction.js';
import { robustDeviations } from '../goodness/robust.js';
import { invertGram, type Matrix } from '../numerics/linear-algebra.js';
import type { SurfaceEstimate } from './estimate.js';
import { residualsOf, surfaceAt, surfaceGradient } from './objective.js';
import type { SurfaceDesign } from './solve.js';
import type { SurfaceMethod, SurfaceParameters } from './surface.js';

/** Covariance of theta, condition of the scaled design, deviation of one more run; losses in units of the mean. */
export function covarianceOf(
  { design, solution: { theta, delta } }: SurfaceEstimate,
  { residuals, tied }: SurfaceMethod,
): { readonly covariance: Matrix; readonly condition: number; readonly runDeviation: number } {
  const { n, d, counts } = design.data;
  const rows = Array.from(n, (_, i) => {
    const scale = Math.sqrt(counts[i]) / (residuals === 'log' ? surfaceAt(theta, n[i], d[i]) : 1);
    const row = surfaceGradient(theta, n[i], d[i]).map((derivative) => scale * derivative);
    return tied ? [row[0], row[1], row[2], row[3] + row[4]] : row;
  });
  const { inverse, condition } = invertGram(rows);
  const { estimate, run } = robustDeviations(
    residualsOf(design.data, theta, residuals),
    delta,
    rows[0].length,
  );
  const variance = design.own?.variance ?? estimate ** 2;
  const from = tied ? [0, 1, 2, 3, 3] : [0, 1, 2, 3, 4];
  const covariance = from.map((j) => from.map((k) => variance * inverse[j][k]));
  const runDeviation = design.own ? Math.sqrt(design.own.runVariance) : run;
  return { covariance, condition, runDeviation };
}

/** Intervals of the parameters in the units of the points, t standard errors to each side, and how they correlate. */
export function intervalsOf(
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

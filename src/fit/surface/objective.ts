// What a loss surface is fitted by: the sum of rho(residual) over points, with its derivatives.
//
// A, B amplitudes at the centre, alpha, beta exponents, D data, E irreducible loss, L loss, N parameters. Parameters are
// theta = (E, A, B, alpha, beta) for
//   f = E + A p + B q,   p = exp(-alpha n), q = exp(-beta d),   n, d = centred ln N, ln D,
// with L and f in units of the geometric mean loss, so that all of them are of order one.

import { huber } from '../goodness/robust.js';
import type { SecondOrder } from '../numerics/newton.js';
import type { Residuals } from './surface.js';

export interface SurfaceData {
  readonly n: Float64Array;
  readonly d: Float64Array;
  readonly loss: Float64Array;
  readonly logLoss: Float64Array;
  /** How often each point counts. */
  readonly counts: Float64Array;
}

export interface Objective {
  readonly residuals: Residuals;
  /** Residual from which on errors count linearly (Huber 1964); Infinity for least squares. */
  readonly delta: number;
  /** alpha = beta. */
  readonly tied: boolean;
}

/** E + A p + B q at centred logarithms. */
export function surfaceAt([E, A, B, alpha, beta]: readonly number[], n: number, d: number): number {
  return E + A * Math.exp(-alpha * n) + B * Math.exp(-beta * d);
}

/** Derivatives of f by theta. */
export function surfaceGradient([, A, B, alpha, beta]: readonly number[], n: number, d: number): number[] {
  const p = Math.exp(-alpha * n);
  const q = Math.exp(-beta * d);
  return [1, p, q, -A * n * p, -B * d * q];
}

/** Fitted minus measured, at every point. */
export function residualsOf(data: SurfaceData, theta: readonly number[], residuals: Residuals): Float64Array {
  return data.loss.map((loss, i) => {
    const fitted = surfaceAt(theta, data.n[i], data.d[i]);
    return residuals === 'log' ? Math.log(fitted) - data.logLoss[i] : fitted - loss;
  });
}

/** Sum of squared residuals, each as often as its point counts. */
export function sumOfWeightedSquares(
  data: SurfaceData,
  theta: readonly number[],
  residuals: Residuals,
): number {
  return residualsOf(data, theta, residuals).reduce((sum, r, i) => sum + data.counts[i] * r * r, 0);
}

/** Sum of rho. Tied parameters come without beta. */
export function objectiveValue(
  data: SurfaceData,
  parameters: readonly number[],
  objective: Objective,
): number {
  const theta = untie(parameters, objective.tied);
  const { n, d, loss, logLoss, counts } = data;
  const log = objective.residuals === 'log';
  let sum = 0;
  for (let i = 0; i < n.length; i++) {
    const f = surfaceAt(theta, n[i], d[i]);
    sum += counts[i] * huber(log ? Math.log(f) - logLoss[i] : f - loss[i], objective.delta);
  }
  return sum;
}

/** Sum of rho with gradient and Hessian: with J = dr/dtheta, sum rho' J and sum rho'' J J' + rho' d2r/dtheta2. */
export function objectiveDerivatives(
  data: SurfaceData,
  parameters: readonly number[],
  { residuals, delta, tied }: Objective,
): SecondOrder {
  const theta = untie(parameters, tied);
  const [E, A, B, alpha, beta] = theta;
  const log = residuals === 'log';
  const gradient = [0, 0, 0, 0, 0];
  const hessian = gradient.map(() => [0, 0, 0, 0, 0]);
  const curvatures = [0, 0, 0, 0, 0];
  const J = [0, 0, 0, 0, 0];
  let value = 0;
  for (let i = 0; i < data.n.length; i++) {
    const n = data.n[i];
    const d = data.d[i];
    const p = Math.exp(-alpha * n);
    const q = Math.exp(-beta * d);
    const f = E + A * p + B * q;
    const r = log ? Math.log(f) - data.logLoss[i] : f - data.loss[i];
    const count = data.counts[i];
    const inside = Math.abs(r) <= delta;
    const slope = count * (inside ? r : Math.sign(r) * delta);
    // d ln f = df / f, and d2 ln f = d2f / f - J J'.
    const scale = log ? 1 / f : 1;
    const outer = (inside ? count : 0) - (log ? slope : 0);
    const curvature = count * (inside ? 1 : delta / Math.abs(r));
    J[0] = scale;
    J[1] = scale * p;
    J[2] = scale * q;
    J[3] = -scale * A * n * p;
    J[4] = -scale * B * d * q;
    value += count * huber(r, delta);
    for (let j = 0; j < 5; j++) {
      gradient[j] += slope * J[j];
      curvatures[j] += curvature * J[j] * J[j];
      for (let k = 0; k <= j; k++) hessian[j][k] += outer * J[j] * J[k];
    }
    hessian[3][1] -= slope * scale * n * p;
    hessian[4][2] -= slope * scale * d * q;
    hessian[3][3] += slope * scale * A * n * n * p;
    hessian[4][4] += slope * scale * B * d * d * q;
  }
  for (let j = 0; j < 5; j++) for (let k = 0; k < j; k++) hessian[k][j] = hessian[j][k];
  const all = { value, gradient, hessian, curvatures };
  return tied ? tie(all) : all;
}

export function untie(parameters: readonly number[], tied: boolean): readonly number[] {
  return tied ? [...parameters.slice(0, 4), parameters[3]] : parameters;
}

/** Derivatives by (E, A, B, alpha) where beta moves with alpha. */
function tie({ value, gradient, hessian, curvatures }: SecondOrder): SecondOrder {
  const fold = (row: readonly number[]): number[] => [row[0], row[1], row[2], row[3] + row[4]];
  const folded = hessian.map(fold);
  const last = folded[3].map((entry, k) => entry + folded[4][k]);
  return {
    value,
    gradient: fold(gradient),
    hessian: [folded[0], folded[1], folded[2], last],
    curvatures: fold(curvatures),
  };
}

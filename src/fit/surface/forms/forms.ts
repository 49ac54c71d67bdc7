// Other surfaces than Chinchilla's, as models of ln L. Both have no floor.
//
//   kaplan    L = [(Nc / N)^(alphaN / alphaD) + Dc / D]^alphaD   (Kaplan et al. 2020, 1.5)
//   product   L = K N^-alpha D^-beta
//
// D data, K, Nc, Dc scales, L loss, N parameters; n, d = ln N, ln D from the centre, l = ln L from that of the centre's loss.

import type { Derived, LogModel } from '../../other/log-model.js';
import type { SurfacePoint } from '../surface.js';

export type SurfaceFormName = 'kaplan' | 'product';

export interface SurfaceForm extends LogModel<SurfacePoint> {
  readonly starts: readonly (readonly number[])[];
  /** Its parameters as the literature names them. */
  derived(theta: readonly number[]): Readonly<Record<string, Derived>>;
  /** Which of theta are the exponents of N and of D. */
  readonly exponents: { readonly N: number; readonly D: number };
}

const EXPONENT_RANGE = [0.002, 6] as const;
const EXPONENT_STARTS = [0.03, 0.1, 0.3, 0.9] as const;

/** A form about geometric means of the points. */
export function surfaceForm(name: SurfaceFormName, centre: SurfacePoint): SurfaceForm {
  return (name === 'kaplan' ? kaplan : product)(
    Math.log(centre.N),
    Math.log(centre.D),
    Math.log(centre.loss),
  );
}

/**
 * theta = (p, q, alphaN, alphaD) with l = alphaD ln(exp(u) + exp(v)), u = (p - alphaN n) / alphaD, v = q / alphaD - d: p and q are
 * the logarithms of what N alone and D alone would leave at the centre.
 */
function kaplan(n0: number, d0: number, l0: number): SurfaceForm {
  const parts = ([p, q, alphaN, alphaD]: readonly number[], { N, D }: SurfacePoint) => {
    const n = Math.log(N) - n0;
    const u = (p - alphaN * n) / alphaD;
    const v = q / alphaD - (Math.log(D) - d0);
    const larger = Math.max(u, v);
    const logSum = larger + Math.log(Math.exp(u - larger) + Math.exp(v - larger));
    return { n, u, logSum, share: Math.exp(u - logSum) };
  };
  return {
    value: (theta, point) => l0 + theta[3] * parts(theta, point).logSum,
    gradient(theta, point) {
      const { n, u, logSum, share } = parts(theta, point);
      const [, q, , alphaD] = theta;
      return [share, 1 - share, -share * n, logSum - share * u - ((1 - share) * q) / alphaD];
    },
    box: {
      low: [-Infinity, -Infinity, EXPONENT_RANGE[0], EXPONENT_RANGE[0]],
      high: [Infinity, Infinity, EXPONENT_RANGE[1], EXPONENT_RANGE[1]],
    },
    // At the centre both leave as much, 2^-alphaD of the loss.
    starts: EXPONENT_STARTS.flatMap((alphaN) =>
      EXPONENT_STARTS.map((alphaD) => [-alphaD * Math.LN2, -alphaD * Math.LN2, alphaN, alphaD]),
    ),
    derived([p, q, alphaN, alphaD]) {
      const [logN, logD] = [(p + l0) / alphaN, (q + l0) / alphaD];
      return {
        Nc: { value: n0 + logN, gradient: [1 / alphaN, 0, -logN / alphaN, 0], log: true },
        Dc: { value: d0 + logD, gradient: [0, 1 / alphaD, 0, -logD / alphaD], log: true },
        alphaN: { value: alphaN, gradient: [0, 0, 1, 0], log: false },
        alphaD: { value: alphaD, gradient: [0, 0, 0, 1], log: false },
      };
    },
    exponents: { N: 2, D: 3 },
  };
}

/** theta = (k, alpha, beta) with l = k - alpha n - beta d. */
function product(n0: number, d0: number, l0: number): SurfaceForm {
  return {
    value: ([k, alpha, beta], { N, D }) => l0 + k - alpha * (Math.log(N) - n0) - beta * (Math.log(D) - d0),
    gradient: (_, { N, D }) => [1, n0 - Math.log(N), d0 - Math.log(D)],
    box: { low: [-Infinity, -Infinity, -Infinity], high: [Infinity, Infinity, Infinity] },
    starts: [[0, 0, 0]],
    derived: ([k, alpha, beta]) => ({
      K: { value: l0 + k + alpha * n0 + beta * d0, gradient: [1, n0, d0], log: true },
      alpha: { value: alpha, gradient: [0, 1, 0], log: false },
      beta: { value: beta, gradient: [0, 0, 1], log: false },
    }),
    exponents: { N: 1, D: 2 },
  };
}

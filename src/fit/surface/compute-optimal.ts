// The best use of compute by a loss surface (Hoffmann et al. 2022, approach 3). With C = k N D the loss E + A N^-alpha + B D^-beta
// is least at
//   N = G (C / k)^a,  D = (C / k)^b / G,  a = beta / (alpha + beta),  b = alpha / (alpha + beta),
//   G = (alpha A / (beta B))^(1 / (alpha + beta)).
//
// A, B amplitudes, alpha, beta exponents, C training FLOPs, D tokens, L loss, N parameters.

import { LEVEL, type Interval, type Prediction } from '../goodness/prediction.js';
import { standardErrorAlong } from '../numerics/linear-algebra.js';
import { studentT } from '../numerics/student-t.js';
import { predictLossSurface } from './predict.js';
import type { LossSurfaceFit } from './surface.js';

export interface Estimated {
  readonly value: number;
  readonly interval: Interval;
}

/** N_opt ~ C^a and D_opt ~ C^b, with b = 1 - a. */
export interface ComputeOptimalExponents {
  readonly a: Estimated;
  readonly b: Estimated;
}

export interface ComputeOptimum {
  readonly C: number;
  readonly N: Estimated;
  readonly D: Estimated;
  /** D / N. */
  readonly tokensPerParameter: Estimated;
  readonly prediction: Prediction;
}

/** Exponents of the compute-optimal line with intervals of the delta method. */
export function computeOptimalExponents(fit: LossSurfaceFit, level = LEVEL): ComputeOptimalExponents {
  const { a, gradientA } = lineOf(fit);
  const half = studentT(level, fit.degreesOfFreedom) * standardErrorAlong(fit.covariance, gradientA);
  return {
    a: { value: a, interval: [a - half, a + half] },
    b: { value: 1 - a, interval: [1 - a - half, 1 - a + half] },
  };
}

/** The N and D that make the loss least for C = flopsPerPair N D, in the units of the fitted points. */
export function computeOptimum(
  fit: LossSurfaceFit,
  C: number,
  { flopsPerPair = 6, level = LEVEL } = {},
): ComputeOptimum {
  const { a, gradientA, logG, gradientLogG } = lineOf(fit);
  const t = studentT(level, fit.degreesOfFreedom);
  const logPairs = Math.log(C / flopsPerPair);
  const logN = logG + a * logPairs;
  const gradient = gradientLogG.map((g, k) => g + gradientA[k] * logPairs);
  const half = t * standardErrorAlong(fit.covariance, gradient);
  const estimate = (log: number, times: number): Estimated => ({
    value: Math.exp(log),
    interval: [Math.exp(log - times * half), Math.exp(log + times * half)],
  });
  const N = estimate(logN, 1);
  const D = estimate(logPairs - logN, 1);
  return {
    C,
    N,
    D,
    // ln(D / N) = ln(C / k) - 2 ln N.
    tokensPerParameter: estimate(logPairs - 2 * logN, 2),
    prediction: predictLossSurface(fit, N.value, D.value, level),
  };
}

/** Derivatives of the exponent a by (E, A, B at the centre, alpha, beta). */
export function computeExponentGradient(fit: LossSurfaceFit): readonly number[] {
  return lineOf(fit).gradientA;
}

/** a and ln G with derivatives by (E, A, B at the centre, alpha, beta). */
function lineOf({ alpha, beta, amplitudeA, amplitudeB, centre }: LossSurfaceFit): {
  readonly a: number;
  readonly gradientA: readonly number[];
  readonly logG: number;
  readonly gradientLogG: readonly number[];
} {
  const sum = alpha + beta;
  const n0 = Math.log(centre.N);
  const d0 = Math.log(centre.D);
  const logG = (Math.log((alpha * amplitudeA) / (beta * amplitudeB)) + alpha * n0 - beta * d0) / sum;
  return {
    a: beta / sum,
    gradientA: [0, 0, 0, -beta / sum ** 2, alpha / sum ** 2],
    logG,
    gradientLogG: [
      0,
      1 / (amplitudeA * sum),
      -1 / (amplitudeB * sum),
      (1 / alpha + n0 - logG) / sum,
      (-1 / beta - d0 - logG) / sum,
    ],
  };
}

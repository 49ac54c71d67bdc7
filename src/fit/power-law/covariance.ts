// The delta method: the law is linear in its parameters near the optimum.
//
// A amplitude, alpha exponent, E irreducible loss, L loss. Parameters in the order (E, ln amplitude, alpha).

import type { Estimate } from './estimate.js';
import { invertGram } from '../numerics/gram.js';
import type { Floor, PowerLawFit } from './law.js';
import { standardErrorAlong, type Matrix } from '../numerics/symmetric.js';

/**
 * Covariance (J' V^-1 J)^-1 of the parameters, with J the derivatives of relative residuals and V their variances, and the
 * condition number of J with its columns scaled to one length.
 */
export function covarianceOf(estimate: Estimate, floor: Floor): { covariance: Matrix; condition: number } {
  const { design, losses, solution, variances } = estimate;
  const fitted = floor.type === 'free' ? [0, 1, 2] : [1, 2];
  const rows = Array.from(losses, (loss, i) => {
    const excess = solution.amplitude * Math.exp(-solution.alpha * design.logX[i]);
    const scale = 1 / (loss * Math.sqrt(variances[i]));
    const gradient = [1, excess, -excess * design.logX[i]];
    return fitted.map((k) => scale * gradient[k]);
  });
  const { inverse, condition } = invertGram(rows);
  const covariance = [0, 1, 2].map((j) =>
    [0, 1, 2].map((k) => {
      const [a, b] = [fitted.indexOf(j), fitted.indexOf(k)];
      return a < 0 || b < 0 ? 0 : inverse[a][b];
    }),
  );
  return { covariance, condition };
}

/** Fitted loss at x and its derivatives by (E, ln amplitude, alpha). */
export function powerLawGradient(
  { E, amplitude, alpha, centre }: PowerLawFit,
  x: number,
): { readonly loss: number; readonly gradient: readonly number[] } {
  const logX = Math.log(x / centre);
  const excess = amplitude * Math.exp(-alpha * logX);
  return { loss: E + excess, gradient: [1, excess, -excess * logX] };
}

/** Fitted loss at x and its standard error, sqrt(g' Cov g) with g the loss's derivatives. */
export function standardErrorOfLoss(fit: PowerLawFit, x: number): { loss: number; standardError: number } {
  const { loss, gradient } = powerLawGradient(fit, x);
  return { loss, standardError: standardErrorAlong(fit.covariance, gradient) };
}

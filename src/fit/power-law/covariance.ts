// Uncertainty of a power law by the delta method: near the optimum it is linear in its parameters.
//
// A amplitude, alpha exponent, E irreducible loss, L loss. Parameters in the order (E, ln amplitude, alpha).

import { invertGram, type Matrix } from '../numerics/linear-algebra.js';
import type { Estimate } from './estimate.js';
import type { Floor } from './law.js';

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

// Noise that changes with size. A few points hardly show whether the noise of a run falls, stays or grows along x, and a forecast
// beyond the largest size depends on it: where noise grows five times, intervals of even noise hold 80 to 90 % in place of 95. So a
// forecast averages over three growths, each as probable as the restricted likelihood of its residuals (Patterson & Thompson 1971),
//
//   ln p = -1/2 sum ln v - 1/2 ln det(J' V^-1 J) - (n - p)/2 ln RSS,     v = variance of a point times growth^(2 (position - 1)),
//
// with the position 0 at the smallest and 1 at the largest size, evenly in ln x. Before the points speak the three are alike.

import { largest } from '../../base/many.js';
import { isExact } from '../goodness/criteria.js';
import { symmetricEigen } from '../numerics/linear-algebra.js';
import { covarianceOf } from './covariance.js';
import { logResiduals, parameterCount, type Estimate } from './estimate.js';
import type { Floor, NoiseForm, PowerLawFit } from './law.js';
import { solvePowerLaw } from './solve.js';

/** Noise of the largest size over that of the smallest. */
const GROWTHS = [1 / 5, 1, 5];

/** The law for each growth of the noise; none for an exact law. Points in order of x, none of them bounded by Huber. */
export function noiseFormsOf(estimate: Estimate, floor: Floor): readonly NoiseForm[] {
  const { design, losses, variances, runVariance } = estimate;
  const freedom = losses.length - parameterCount(floor);
  if (freedom < 1 || isExact(logResiduals(estimate))) return [];
  const { logX } = design;
  const [low, high] = [logX[0], logX[logX.length - 1]];
  const forms = GROWTHS.flatMap((growth) => {
    const relative = variances.map((v, i) => v * growth ** (2 * ((logX[i] - low) / (high - low) - 1)));
    const weights = relative.map((v) => 1 / v);
    const solution = solvePowerLaw(design, { losses, weights }, floor);
    if (solution.amplitude === 0 || solution.atEdge !== null) return [];
    const { covariance: unit } = covarianceOf({ ...estimate, solution, variances: relative }, floor);
    const squares = solution.objective / freedom;
    const logShare =
      (logDeterminant(unit, floor) -
        relative.reduce((sum, v) => sum + Math.log(v), 0) -
        freedom * Math.log(squares)) /
      2;
    const { E, amplitude, alpha } = solution;
    const covariance = unit.map((row) => row.map((value) => squares * value));
    const form = { growth, E, amplitude, alpha, covariance, residualVariance: squares * runVariance };
    return Number.isFinite(logShare) ? [{ ...form, logShare }] : [];
  });
  const most = largest(forms.map(({ logShare }) => logShare));
  const total = forms.reduce((sum, { logShare }) => sum + Math.exp(logShare - most), 0);
  return forms.map(({ logShare, ...form }) => ({ ...form, share: Math.exp(logShare - most) / total }));
}

/** Relative variance of the noise of a run at x: beyond the points that of the nearest. */
export function noiseVariance(
  { growth, residualVariance }: NoiseForm,
  { xRange: [low, high] }: Pick<PowerLawFit, 'xRange'>,
  x: number,
): number {
  const position = Math.min(1, Math.max(0, Math.log(x / low) / Math.log(high / low)));
  return residualVariance * growth ** (2 * (position - 1));
}

/** ln of the determinant over the parameters that are fitted. */
function logDeterminant(covariance: NoiseForm['covariance'], floor: Floor): number {
  const first = floor.type === 'free' ? 0 : 1;
  const fitted = covariance.slice(first).map((row) => row.slice(first));
  return symmetricEigen(fitted).values.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0);
}

// How well a loss surface holds, and what to say of it.
//
// alpha, beta exponents, D data, E irreducible loss, L loss, N parameters.

import { deviationOfMedian } from '../goodness/deviation.js';
import type { LossSurfaceFit, SurfacePoint } from './surface.js';
import { estimateSurface } from './estimate.js';
import { huber, residualsOf, surfaceAt } from './objective.js';
import {
  surfaceParameterCount,
  type SurfaceDesign,
  type SurfaceMethod,
  type SurfaceSolution,
} from './solve.js';

/** How many of the largest sizes are hidden in turn. */
const HIDDEN = 2;
/** An exponent is badly known if its interval's half-width exceeds this share of it. */
const VAGUE = 0.5;
/** Above this condition number the points hardly tell the parameters apart. */
const ILL_CONDITIONED = 1000;
/** Points further off than so many deviations of the rest are no noise. */
const OUTLYING = 5;
/** Losses are printed with rounding: what is this close is no noise either. */
const ROUNDING = 1e-4;
/** Fewer sizes than this seldom support two exponents. */
const FEW_SIZES = 5;

/** What was minimised, in the units of the residuals. */
export function sumOfRho(
  { data, lossUnit }: SurfaceDesign,
  { theta }: SurfaceSolution,
  { residuals, robust }: SurfaceMethod,
): number {
  const unit = residuals === 'log' ? 1 : lossUnit;
  const rho = (r: number): number => {
    if (robust.type === 'none') return r * r;
    return robust.type === 'absolute' ? Math.abs(r) : huber(r, robust.delta);
  };
  return residualsOf(data, theta, residuals).reduce((sum, r, i) => sum + data.counts[i] * rho(unit * r), 0);
}

/**
 * Rolling origin: hide the largest N, then the largest two, refit, and take the mean relative error of the predictions at the
 * largest. Stops where the rest is too little. `theta` is where to start. Points in order of N.
 */
export function surfaceRollingOrigin(
  points: readonly SurfacePoint[],
  theta: readonly number[],
  method: SurfaceMethod,
): readonly number[] {
  const sizes = [...new Set(points.map(({ N }) => N))];
  const atLargest = points.filter(({ N }) => N === sizes[sizes.length - 1]);
  const errors: number[] = [];
  for (let hidden = 1; hidden <= HIDDEN && sizes.length - hidden >= 3; hidden++) {
    const rest = points.filter(({ N }) => N < sizes[sizes.length - hidden]);
    if (rest.length <= surfaceParameterCount(method)) break;
    const { design, solution } = estimateSurface(rest, method, theta);
    const relative = atLargest.map(({ N, D, loss }) => {
      const at = surfaceAt(solution.theta, Math.log(N) - design.logN0, Math.log(D) - design.logD0);
      return (at * design.lossUnit) / loss - 1;
    });
    errors.push(relative.reduce((sum, error) => sum + error, 0) / relative.length);
  }
  return errors;
}

/** How many residuals are far beyond what the median of their sizes lets expect. */
function outlierCount(residuals: readonly number[]): number {
  const sizes = Float64Array.from(residuals, Math.abs).sort();
  const deviation = Math.max(ROUNDING, deviationOfMedian(sizes));
  return sizes.filter((size) => size > OUTLYING * deviation).length;
}

/** Sentences about what a reader should doubt. */
export function surfaceWarnings(fit: LossSurfaceFit, { settled }: SurfaceSolution): readonly string[] {
  const { E, condition, method, intervals } = fit;
  const warnings: string[] = [];
  if (!settled) {
    warnings.push('The search came to different ends from neighbouring starts: take these numbers as rough.');
  }
  const outliers = outlierCount(fit.logResiduals);
  if (method.robust.type === 'none' && outliers > 0) {
    const lie = outliers === 1 ? 'point lies' : 'points lie';
    warnings.push(
      `${outliers} ${lie} more than ${OUTLYING} typical deviations off, which pulls the surface. Look into it, leave out what is wrong, ` +
        'or fit by Huber’s loss.',
    );
  }
  if (E === 0) {
    warnings.push('The fitted floor is 0, the least it may be: these points show no sign of a floor yet.');
  }
  if (condition > ILL_CONDITIONED) {
    warnings.push(
      `The points hardly tell the parameters apart (condition ${Math.round(condition)}). Vary D at fixed N, and N at fixed D.`,
    );
  }
  for (const name of ['alpha', 'beta'] as const) {
    const percent = Math.round((100 * (intervals[name][1] - fit[name])) / fit[name]);
    if (percent <= 100 * VAGUE || (method.tied && name === 'beta')) continue;
    const axis = name === 'alpha' ? 'N' : 'D';
    warnings.push(`${name} is known to ±${percent} % only; a wider range of ${axis} would settle it.`);
  }
  const sizes = fit.sizeCount;
  if (!method.tied && sizes < FEW_SIZES) {
    warnings.push(
      `There are only ${sizes} different N: one exponent for both N and D often forecasts better with so few.`,
    );
  }
  return warnings;
}

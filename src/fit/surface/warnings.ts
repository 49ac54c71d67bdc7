// What a reader should doubt of a loss surface.
//
// alpha, beta exponents, D data, E irreducible loss, N parameters.

import { isExact } from '../goodness/criteria.js';
import { agreeingNeighbours, type Place } from '../goodness/neighbours.js';
import { deviationOfMedian } from '../goodness/robust.js';
import { vaguePercent, zeroFloor } from '../goodness/words.js';
import type { SurfaceSolution } from './solve.js';
import type { LossSurfaceFit, SurfacePoint } from './surface.js';

/** Above this condition number the points hardly separate the parameters. */
const ILL_CONDITIONED = 1000;
/** Points further off than so many deviations of the rest are not noise. */
const OUTLYING = 5;
/** Losses are printed with rounding: a point this close is not an outlier. */
const PRINTED_ROUNDING = 1e-4;
/** With fewer sizes one exponent for N and D often forecasts better than two. */
const FEW_SIZES = 5;

/** How many residuals are far larger than their median suggests. */
function outlierCount(residuals: readonly number[]): number {
  const sizes = Float64Array.from(residuals, Math.abs).sort();
  const deviation = Math.max(PRINTED_ROUNDING, deviationOfMedian(sizes));
  return sizes.filter((size) => size > OUTLYING * deviation).length;
}

/** Sentences to show beside a fit. */
export function warningsOf(
  fit: LossSurfaceFit,
  { settled }: SurfaceSolution,
  points: readonly SurfacePoint[],
): readonly string[] {
  const { E, condition, method, intervals } = fit;
  const warnings: string[] = [];
  if (!settled) {
    warnings.push('Searches from neighbouring starts ended in different places: these numbers are rough.');
  }
  const outliers = outlierCount(fit.logResiduals);
  if (method.robust.type === 'none' && outliers > 0) {
    const [lie, check] =
      outliers === 1
        ? ['point lies', 'Check it, leave it out if it is wrong']
        : ['points lie', 'Check them, leave out those that are wrong'];
    warnings.push(
      `${outliers} ${lie} more than ${OUTLYING} typical deviations off and may distort the fit. ${check}, or use Huber’s loss.`,
    );
  }
  const places = points.map(({ N, D }): Place => [Math.log(N), Math.log(D)]);
  const { agreeing, pairs, rare } = agreeingNeighbours(places, fit.logResiduals);
  if (rare && !isExact(fit.logResiduals)) {
    warnings.push(
      `The residuals of ${agreeing} of ${pairs} pairs of neighbouring runs have one sign, more than noise gives: this form misses something, ` +
        'and its intervals do not know of that. Compare other forms, or fit a smaller range.',
    );
  }
  if (E === 0) warnings.push(zeroFloor);
  if (condition > ILL_CONDITIONED) {
    warnings.push(
      `The points hardly separate the parameters (condition ${Math.round(condition)}). Vary D at fixed N, and N at fixed D.`,
    );
  }
  for (const name of ['alpha', 'beta'] as const) {
    const percent = vaguePercent(fit[name], intervals[name][1]);
    if (percent === null || (method.tied && name === 'beta')) continue;
    const axis = name === 'alpha' ? 'N' : 'D';
    warnings.push(
      `${name} is known only to ±${percent} %. A wider range of ${axis} would determine it better.`,
    );
  }
  const sizes = fit.sizeCount;
  if (!method.tied && sizes < FEW_SIZES) {
    warnings.push(
      `There are only ${sizes} different N: one exponent for both N and D often forecasts better with so few.`,
    );
  }
  return warnings;
}

// What a reader should doubt of isoFLOP minima.
//
// C training FLOPs, D samples or tokens, N parameters.

import { append, largest, smallest } from '../../base/many.js';
import type { IsoflopBudget, IsoflopMethod } from './isoflop.js';

/**
 * Error of D* at 1e24 FLOPs, in percent, that parabolas over so many times either side of the optimum make on exact points of
 * Chinchilla's surface (Hoffmann et al. 2022; budgets 1e17 to 1e21). N* errs by as much the other way.
 */
const KNOWN_BIAS = [
  { reach: 2, percent: 0.3 },
  { reach: 4, percent: 1.3 },
  { reach: 8, percent: 2.9 },
  { reach: 16, percent: 5.1 },
] as const;
/** Over a narrower reach the bias is negligible. */
const NARROW = 2.5;
/** Minima that move by more than this factor within their curves bias the exponent too. */
const DRIFT = 3;

/** Sentences to show beside a fit; `budgets` with three or more that are usable. */
export function warningsOf(
  { exponent }: { readonly exponent: number },
  { optimum, axis }: IsoflopMethod,
  budgets: readonly IsoflopBudget[],
): readonly string[] {
  const usable = budgets.filter((budget) => budget.optimum !== null);
  const warnings: string[] = [];
  const lost = budgets.length - usable.length;
  if (lost > 0) {
    warnings.push(
      `${lost} of ${budgets.length} budgets ${lost === 1 ? 'has' : 'have'} no usable minimum and ` +
        `${lost === 1 ? 'is' : 'are'} left out.`,
    );
  }
  if (optimum === 'parabola') append(warnings, parabolaWarnings(usable, axis));
  if (exponent < 0 || exponent > 1) {
    warnings.push(
      `The exponent ${exponent.toFixed(2)} lies outside 0 to 1: at more compute either N or D would shrink. ` +
        'Check the columns and the range of sizes.',
    );
  }
  return warnings;
}

function parabolaWarnings(usable: readonly IsoflopBudget[], axis: 'N' | 'D'): string[] {
  const warnings: string[] = [];
  const widths = usable.map(({ curve }) => Math.sqrt(curve[curve.length - 1].x / curve[0].x));
  const reach = widths.reduce((widest, width) => Math.max(widest, width), 1);
  if (reach > NARROW) {
    const near = KNOWN_BIAS.reduce((best, known) =>
      Math.abs(Math.log(known.reach / reach)) < Math.abs(Math.log(best.reach / reach)) ? known : best,
    );
    warnings.push(
      `A valley is not a parabola: its two sides differ, and a parabola over ±${Number(reach.toPrecision(2))}x places the ` +
        `minimum beside the true one. On Chinchilla's surface ±${near.reach}x makes ${axis}* about ${near.percent} % ` +
        `too ${axis === 'D' ? 'small' : 'large'} at 1e24 FLOPs. The spline does not share this bias.`,
    );
  }
  const offsets = usable.map(({ curve, optimum }) => {
    const middle = Math.sqrt(curve[0].x * curve[curve.length - 1].x);
    return Math.log(optimum! / middle);
  });
  const drift = Math.exp(largest(offsets) - smallest(offsets));
  if (drift > DRIFT) {
    warnings.push(
      'The minima do not lie in the same place within their points from budget to budget, so this bias changes ' +
        'the exponent too. Centre the sizes of each budget on its minimum.',
    );
  }
  return warnings;
}

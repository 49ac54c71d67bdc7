// What a reader should doubt of isoFLOP minima.
//
// C training FLOPs, D samples or tokens, N parameters.

import { formatNumber } from '../../base/format.js';
import { append, largest, smallest } from '../../base/many.js';
import type { IsoflopBias, IsoflopBudget, IsoflopFit, IsoflopMethod } from './isoflop.js';

/** A smaller bias of an optimum is negligible, and one of the exponent. */
const NEGLIGIBLE = { optimum: 0.01, exponent: 0.002 } as const;
/** Minima that move by more than this factor within their curves bias the exponent too. */
const DRIFT = 3;

/** Sentences to show beside a fit; `budgets` with three or more that are usable. */
export function warningsOf(
  { exponent, bias }: Pick<IsoflopFit, 'exponent' | 'bias'>,
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
  if (optimum !== 'spline') append(warnings, driftWarnings(usable, bias));
  if (bias !== null && isBiased(bias)) warnings.push(biasWords(bias, axis));
  if (exponent < 0 || exponent > 1) {
    warnings.push(
      `The exponent ${exponent.toFixed(2)} lies outside 0 to 1: at more compute either N or D would shrink. ` +
        'Check the columns and the range of sizes.',
    );
  }
  return warnings;
}

function isBiased({ optimum, exponent }: IsoflopBias): boolean {
  return Math.abs(optimum) > NEGLIGIBLE.optimum || Math.abs(exponent) > NEGLIGIBLE.exponent;
}

function biasWords({ optimum, exponent }: IsoflopBias, axis: 'N' | 'D'): string {
  const percent = Number((100 * Math.abs(optimum)).toPrecision(2));
  return (
    `A valley's two sides differ, and these sizes reach so far that its shape moves the minimum: on exact losses of the surface ` +
    `that these runs support, this fit places ${axis}* ${percent} % too ${optimum > 0 ? 'large' : 'small'} at the largest ` +
    `compute, and errs by ${formatNumber(exponent, 2)} in the exponent. Sizes nearer to the minimum lessen that.`
  );
}

/** Where no surface says how large the bias is, at least that it changes. */
function driftWarnings(usable: readonly IsoflopBudget[], bias: IsoflopBias | null): string[] {
  if (bias !== null) return [];
  const warnings: string[] = [];
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

// Why runs do not support isoFLOP minima: each reason says what would settle it.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { invalidPoint, isOrAre } from '../goodness/words.js';
import type { Budget } from './budgets.js';
import type { IsoflopBudget, IsoflopPoint } from './isoflop.js';
import { FEWEST_SIZES } from './valley.js';

/** Fewer optima leave no degree of freedom to show how well they agree. */
const FEWEST_BUDGETS = 3;
/** A group of runs whose C spread wider is not a budget. */
const WIDEST_BUDGET = 1.1;
/** Budgets are recognised if at least this share of the runs lies in one with enough sizes. */
const RECOGNISED = 0.5;

/** What is wrong with the first point that has a value not above 0, null if all are. `axis` is what x is called. */
export function invalidIsoflopPoint(points: readonly IsoflopPoint[], axis: 'N' | 'D'): string | null {
  return invalidPoint(points, ['C', 'x', 'loss'], (quantity) => (quantity === 'x' ? axis : quantity));
}

/** Why a group of runs is not a budget. */
export const tooWide = `its runs differ in C by over ${Math.round(100 * (WIDEST_BUDGET - 1))} %, without a gap between budgets`;

/** The runs of a group share one compute. */
export function isNarrow({ spread }: Budget<IsoflopPoint>): boolean {
  return spread <= WIDEST_BUDGET;
}

/** Why groups of runs are not budgets, null if they are. */
export function refusalOfGroups(groups: readonly Budget<IsoflopPoint>[], count: number): string | null {
  const budgets = groups.filter((group) => isNarrow(group) && sizesOf(group) >= FEWEST_SIZES);
  const within = budgets.reduce((sum, { points }) => sum + points.length, 0);
  if (count > 0 && within >= RECOGNISED * count) return null;
  return (
    `No compute budgets can be recognised: ${count - within} of ${count} runs share their C with fewer than ` +
    `${FEWEST_SIZES - 1} other sizes. IsoFLOP minima need several sizes trained with the same C.`
  );
}

function sizesOf({ points }: Budget<IsoflopPoint>): number {
  return new Set(points.map(({ x }) => x)).size;
}

/** Why so many usable budgets are too few, null if they are enough. */
export function refusalOfBudgets(budgets: readonly IsoflopBudget[], usable: number): string | null {
  if (usable >= FEWEST_BUDGETS) return null;
  const reasons = budgets
    .filter(({ rejected }) => rejected !== null)
    .slice(0, 3)
    .map(({ C, rejected }) => `C = ${C.toPrecision(3)}: ${rejected}`);
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return (
    `An exponent needs at least ${FEWEST_BUDGETS} budgets with a minimum inside their sizes, and there ` +
    `${isOrAre(usable)}${why}. Train more budgets, or sizes on both sides of the lowest loss.`
  );
}

// Fits isoFLOP minima and the power law through them.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { LEVEL } from '../goodness/prediction.js';
import { biasOf } from './bias.js';
import { groupBudgets } from './budgets.js';
import type { IsoflopBudget, IsoflopMethod, IsoflopOptions, IsoflopPoint, IsoflopResult } from './isoflop.js';
import { lineThrough, minimaOf } from './minima.js';
import { invalidIsoflopPoint, refusalOfBudgets, refusalOfGroups } from './refuse.js';
import { warningsOf } from './warnings.js';

/** Fits the optimal size over compute, or says why not. Pure; never throws. The order of the points does not matter. */
export function fitIsoflop(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopResult {
  const { optimum = 'centred', lowest = null, axis = 'N' } = options;
  const method: IsoflopMethod = { axis, optimum, lowest, level: LEVEL };
  const invalid = invalidIsoflopPoint(points, axis);
  if (invalid !== null) return { type: 'refused', method, reason: invalid, budgets: [] };
  const sorted = inOrder(points);
  const groups = groupBudgets(sorted);
  const unrecognised = refusalOfGroups(groups, points.length);
  if (unrecognised !== null) return { type: 'refused', method, reason: unrecognised, budgets: [] };
  const minima = minimaOf(groups, method);
  const read = minima.map(({ budget }) => budget);
  const tooFew = refusalOfBudgets(read, usableOf(read));
  if (tooFew !== null) return { type: 'refused', method, reason: tooFew, budgets: read };
  const line = lineThrough(minima);
  const found = biasOf(sorted, method, (exact) => {
    const again = minimaOf(groupBudgets(exact), method);
    const budgets = again.map(({ budget }) => budget);
    return {
      budgets,
      line: refusalOfBudgets(budgets, usableOf(budgets)) === null ? lineThrough(again) : null,
    };
  });
  const budgets = found ? read.map((budget, i) => widened(budget, found.factors[i])) : read;
  const bias = found && { exponent: found.exponent, optimum: found.optimum };
  return {
    type: 'fit',
    method,
    ...line,
    budgets,
    bias,
    warnings: warningsOf({ ...line, bias }, method, budgets),
  };
}

function usableOf(budgets: readonly IsoflopBudget[]): number {
  return budgets.filter(({ optimum }) => optimum !== null).length;
}

/** A minimum that its way of reading places too high by a factor may lie lower by it, and the other way. */
function widened(budget: IsoflopBudget, factor: number): IsoflopBudget {
  if (budget.interval === null) return budget;
  const [low, high] = budget.interval;
  return { ...budget, interval: [low / Math.max(1, factor), high / Math.min(1, factor)] };
}

function inOrder(points: readonly IsoflopPoint[]): readonly IsoflopPoint[] {
  return [...points].sort((a, b) => a.C - b.C || a.x - b.x || a.loss - b.loss);
}

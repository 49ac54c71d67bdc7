// Fits isoFLOP minima and the power law through them.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { groupBy } from '../../base/group-by.js';
import { mean } from '../../base/maths/statistics.js';
import { LEVEL } from '../goodness/prediction.js';
import { fitLogLine } from '../goodness/log-line.js';
import { groupBudgets } from './budgets.js';
import type { IsoflopBudget, IsoflopOptions, IsoflopPoint, IsoflopResult, ValleyPoint } from './isoflop.js';
import { invalidIsoflopPoint, isNarrow, refusalOfBudgets, refusalOfGroups, tooWide } from './refuse.js';
import { parabolaValley, splineValley } from './valley.js';
import { warningsOf } from './warnings.js';

/** Fits the optimal size over compute, or says why not. Pure; never throws. The order of the points does not matter. */
export function fitIsoflop(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopResult {
  const { optimum = 'spline', lowest = null, axis = 'N' } = options;
  const method = { axis, optimum, lowest, level: LEVEL };
  const invalid = invalidIsoflopPoint(points, axis);
  if (invalid !== null) return { type: 'refused', method, reason: invalid, budgets: [] };
  const groups = groupBudgets(inOrder(points));
  const unrecognised = refusalOfGroups(groups, points.length);
  if (unrecognised !== null) return { type: 'refused', method, reason: unrecognised, budgets: [] };
  const budgets = groups.map((group): IsoflopBudget => {
    const sizes = onePointASize(group.points);
    if (!isNarrow(group)) {
      return { C: group.C, points: sizes, optimum: null, loss: null, rejected: tooWide, curve: [] };
    }
    const valley = optimum === 'spline' ? splineValley(sizes, axis) : parabolaValley(sizes, axis, lowest);
    return { C: group.C, points: sizes, ...valley };
  });
  const optima = budgets.flatMap(({ C, optimum: y }) => (y === null ? [] : [{ x: C, y }]));
  const tooFew = refusalOfBudgets(budgets, optima.length);
  if (tooFew !== null) return { type: 'refused', method, reason: tooFew, budgets };
  const line = fitLogLine(optima);
  return { type: 'fit', method, ...line, budgets, warnings: warningsOf(line, method, budgets) };
}

function inOrder(points: readonly IsoflopPoint[]): readonly IsoflopPoint[] {
  return [...points].sort((a, b) => a.C - b.C || a.x - b.x || a.loss - b.loss);
}

function onePointASize(points: readonly ValleyPoint[]): readonly ValleyPoint[] {
  const sizes = [...groupBy(points, ({ x }) => x)].sort(([a], [b]) => a - b);
  return sizes.map(([x, runs]) => {
    const [{ loss: first }] = runs;
    const logs = runs.map(({ loss }) => Math.log(loss / first));
    return { x, loss: first * Math.exp(mean(logs)) };
  });
}

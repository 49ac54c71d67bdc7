// What a way of reading valleys makes of exact runs. A valley is not a parabola: its two sides differ, so a parabola places the
// minimum beside the true one, by how much depends on the surface and on the sizes. The runs themselves support a surface; its exact
// losses at their sizes and budgets show the error of the way of reading on this design.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { valueOnLine, type LogLine } from '../goodness/log-line.js';
import { computeOptimalExponents, computeOptimum } from '../surface/compute-optimal.js';
import { fitLossSurface } from '../surface/fit.js';
import { predictLossSurface } from '../surface/predict.js';
import type { IsoflopBias, IsoflopBudget, IsoflopMethod, IsoflopPoint } from './isoflop.js';

/** What is read off runs. */
export interface Reading {
  readonly line: LogLine | null;
  readonly budgets: readonly IsoflopBudget[];
}

export interface ReadingBias extends IsoflopBias {
  /** Of each budget's minimum, as a factor; 1 where exact runs have none. */
  readonly factors: readonly number[];
}

/** The bias of `read` on the design of these runs, null where they support no surface, or it reads no line off exact runs. */
export function biasOf(
  points: readonly IsoflopPoint[],
  { axis }: Pick<IsoflopMethod, 'axis'>,
  read: (exact: readonly IsoflopPoint[]) => Reading,
): ReadingBias | null {
  // The other size is C / x but for a constant, which goes into its amplitude.
  const pairOf = ({ C, x }: IsoflopPoint): { N: number; D: number } =>
    axis === 'N' ? { N: x, D: C / x } : { N: C / x, D: x };
  const surface = fitLossSurface(points.map((point) => ({ ...pairOf(point), loss: point.loss })));
  if (surface.type === 'refused') return null;
  const exact = points.map((point) => {
    const { N, D } = pairOf(point);
    return { ...point, loss: predictLossSurface(surface, N, D).loss };
  });
  const { line, budgets } = read(exact);
  if (line === null) return null;
  const bestAt = (C: number): number => computeOptimum(surface, C, { flopsPerPair: 1 })[axis].value;
  const { C } = budgets[budgets.length - 1];
  const { a, b } = computeOptimalExponents(surface);
  return {
    exponent: line.exponent - (axis === 'N' ? a : b).value,
    optimum: valueOnLine(line, C).value / bestAt(C) - 1,
    factors: budgets.map((budget) => (budget.optimum === null ? 1 : budget.optimum / bestAt(budget.C))),
  };
}

// The compute-optimal size by isoFLOP minima, approach 2 of Hoffmann et al. 2022: for each compute budget the size with the
// lowest loss, and through these a power law, x* = coefficient C^exponent.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { groupBy } from '../../base/group-by.js';
import { groupBudgets, type Budget } from './budgets.js';
import { fitLogLine, type LogLine } from '../numerics/log-line.js';
import {
  FEWEST_SIZES,
  parabolaValley,
  splineValley,
  type Optimum,
  type Valley,
  type ValleyPoint,
} from './valley.js';
import { LEVEL } from '../power-law/law.js';
import { isoflopWarnings } from './warnings.js';

/** One run, its size and its loss. */
export interface IsoflopPoint extends ValleyPoint {
  readonly C: number;
}

export interface IsoflopOptions {
  /** How a valley's bottom is found: `spline`, the default, or `parabola`. */
  readonly optimum?: Optimum;
  /** The parabola runs through this many lowest points; null, the default, is as far to one side as to the other. */
  readonly lowest?: number | null;
  /** What x is called in sentences: N by default. */
  readonly axis?: 'N' | 'D';
}

export interface IsoflopBudget extends Valley {
  readonly C: number;
  /** Points by size, runs of one size as one with the geometric mean of their losses. */
  readonly points: readonly ValleyPoint[];
}

/** How a fit was made: what it takes to make it again. */
export interface IsoflopMethod {
  readonly axis: 'N' | 'D';
  readonly optimum: Optimum;
  /** A parabola runs through this many lowest points; null for as far to one side of the lowest as to the other. */
  readonly lowest: number | null;
  /** Level of the intervals. */
  readonly level: number;
}

/** The line through the optima over C; its intervals have two degrees of freedom fewer than there are usable budgets. */
export interface IsoflopFit extends LogLine {
  readonly type: 'fit';
  readonly method: IsoflopMethod;
  readonly optimum: Optimum;
  /** In order of C; the rejected ones say why. */
  readonly budgets: readonly IsoflopBudget[];
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/** What the points cannot support, and what would settle it. */
export interface IsoflopRefusal {
  readonly type: 'refused';
  readonly method: IsoflopMethod;
  readonly reason: string;
  readonly budgets: readonly IsoflopBudget[];
}

export type IsoflopResult = IsoflopFit | IsoflopRefusal;

/** Fewer optima leave no degree of freedom to tell how well they agree. */
const FEWEST_BUDGETS = 3;
/** A group of runs whose C spread wider is no budget. */
const WIDEST_BUDGET = 1.1;
/** Budgets are recognised if at least this share of the runs lies in one with enough sizes. */
const RECOGNISED = 0.5;

/** Fits the optimal size over compute, or says why not. Pure; never throws. The order of the points does not matter. */
export function fitIsoflop(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopResult {
  const { optimum = 'spline', lowest = null, axis = 'N' } = options;
  const method = { axis, optimum, lowest, level: LEVEL };
  const invalid = invalidPoint(points, axis);
  if (invalid !== null) return { type: 'refused', method, reason: invalid, budgets: [] };
  const groups = groupBudgets(inOrder(points));
  const unrecognised = refusalOfGroups(groups, points.length);
  if (unrecognised !== null) return { type: 'refused', method, reason: unrecognised, budgets: [] };
  const budgets = groups.map((group): IsoflopBudget => {
    const sizes = onePointASize(group.points);
    if (!isNarrow(group)) {
      const rejected = 'its runs differ in C by over 10 %, without a gap that would tell budgets apart';
      return { C: group.C, points: sizes, optimum: null, loss: null, rejected, curve: [] };
    }
    const valley = optimum === 'spline' ? splineValley(sizes, axis) : parabolaValley(sizes, axis, lowest);
    return { C: group.C, points: sizes, ...valley };
  });
  const optima = budgets.flatMap(({ C, optimum: y }) => (y === null ? [] : [{ x: C, y }]));
  if (optima.length < FEWEST_BUDGETS) {
    return { type: 'refused', method, reason: tooFewBudgets(budgets, optima.length), budgets };
  }
  const line = fitLogLine(optima);
  const warnings = isoflopWarnings(line.exponent, optimum, budgets, axis);
  return { type: 'fit', method, ...line, optimum, budgets, warnings };
}

function inOrder(points: readonly IsoflopPoint[]): readonly IsoflopPoint[] {
  return [...points].sort((a, b) => a.C - b.C || a.x - b.x || a.loss - b.loss);
}

function onePointASize(points: readonly ValleyPoint[]): readonly ValleyPoint[] {
  const sizes = [...groupBy(points, ({ x }) => x)].sort(([a], [b]) => a - b);
  return sizes.map(([x, runs]) => {
    const [{ loss: first }] = runs;
    const logs = runs.map(({ loss }) => Math.log(loss / first));
    return { x, loss: first * Math.exp(logs.reduce((sum, log) => sum + log, 0) / runs.length) };
  });
}

function isNarrow({ spread }: Budget<IsoflopPoint>): boolean {
  return spread <= WIDEST_BUDGET;
}

/** What is wrong with the first point that has a value that is none, null if all are positive. */
export function invalidPoint(points: readonly IsoflopPoint[], axis: string): string | null {
  for (const [i, { C, x, loss }] of points.entries()) {
    for (const [name, value] of [
      ['C', C],
      [axis, x],
      ['loss', loss],
    ] as const) {
      if (Number.isFinite(value) && value > 0) continue;
      return `Point ${i + 1} has ${name} ${value}; it must be finite and above 0. Leave it out or mend it.`;
    }
  }
  return null;
}

function refusalOfGroups(groups: readonly Budget<IsoflopPoint>[], count: number): string | null {
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

function tooFewBudgets(budgets: readonly IsoflopBudget[], usable: number): string {
  const reasons = budgets
    .filter(({ rejected }) => rejected !== null)
    .slice(0, 3)
    .map(({ C, rejected }) => `C = ${C.toPrecision(3)}: ${rejected}`);
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return (
    `An exponent needs at least ${FEWEST_BUDGETS} budgets with a minimum inside their sizes, and there ` +
    `${usable === 1 ? 'is' : 'are'} ${usable}${why}. Train more budgets, or sizes on both sides of the lowest loss.`
  );
}

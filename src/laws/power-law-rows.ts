// Which rows of a table make a law of one variable: those between which nothing else changes, or the best loss of each compute.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.

import { formatCount } from '../base/format.js';
import { groupBy } from '../base/group-by.js';
import type { TableFrontier, TableIsoflop } from './compute-optimal.js';
import type { Size } from './table/six-nd.js';
import type { MeasuredPoint, PointTable } from './table/point-table.js';

/** The best run of a compute. */
export interface BestRun {
  readonly x: number;
  readonly loss: number;
}

/** The points of a law, with a sentence that says which they are; or why there are none. */
export type LawRows =
  | { readonly type: 'rows'; readonly table: PointTable; readonly from: string }
  | {
      readonly type: 'best';
      readonly best: readonly BestRun[];
      readonly from: string;
      readonly warnings: readonly string[];
    }
  | { readonly type: 'refused'; readonly reason: string };

/** The optimal sizes of the table, computed when they are asked for. */
export interface BestRuns {
  isoflop(): TableIsoflop;
  frontier(): TableFrontier;
}

/** Fewer sizes have no law. */
const FEWEST = 4;
/** A value of D that nearly as many sizes share as any may be taken in its place, if it is larger. */
const NEARLY = 0.8;

/** The rows for a law along an axis that the table has. */
export function rowsAlong(table: PointTable, axis: Size, best: BestRuns): LawRows {
  if (distinct(table.points, axis).size < 2) {
    return refused(
      `${axis} is the same in all rows: a law along ${axis} needs at least ${FEWEST} different values of it.`,
    );
  }
  return axis === 'C' ? alongCompute(table, best) : alongSize(table, axis);
}

/** Along N at one D, or along D at one N. */
function alongSize(table: PointTable, axis: 'N' | 'D'): LawRows {
  const other = axis === 'N' ? 'D' : 'N';
  if (table.columns[other] === undefined) return { type: 'rows', table, from: 'All rows.' };
  if (growTogether(table.points, axis, other)) {
    return { type: 'rows', table, from: `All rows: each ${axis} has one ${other}.` };
  }
  const slices = [...groupBy(table.points, (row) => row[other])]
    .filter(([value]) => value !== null)
    .map(([value, rows]) => ({ value: value ?? 0, rows, count: distinct(rows, axis).size }));
  const most = slices.reduce((largest, { count }) => Math.max(largest, count), 0);
  if (most < FEWEST) {
    return refused(
      `To fit L(${axis}), ${other} must be the same for at least ${FEWEST} values of ${axis}, and no value of ${other} is. ` +
        `${hasBudgets(table.points) ? 'IsoFLOP minima take the best N of each C, and the' : 'The'} surface L(N, D) uses all rows at once.`,
    );
  }
  const slice = slices
    .filter(({ count }) => count >= Math.max(FEWEST, NEARLY * most))
    .reduce((a, b) => (b.value > a.value ? b : a));
  const failed = table.failed.filter((row) => row[other] === slice.value);
  return {
    type: 'rows',
    table: { ...table, points: slice.rows, failed },
    from: `Rows with ${other} = ${formatCount(slice.value, 4)}, the largest ${other} with most ${axis}.`,
  };
}

/** Along C: all rows where C fixes N, else the best loss of each compute. */
function alongCompute(table: PointTable, { isoflop, frontier }: BestRuns): LawRows {
  if (table.columns.N === undefined || growTogether(table.points, 'C', 'N')) {
    return { type: 'rows', table, from: 'All rows.' };
  }
  const minima = isoflop().fit.budgets.flatMap(({ C, loss }) => (loss === null ? [] : [{ x: C, loss }]));
  if (minima.length >= FEWEST) {
    return {
      type: 'best',
      best: minima,
      from: 'Each point is the minimum of an isoFLOP curve.',
      warnings: [],
    };
  }
  return {
    type: 'best',
    best: frontier().fit.envelope.map(({ C, loss }) => ({ x: C, loss })),
    from: 'Each point is a run that no run with as little compute beats.',
    warnings: [
      'The lower envelope takes the luckiest run at each compute, and is unbiased only if every point is the end of a run ' +
        'whose learning rate has decayed.',
    ],
  };
}

/** Whether runs of one compute differ in N often enough for a minimum. */
function hasBudgets(rows: readonly MeasuredPoint[]): boolean {
  const budgets = [...groupBy(rows, ({ C }) => C)].filter(([C]) => C !== null);
  return budgets.some(([, group]) => distinct(group, 'N').size >= FEWEST);
}

/** True where each value along one axis has one of the other, which never falls as the first grows: neither is traded for the other. */
function growTogether(rows: readonly MeasuredPoint[], axis: Size, other: Size): boolean {
  const pairs = [...groupBy(rows, (row) => row[axis])].map(([value, group]) => ({ value, group }));
  if (pairs.some(({ group }) => distinct(group, other).size > 1)) return false;
  const others = pairs
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
    .map(({ group: [{ [other]: value }] }) => value ?? 0);
  return others.every((value, i) => i === 0 || value >= others[i - 1]);
}

/** The different values along an axis. */
export function distinct(rows: readonly MeasuredPoint[], axis: Size): ReadonlySet<number> {
  return new Set(rows.map((row) => row[axis]).filter((value) => value !== null));
}

function refused(reason: string): LawRows {
  return { type: 'refused', reason };
}

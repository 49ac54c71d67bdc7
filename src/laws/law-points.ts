// Which rows of a table make a law of one variable: those between which nothing else changes, or the best of each compute.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.

import { formatCount } from '../base/format.js';
import { groupBy } from '../base/group-by.js';
import { choosePowerLaw } from '../fit/power-law/choose.js';
import type { MeasuredPoint, PointTable } from './table/point-table.js';
import { frontierOfTable, isoflopOfTable } from './compute-optimal.js';
import { lawOfTable, type TableAxis, type TableLaw, type TablePoint } from './power-law.js';

/** A law along one axis, what its points are, or why there is none. */
export type AxisLaw = { readonly law: TableLaw; readonly from: string } | { readonly refused: string };

/** Fewer sizes have no law. */
const FEWEST = 4;
/** A value of D that nearly as many sizes share as any may be taken in its place, if it is larger. */
const NEARLY = 0.8;

/** The law of the table along an axis. Throws InputError as `lawOfTable` does. */
export function axisLaw(table: PointTable, axis: TableAxis): AxisLaw {
  if (table.columns[axis] === undefined) {
    return { refused: `The table has no ${axis}: a law along ${axis} needs that column.` };
  }
  const values = distinct(table.points, axis);
  if (values.size < 2) {
    return {
      refused: `${axis} is the same in all rows: a law along ${axis} needs at least ${FEWEST} of them.`,
    };
  }
  return axis === 'C' ? computeLaw(table) : sizeLaw(table, axis);
}

/** Along N at one D, or along D at one N. */
function sizeLaw(table: PointTable, axis: 'N' | 'D'): AxisLaw {
  const other = axis === 'N' ? 'D' : 'N';
  if (table.columns[other] === undefined) return { law: lawOfTable(table, axis, null), from: 'All rows.' };
  if (growTogether(table.points, axis, other)) {
    return { law: lawOfTable(table, axis, null), from: `All rows: each ${axis} has one ${other}.` };
  }
  const slices = [...groupBy(table.points, (row) => row[other])]
    .filter(([value]) => value !== null)
    .map(([value, rows]) => ({ value: value ?? 0, rows, sizes: distinct(rows, axis).size }));
  const most = slices.reduce((largest, { sizes }) => Math.max(largest, sizes), 0);
  if (most < FEWEST) {
    return {
      refused:
        `${other} varies beside ${axis}, and no ${other} is shared by ${FEWEST} different ${axis}: a law along ${axis} ` +
        'wants the rest held still. The surface L(N, D) takes all rows at once.',
    };
  }
  const slice = slices
    .filter(({ sizes }) => sizes >= Math.max(FEWEST, NEARLY * most))
    .reduce((a, b) => (b.value > a.value ? b : a));
  return {
    law: lawOfTable({ ...table, points: slice.rows }, axis, null),
    from: `Rows with ${other} = ${formatCount(slice.value, 4)}, the largest ${other} with most ${axis}.`,
  };
}

/** Along C: all rows where C fixes N, else the best loss of each compute. */
function computeLaw(table: PointTable): AxisLaw {
  if (table.columns.N === undefined || growTogether(table.points, 'C', 'N')) {
    return { law: lawOfTable(table, 'C', null), from: 'All rows.' };
  }
  const { fit: valleys } = isoflopOfTable(table, 'N', 'spline');
  const minima = valleys.budgets.flatMap(({ C, loss }) => (loss === null ? [] : [{ x: C, loss }]));
  if (minima.length >= FEWEST) {
    return { law: lawThrough(minima, []), from: 'Each point is the bottom of an isoFLOP valley.' };
  }
  const { fit: frontier } = frontierOfTable(table, 'N');
  const envelope = frontier.envelope.map(({ C, loss }) => ({ x: C, loss }));
  return {
    law: lawThrough(envelope, [
      'The lower envelope takes the luckiest run at each compute, and is honest only if every point is the end of a run ' +
        'whose learning rate has decayed.',
    ]),
    from: 'Each point is a run that none with as little compute beats.',
  };
}

function lawThrough(
  best: readonly { readonly x: number; readonly loss: number }[],
  warnings: string[],
): TableLaw {
  const points = best.map((point): TablePoint => ({
    ...point,
    standardError: null,
    learningRate: null,
    excluded: null,
  }));
  const { chosen, alternatives, undecided } = choosePowerLaw(points, null);
  return {
    axis: 'C',
    points,
    fit: chosen,
    alternatives,
    undecided,
    theory: null,
    knownFloor: null,
    warnings,
  };
}

/** True where each value along one axis has one of the other, which never falls as the first grows: nothing is traded for it. */
function growTogether(rows: readonly MeasuredPoint[], axis: TableAxis, other: TableAxis): boolean {
  const pairs = [...groupBy(rows, (row) => row[axis])].map(([value, group]) => ({ value, group }));
  if (pairs.some(({ group }) => distinct(group, other).size > 1)) return false;
  const others = pairs
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
    .map(({ group: [{ [other]: value }] }) => value ?? 0);
  return others.every((value, i) => i === 0 || value >= others[i - 1]);
}

function distinct(rows: readonly MeasuredPoint[], axis: TableAxis): Set<number> {
  return new Set(rows.map((row) => row[axis]).filter((value) => value !== null));
}

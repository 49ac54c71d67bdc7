// The compute-optimal size from a table of points, ours or anyone's. C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { fitFrontier, type FrontierResult } from '../fit/isoflop/frontier.js';
import { fitIsoflop } from '../fit/isoflop/fit.js';
import type { IsoflopPoint, IsoflopResult, Optimum } from '../fit/isoflop/isoflop.js';
import type { MeasuredPoint, PointTable } from './table/point-table.js';
import { cooledRows } from './table/cooled.js';
import { mixedConfigurations } from './table/mixed.js';
import { tune } from './power-law.js';

export const sizeAxes = ['N', 'D'] as const;
export type SizeAxis = (typeof sizeAxes)[number];

/** A fit with what should be known beside it; `rows` of the table were used. */
interface OfTable<Fit> {
  readonly axis: SizeAxis;
  readonly rows: number;
  readonly fit: Fit;
  readonly warnings: readonly string[];
}

export type TableIsoflop = OfTable<IsoflopResult>;
export type TableFrontier = OfTable<FrontierResult>;

type Quantity = 'C' | SizeAxis;

/** C = 6 N D, solved for what a table does not have (Kaplan et al. 2020, 2.1). */
const fromOthers: Readonly<Record<Quantity, { text: string; value: (row: MeasuredPoint) => number | null }>> =
  {
    C: { text: '6 N D', value: ({ N, D }) => (N === null || D === null ? null : 6 * N * D) },
    N: { text: 'C / (6 D)', value: ({ C, D }) => (C === null || D === null ? null : C / (6 * D)) },
    D: { text: 'C / (6 N)', value: ({ C, N }) => (C === null || N === null ? null : C / (6 * N)) },
  };

/** Optimal N or D for each budget of the table, and the power law through them. Throws as `readRuns` does. */
export function isoflopOfTable(table: PointTable, axis: SizeAxis, optimum: Optimum): TableIsoflop {
  const { table: ends, warnings: left } = cooledRows(table);
  const { rows, points, warnings } = readRuns(ends, axis);
  return { axis, rows, fit: fitIsoflop(points, { optimum, axis }), warnings: [...left, ...warnings] };
}

/**
 * N or D on the lower envelope of the table's losses over C, points of training curves among them, and the power law through these.
 * Throws as `readRuns` does.
 */
export function frontierOfTable(table: PointTable, axis: SizeAxis): TableFrontier {
  const { rows, points, warnings } = readRuns(table, axis);
  const onTheWay = table.points.filter(({ cooled }) => !cooled).length;
  if (onTheWay > 0) {
    warnings.push(
      `${onTheWay} rows are points of training curves, before the learning rate came down: they stand too high, the more so the ` +
        'earlier in a run, and favour small models. Approaches 2 and 3 leave them out.',
    );
  }
  return { axis, rows, fit: fitFrontier(points, axis), warnings };
}

/**
 * The runs of the table by compute and size. Rows of one C and size are one point: tuned over their learning rates, a geometric
 * mean over the rest. Throws InputError for a table without the columns, or, with its line, for a value that is not above 0.
 */
function readRuns(
  table: PointTable,
  axis: SizeAxis,
): { rows: number; points: readonly IsoflopPoint[]; warnings: string[] } {
  const rows = table.points.filter(
    (row) => valueOf(table, row, 'C') !== null && valueOf(table, row, axis) !== null,
  );
  if (rows.length === 0) {
    const has = table.names.join(', ');
    throw new InputError(
      `the compute-optimal ${axis} needs columns C and ${axis}, or N and D; the file has ${has}`,
    );
  }
  rows.forEach(requirePositive);
  const cells = groupBy(rows, (row) => `${valueOf(table, row, 'C')} ${valueOf(table, row, axis)}`);
  const points = [...cells.values()].flatMap((group): IsoflopPoint[] => {
    const [row] = group;
    const tuned = tune(group);
    if (tuned === null) return [];
    return [{ C: valueOf(table, row, 'C')!, x: valueOf(table, row, axis)!, loss: Math.exp(tuned.logLoss) }];
  });
  const warnings = (['C', axis] as const)
    .filter((quantity) => table.columns[quantity] === undefined)
    .map((quantity) => `There is no column ${quantity}: it is taken to be ${fromOthers[quantity].text}.`);
  const missing = table.points.length - rows.length;
  if (missing > 0) warnings.push(`${missing} rows have no C or no ${axis} and are left out.`);
  const unfinished = cells.size - points.length;
  if (unfinished > 0) warnings.push(`${unfinished} sizes have no finished loss and are left out.`);
  return { rows: rows.length, points, warnings: [...warnings, ...mixedConfigurations(table)] };
}

function valueOf({ columns }: PointTable, row: MeasuredPoint, quantity: Quantity): number | null {
  return columns[quantity] === undefined ? fromOthers[quantity].value(row) : row[quantity];
}

function requirePositive(row: MeasuredPoint): void {
  for (const quantity of ['C', 'N', 'D', 'loss'] as const) {
    const value = row[quantity];
    if (value === null || value > 0) continue;
    throw new InputError(`line ${row.line}: ${quantity} is ${value}; expected a number above 0`, quantity);
  }
}

// A table of measured runs, as laws take it: the lab's own or anyone's.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.

import { sentence } from '../../base/sentence.js';
import { wordsOf } from './text/names.js';
import type { Size } from './six-nd.js';

/** What a column can hold. */
export const pointQuantities = [
  ...(['N', 'D', 'C', 'loss', 'loss_se', 'lr', 'seed'] as const),
  // What laws of repeated data and of batches need besides: samples seen and different ones, samples a step, steps.
  ...(['seen', 'unique', 'batch', 'steps'] as const),
] as const;
export type PointQuantity = (typeof pointQuantities)[number];

/** Which column holds what, by its name in the file. */
export type ColumnMapping = Readonly<Partial<Record<PointQuantity, string>>>;

/** A run, or a point on the way of one; null where the table does not say. */
export interface MeasuredPoint extends Readonly<Record<PointQuantity, number | null>> {
  /** Line of the file, or row of its list, from 1. */
  readonly line: number;
  /** False for a point of a training curve before its end, where the learning rate has not come down yet. */
  readonly cooled: boolean;
  /** The size that is computed from the other two; null where the table has all that is there. */
  readonly computed: Size | null;
  /** The row as it stands in the file, by the names of its columns. */
  readonly cells: Readonly<Record<string, string>>;
}

/** A point with a loss. */
export interface FinishedPoint extends MeasuredPoint {
  readonly loss: number;
}

/** How the minimum over settings is read: the best row, or a parabola along each setting through it and its neighbours. */
export type Tuning = 'best' | 'interpolate';

export interface PointTable {
  /** Which column holds what; for a size that is computed, the formula. */
  readonly columns: ColumnMapping;
  /** Sentences for sizes that are computed from the others, in some rows or in all. */
  readonly filled: Readonly<Partial<Record<Size, string>>>;
  /** All columns of the file. */
  readonly names: readonly string[];
  readonly points: readonly FinishedPoint[];
  /** Columns of settings over which the table is tuned, besides those of learning rates and batch sizes. */
  readonly settings?: readonly string[];
  readonly tuning?: Tuning;
  /** Columns of words whose rows may be fitted together. */
  readonly together?: readonly string[];
  /** Runs that diverged or have no loss: a learning rate at which one of them ran is not the best. */
  readonly failed: readonly MeasuredPoint[];
}

/** Sentences for those of some sizes that are computed. */
export function assumedOf({ filled }: PointTable, sizes: readonly Size[]): readonly string[] {
  return sizes.flatMap((size) => filled[size] ?? []);
}

/** The table without the points of training curves, which lie above the curve of ends; only the frontier can use them. */
export function cooledRows(table: PointTable): {
  readonly table: PointTable;
  readonly warnings: readonly string[];
} {
  const points = table.points.filter(({ cooled }) => cooled);
  const left = table.points.length - points.length;
  if (left === 0) return { table, warnings: [] };
  return {
    table: { ...table, points },
    warnings: [
      `${left === 1 ? '1 row is' : `${left} rows are`} left out: a point of a training curve before the end of its run.`,
    ],
  };
}

/** A column with more values than this names runs, not configurations. */
const MOST_CONFIGURATIONS = 12;
/** First words of columns that describe a run, not what was trained. */
const OF_RUNS = new Set([
  ...['run', 'id', 'name', 'seed', 'line', 'device', 'date', 'time', 'created'],
  ...['outcome', 'state', 'status', 'cooled', 'decayed', 'annealed'],
]);

/** Whether a column describes runs, by its name. */
export function isOfRuns(name: string): boolean {
  return OF_RUNS.has(wordsOf(name).at(0) ?? '');
}

/** Sentences for columns of words in which the rows differ: one law seldom holds for runs of several configurations. */
export function mixedConfigurations({
  columns,
  names,
  points,
  together = [],
}: PointTable): readonly string[] {
  const quantities = new Set([...Object.values(columns), ...together]);
  return names.flatMap((name) => {
    if (quantities.has(name) || isOfRuns(name)) return [];
    const values = [...new Set(points.map(({ cells }) => cells[name]))].filter((value) => value !== '');
    const words = values.some((value) => Number.isNaN(Number(value)));
    if (!words || values.length < 2 || values.length > Math.min(MOST_CONFIGURATIONS, points.length / 2))
      return [];
    const shown = values.slice(0, 3).join(', ') + (values.length > 3 ? ' …' : '');
    return [
      `Rows of ${values.length} different ${name} (${shown}) are fitted together, and one law seldom holds for all. ` +
        sentence(`Choose one, such as ${name}=${values[0]}`),
    ];
  });
}

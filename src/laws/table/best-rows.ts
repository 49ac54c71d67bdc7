// Of each size of a table the rows at the best learning rate, batch size and whatever else was swept: never an average over them.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { groupBy } from '../../base/group-by.js';
import { append } from '../../base/many.js';
import { mean } from '../../base/maths/statistics.js';
import { withSameSizes } from './near-sizes.js';
import type { FinishedPoint, MeasuredPoint, PointTable, Tuning } from './point-table.js';
import { readQuantity } from './text/quantity.js';

export interface BestRows {
  /** The table with the rows at the best settings alone. */
  readonly table: PointTable;
  /** Columns that were tuned over. */
  readonly over: readonly string[];
  /** Rows that are left out. */
  readonly left: number;
  /** Sizes at which settings differ, and those of them whose best is the smallest or largest that was tried. */
  readonly sizes: number;
  readonly atEdge: number;
}

/** With fewer values tried, the best is always at an edge. */
const FEWEST_TRIED = 3;

/** A column of settings. */
interface Setting {
  readonly name: string;
  of(row: MeasuredPoint): string | number | null;
}

/** The rows of one size and one setting. */
interface Trial {
  readonly values: readonly (string | number | null)[];
  /** Places in the table. */
  readonly places: readonly number[];
  /** Geometric mean of the losses, as a logarithm. */
  readonly logLoss: number;
}

export interface TuningRequest {
  readonly tuning?: Tuning;
  /** Columns whose values are tuned each on its own. */
  readonly apart?: readonly string[];
}

/** Leaves of each size the rows at the setting with the lowest loss. A setting at which a run diverged is not the best. */
export function bestRows(table: PointTable, { tuning = 'best', apart = [] }: TuningRequest = {}): BestRows {
  const settings = settingsOf(table);
  const losses = new Map<number, number>();
  const failed: MeasuredPoint[] = [];
  const failedAmong = (cell: readonly number[]): MeasuredPoint[] =>
    cell.flatMap((at) => (at < table.points.length ? [] : table.failed[at - table.points.length]));
  const over = new Set<string>();
  let [sizes, atEdge] = [0, 0];
  for (const cell of cellsOf(table, apart)) {
    const trials = trialsOf(table, cell, settings);
    const [first] = trials;
    if (trials.length < 2) {
      // Nothing was swept, or nothing finished: that is for the laws to say.
      for (const at of first?.places ?? []) losses.set(at, table.points[at].loss);
      append(failed, failedAmong(cell));
      continue;
    }
    const best = trials.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
    const swept = settings.filter((_, i) => trials.some(({ values }) => values[i] !== first.values[i]));
    for (const { name } of swept) over.add(name);
    sizes++;
    const lines = settings.map((_, i) => lineThrough(best, trials, i));
    if (lines.some(({ isEdge }) => isEdge)) atEdge++;
    const drop = tuning === 'interpolate' ? lines.reduce((sum, line) => sum + line.drop, 0) : 0;
    for (const at of best.places) losses.set(at, table.points[at].loss * Math.exp(-drop));
  }
  const left = table.points.length - losses.size;
  if (left === 0) return { table, over: [], left, sizes, atEdge };
  const points = table.points.flatMap((point, at): FinishedPoint[] => {
    const loss = losses.get(at);
    return loss === undefined ? [] : [{ ...point, loss }];
  });
  return { table: { ...table, points, failed }, over: [...over], left, sizes, atEdge };
}

function settingsOf({ columns, settings = [] }: PointTable): readonly Setting[] {
  const known: Setting[] = [
    { name: columns.lr ?? '', of: ({ lr }) => lr },
    { name: columns.batch ?? '', of: ({ batch }) => batch },
  ];
  const others = settings.map((name): Setting => ({ name, of: ({ cells }) => cells[name] ?? '' }));
  return [...known.filter(({ name }) => name !== ''), ...others];
}

/** The rows of each size, as places among the points and then among those that failed. */
function cellsOf(table: PointTable, apart: readonly string[]): Iterable<readonly number[]> {
  // Sizes that differ by rounding are one here too.
  const { points, failed } = withSameSizes(table).table;
  const rows: readonly MeasuredPoint[] = [...points, ...failed];
  return groupBy(rows.keys(), (at) => {
    const { N, D, C, seen, unique, cells } = rows[at];
    // Batch sizes and steps without a size have a law of their own, which is not tuned.
    const size = N === null && D === null && C === null ? String(at) : `${N} ${D} ${C} ${seen} ${unique}`;
    return apart.length === 0 ? size : size + JSON.stringify(apart.map((name) => cells[name]));
  }).values();
}

function trialsOf(
  { points, failed }: PointTable,
  cell: readonly number[],
  settings: readonly Setting[],
): Trial[] {
  const row = (at: number): MeasuredPoint => (at < points.length ? points[at] : failed[at - points.length]);
  const valuesAt = (at: number): Trial['values'] => settings.map((setting) => setting.of(row(at)));
  const trials = [...groupBy(cell, (at) => JSON.stringify(valuesAt(at))).values()];
  return trials.flatMap((places): Trial[] => {
    const finished = places.filter((at) => at < points.length);
    if (finished.length === 0 || (finished.length < places.length && trials.length > 1)) return [];
    const logLoss = mean(finished.map((at) => Math.log(points[at].loss)));
    return [{ values: valuesAt(places[0]), places: finished, logLoss }];
  });
}

/**
 * The best trial along one setting, the others as they are there: whether it has a neighbour on one side alone, and by how much the loss
 * falls to the minimum of the parabola through it and both neighbours, over the logarithm of the setting.
 */
function lineThrough(
  best: Trial,
  trials: readonly Trial[],
  along: number,
): { readonly isEdge: boolean; readonly drop: number } {
  const line = trials
    .filter(({ values }) => values.every((value, i) => i === along || value === best.values[i]))
    .map((trial) => ({ trial, x: Math.log(numberOf(trial.values[along])) }))
    .filter(({ x }) => Number.isFinite(x))
    .sort((a, b) => a.x - b.x);
  const at = line.findIndex(({ trial }) => trial === best);
  if (line.length < FEWEST_TRIED || at < 0) return { isEdge: false, drop: 0 };
  if (at === 0 || at === line.length - 1) return { isEdge: true, drop: 0 };
  const [left, middle, right] = line.slice(at - 1, at + 2);
  const slopeLeft = (best.logLoss - left.trial.logLoss) / (middle.x - left.x);
  const slopeRight = (right.trial.logLoss - best.logLoss) / (right.x - middle.x);
  const curvature = (slopeRight - slopeLeft) / (right.x - left.x);
  const slope = slopeLeft + curvature * (middle.x - left.x);
  return { isEdge: false, drop: curvature > 0 ? slope ** 2 / (4 * curvature) : 0 };
}

function numberOf(value: string | number | null): number {
  return typeof value === 'number' ? value : (readQuantity(value ?? '') ?? NaN);
}

/** What was tuned over, as sentences. */
export function tuningInWords(
  { over, left, sizes, atEdge, table }: BestRows,
  tuning: Tuning,
): readonly string[] {
  if (left === 0) return [];
  const names = over.join(' and ');
  const how =
    tuning === 'interpolate'
      ? 'the minimum is read between rows, by a parabola along each'
      : `the best row counts, and ${left} ${left === 1 ? 'row is' : 'rows are'} left out`;
  return [
    `Tuned over ${names}: at each size ${how} (${table.points.length} of ${table.points.length + left}).`,
    ...(atEdge > 0
      ? [
          `At ${atEdge} of ${sizes} sizes the best of ${names} is the smallest or largest tried: a better one may lie beyond.`,
        ]
      : []),
  ];
}

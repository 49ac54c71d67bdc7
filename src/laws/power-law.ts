// A power law from a table of points, ours or anyone's. C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { choosePowerLaw, chooseRobustly, type PowerLawChoice } from '../fit/power-law/choose.js';
import { fitPowerLaw } from '../fit/power-law/fit.js';
import type { PowerLawOptions, PowerLawResult } from '../fit/power-law/law.js';
import { logDeviation, pooledSeedVariance, type TunedConfig } from '../lab/records/tuning.js';
import { hasBatches } from './critical-batch.js';
import { distinct, rowsAlong, type BestRuns } from './power-law-rows.js';
import { sizes, type Size } from './table/six-nd.js';
import { assumedOf, mixedConfigurations, type MeasuredPoint, type PointTable } from './table/point-table.js';
import { tuneRows } from './table/tune-rows.js';

export interface TablePoint {
  readonly x: number;
  readonly loss: number;
  readonly standardError: number | null;
  /** Null where the table does not say. */
  readonly learningRate: number | null;
  readonly excluded: string | null;
}

export interface TablePowerLaw {
  readonly axis: Size;
  /** Which rows its points are, as a sentence; '' where there are none. */
  readonly from: string;
  readonly points: readonly TablePoint[];
  /** The rows of these points; none where they are the best of each compute. */
  readonly rows: readonly MeasuredPoint[];
  readonly fit: PowerLawResult;
  readonly alternatives: readonly PowerLawResult[];
  readonly undecided: boolean;
  readonly theory: null;
  readonly knownFloor: number | null;
  /** Sentences for sizes that are computed. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

/** `free` or `none`, a known value, or null for what the points favour. */
export type FloorOption = 'free' | 'none' | number | null;

export interface PowerLawRequest {
  readonly floor: FloorOption;
  /** All rows, those of one x averaged, in place of those between which nothing else changes. */
  readonly allRows: boolean;
  /** Least relative residual from which on errors count linearly (Huber; wider where the noise is); null for least squares. */
  readonly huber: number | null;
}

/**
 * Fits the table along an axis. Rows of one x are one point: tuned over their learning rates, a geometric mean over the rest. Throws
 * InputError if the table has no such column.
 */
export function powerLawOfTable(
  table: PointTable,
  axis: Size,
  { floor, allRows, huber }: PowerLawRequest,
  best: BestRuns,
): TablePowerLaw {
  requireAxis(table, axis);
  const rows = allRows ? ({ type: 'rows', table, from: 'All rows.' } as const) : rowsAlong(table, axis, best);
  const head = {
    axis,
    theory: null,
    knownFloor: typeof floor === 'number' ? floor : null,
    assumed: assumedOf(table, [axis]),
  };
  if (rows.type === 'refused') {
    return { ...head, from: '', points: [], rows: [], ...none(rows.reason), warnings: [] };
  }
  const points = rows.type === 'rows' ? pointsOf(rows.table, axis) : rows.best.map(pointOfBest);
  const {
    chosen: fit,
    alternatives,
    undecided,
  } = fitAs(
    points.filter(({ excluded }) => excluded === null),
    { floor, huber },
  );
  const warnings =
    rows.type === 'rows'
      ? [...mixedConfigurations(rows.table), ...warningsOf(rows.table.points, axis)]
      : rows.warnings;
  const hasOutliers = fit.type === 'fit' && fit.outliers.length > 0;
  return {
    ...head,
    from: rows.from,
    points,
    rows: rows.type === 'rows' ? rows.table.points : [],
    fit,
    alternatives,
    undecided,
    warnings: hasOutliers ? [...warnings, ABOUT_OUTLIERS] : warnings,
  };
}

const ABOUT_OUTLIERS =
  'Check what lies far off, and leave it out if it is wrong, or fit by Huber’s loss, which gives it little weight.';

/** The first axis along which the table has a law, else the first that varies. Throws InputError where none varies. */
export function defaultAxis(laws: Readonly<Record<Size, TablePowerLaw>>, table: PointTable): Size {
  const there = sizes.filter((axis) => table.columns[axis] !== undefined);
  if (there.length === 0) {
    const missing = 'there is no column N, D or C: a law needs sizes beside its losses';
    throw new InputError(
      hasBatches(table)
        ? `${missing}. Batch sizes and steps have one of their own: try critical-batch`
        : missing,
    );
  }
  const varying = there.filter((axis) => distinct(table.points, axis).size > 1);
  if (varying.length === 0) {
    throw new InputError(`${there.join(' and ')} never varies; a law needs several sizes`, there[0]);
  }
  return varying.find((axis) => laws[axis].fit.type === 'fit') ?? varying[0];
}

function requireAxis({ columns }: PointTable, axis: Size): void {
  if (columns[axis] !== undefined) return;
  const there = sizes.filter((size) => columns[size] !== undefined).join(' and ');
  throw new InputError(`there is no column ${axis}; the table has ${there === '' ? 'no size' : there}`, axis);
}

function none(reason: string): Pick<TablePowerLaw, 'fit' | 'alternatives' | 'undecided'> {
  return { fit: { type: 'refused', reason }, alternatives: [], undecided: false };
}

function fitAs(
  points: readonly TablePoint[],
  { floor, huber }: Pick<PowerLawRequest, 'floor' | 'huber'>,
): PowerLawChoice {
  const choose = (options: Pick<PowerLawOptions, 'huber'>): PowerLawChoice =>
    floor !== 'free' && floor !== 'none'
      ? choosePowerLaw(points, floor, options)
      : {
          chosen: fitPowerLaw(points, { floor: { type: floor }, ...options }),
          alternatives: [],
          undecided: false,
        };
  return huber === null ? choose({}) : chooseRobustly(huber, choose);
}

/** A point for each x, in ascending order. */
function pointsOf({ points, failed }: PointTable, axis: Size): readonly TablePoint[] {
  const rows = [...points, ...failed].filter((row) => row[axis] !== null);
  const groups = [...groupBy(rows, (row) => row[axis] ?? NaN)].map(([x, group]) => ({
    x,
    group,
    tuned: tuneRows(group),
  }));
  const pooled = pooledSeedVariance(groups.map(({ tuned }) => tuned));
  return groups.map(({ x, group, tuned }) => pointOf(x, group, tuned, pooled)).sort((a, b) => a.x - b.x);
}

function pointOf(
  x: number,
  group: readonly MeasuredPoint[],
  tuned: TunedConfig | null,
  pooled: number | null,
): TablePoint {
  if (!tuned) {
    return { x, loss: NaN, standardError: null, learningRate: null, excluded: 'no finished loss' };
  }
  const loss = Math.exp(tuned.logLoss);
  const own = group.some(({ loss_se }) => loss_se !== null) ? Math.sqrt(tuned.evaluationVariance) : null;
  const deviation = logDeviation(tuned, pooled) ?? own;
  return {
    x,
    loss,
    standardError: deviation === null ? null : loss * deviation,
    learningRate: group.some(({ lr }) => lr !== null) ? tuned.learningRate : null,
    excluded: null,
  };
}

function pointOfBest({ x, loss }: { readonly x: number; readonly loss: number }): TablePoint {
  return { x, loss, standardError: null, learningRate: null, excluded: null };
}

function warningsOf(rows: readonly MeasuredPoint[], axis: Size): string[] {
  const warnings: string[] = [];
  const without = rows.filter((row) => row[axis] === null).length;
  if (without > 0) warnings.push(`${without} rows have no ${axis} and are left out.`);
  const groups = [...groupBy(rows, (row) => row[axis]).values()];
  for (const other of sizes) {
    if (other !== axis && groups.some((group) => distinct(group, other).size > 1)) {
      warnings.push(
        `At one ${axis} the table has several ${other}: a law along ${axis} needs ${other} fixed.`,
      );
    }
  }
  return warnings;
}

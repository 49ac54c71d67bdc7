// A loss surface from a table of points, ours or anyone's. C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { fitLossSurface } from '../fit/surface/fit.js';
import { predictLossSurface } from '../fit/surface/predict.js';
import type {
  LossSurfaceFit,
  LossSurfaceOptions,
  LossSurfaceRefusal,
  SurfacePoint,
} from '../fit/surface/surface.js';
import type { Prediction } from '../fit/goodness/prediction.js';
import type { MeasuredPoint, PointTable } from './table/point-table.js';
import { cooledRows } from './table/cooled.js';
import { mixedConfigurations } from './table/mixed.js';

export interface HeldOutPoint extends SurfacePoint {
  readonly prediction: Prediction;
}

export interface TableSurface {
  /** Rows that were fitted. */
  readonly rows: number;
  readonly fit: LossSurfaceFit | LossSurfaceRefusal;
  /** The other rows with what the fit foretells of them; none where it is refused. */
  readonly heldOut: readonly HeldOutPoint[];
  readonly warnings: readonly string[];
}

interface UsableRow extends SurfacePoint {
  readonly row: MeasuredPoint;
}

/**
 * Fits the rows that `trained` keeps and foretells the others. At each N and D only rows at the best learning rate count.
 * Throws InputError for a table without the columns, or, with its line, for a value that is not above 0.
 */
export function surfaceOfTable(
  table: PointTable,
  trained: (row: MeasuredPoint) => boolean,
  options: LossSurfaceOptions,
): TableSurface {
  const { points: tuned, warnings } = surfacePointsOfTable(table);
  const fitted = tuned.filter(({ row }) => trained(row));
  const others = tuned.filter(({ row }) => !trained(row));
  const fit = fitLossSurface(fitted, options);
  const heldOut =
    fit.type === 'refused'
      ? []
      : others.map(({ N, D, loss }) => ({ N, D, loss, prediction: predictLossSurface(fit, N, D) }));
  return { rows: fitted.length, fit, heldOut, warnings };
}

/**
 * The rows that a surface is fitted to, at the best learning rate of their N and D. Throws InputError for a table without the
 * columns, or, with its line, for a value that is not above 0.
 */
export function surfacePointsOfTable(given: PointTable): {
  readonly points: readonly UsableRow[];
  readonly warnings: readonly string[];
} {
  const { table, warnings: left } = cooledRows(given);
  const warnings = [...left, ...mixedConfigurations(table)];
  const usable = usableRows(table, warnings);
  const points = atBestLearningRate(usable);
  const untuned = usable.length - points.length;
  if (untuned > 0) {
    warnings.push(`${untuned} rows at other than the best learning rate of their N and D are left out.`);
  }
  return { points, warnings };
}

/** Rows with N, D and a loss of a finished run. */
function usableRows({ columns, names, points }: PointTable, warnings: string[]): readonly UsableRow[] {
  const dataFromCompute = columns.D === undefined;
  if (columns.N === undefined || (dataFromCompute && columns.C === undefined)) {
    throw new InputError(`a loss surface needs columns N and D; the file has ${names.join(', ')}`);
  }
  if (dataFromCompute) warnings.push('There is no column D: it is taken to be C / (6 N).');
  const usable = points.flatMap((row): UsableRow[] => {
    const { N, C, loss, outcome, line } = row;
    const D = dataFromCompute ? (C === null || N === null ? null : C / (6 * N)) : row.D;
    if (N === null || D === null || loss === null || !['', 'finished'].includes(outcome)) return [];
    for (const [quantity, value] of Object.entries({ N, D, loss })) {
      if (value > 0) continue;
      throw new InputError(`line ${line}: ${quantity} is ${value}; expected a number above 0`, quantity);
    }
    return [{ N, D, loss, standardError: row.loss_se, row }];
  });
  const missing = points.length - usable.length;
  if (missing > 0) warnings.push(`${missing} rows have no N, no D or no finished loss and are left out.`);
  return usable;
}

/** Of each N and D the rows at the learning rate with the lowest geometric mean loss; all where the table names none. */
function atBestLearningRate(rows: readonly UsableRow[]): readonly UsableRow[] {
  const kept = new Set<UsableRow>();
  for (const cell of groupBy(rows, ({ N, D }) => `${N} ${D}`).values()) {
    const sweeps = [...groupBy(cell, ({ row }) => row.lr).values()];
    const meanLog = (lrSweep: readonly UsableRow[]): number =>
      lrSweep.reduce((sum, { loss }) => sum + Math.log(loss), 0) / lrSweep.length;
    for (const row of sweeps.reduce((best, sweep) => (meanLog(sweep) < meanLog(best) ? sweep : best)))
      kept.add(row);
  }
  return rows.filter((row) => kept.has(row));
}

// What repeated data are worth, from a table of points. D samples or tokens seen, N parameters, U unique ones.

import { InputError } from '../base/errors.js';
import { fitLossSurface } from '../fit/surface/fit.js';
import type { LossSurfaceFit, LossSurfaceRefusal } from '../fit/surface/surface.js';
import {
  fitRepeatedData,
  type RepeatedDataFit,
  type RepeatedDataRefusal,
  type RepeatedPoint,
} from '../fit/other/repeated-data.js';
import { findColumn, type PointTable } from './table/point-table.js';
import { readQuantity } from './table/quantity.js';
import { cooledRows } from './table/cooled.js';
import { mixedConfigurations } from './table/mixed.js';

export interface TableRepeat {
  readonly rows: number;
  readonly points: readonly RepeatedPoint[];
  /** The surface of the rows that see no sample twice. */
  readonly surface: LossSurfaceFit | LossSurfaceRefusal;
  readonly fit: RepeatedDataFit | RepeatedDataRefusal;
  readonly warnings: readonly string[];
}

const uniqueNames = ['u', 'dunique', 'uniquesamples', 'uniquetokens', 'unique'];
const seenNames = [
  'd',
  'tokens',
  'dtokens',
  'tokensseen',
  'samples',
  'examples',
  'trainingtokens',
  'ntokens',
];
/** Rounding of whole batches. */
const ONCE = 1.01;

/** Whether the table tells N, samples seen and unique samples apart. */
export function hasUniqueSamples({ columns, names }: PointTable): boolean {
  return [columns.N, findColumn(names, uniqueNames), findColumn(names, seenNames)].every(
    (column) => column !== undefined,
  );
}

/** Fits a surface to the rows without repetition, and both decays to all. Throws InputError for a table without the columns. */
export function repeatOfTable(given: PointTable): TableRepeat {
  const { table, warnings: left } = cooledRows(given);
  const { columns, names, points: rows } = table;
  const [unique, seen] = [findColumn(names, uniqueNames), findColumn(names, seenNames)];
  if (columns.N === undefined || unique === undefined || seen === undefined) {
    throw new InputError(
      `repeated data need columns N, D and U (unique samples); the file has ${names.join(', ')}`,
    );
  }
  const points = rows.flatMap(({ N, loss, cells, outcome }): RepeatedPoint[] => {
    if (N === null || loss === null || !['', 'finished'].includes(outcome)) return [];
    return [{ N, D: readQuantity(cells[seen]) ?? NaN, U: readQuantity(cells[unique]) ?? NaN, loss }];
  });
  const surface = fitLossSurface(points.filter(({ D, U }) => D <= ONCE * U));
  const warnings = [...left, ...mixedConfigurations(table)];
  if (surface.type === 'refused') {
    const reason = `The rows that see no sample twice give no surface to compare with. ${surface.reason}`;
    return { rows: points.length, points, surface, fit: { type: 'refused', reason }, warnings };
  }
  return {
    rows: points.length,
    points,
    surface,
    fit: fitRepeatedData(points, surfaceNumbers(surface)),
    warnings,
  };
}

function surfaceNumbers({ E, A, B, alpha, beta }: LossSurfaceFit) {
  return { E, A, B, alpha, beta };
}

// What repeated data are worth, from a table of points. D samples or tokens seen, N parameters, U unique ones.

import { InputError } from '../base/errors.js';
import { formatNumber } from '../base/format.js';
import { fitLossSurface } from '../fit/surface/fit.js';
import type { LossSurfaceFit, LossSurfaceRefusal } from '../fit/surface/surface.js';
import { fitRepeatedJointly } from '../fit/other/repeated-joint.js';
import {
  type RepeatedDataFit,
  type RepeatedDataRefusal,
  type RepeatedPoint,
} from '../fit/other/repeated-data.js';
import { levelWords, rangeWords, type Recipe } from './recipe.js';
import { mixedConfigurations, type PointTable } from './table/point-table.js';

export interface TableRepeat {
  readonly points: readonly RepeatedPoint[];
  /** Rows of the table. */
  readonly given: number;
  /** The surface of the rows that see no sample twice, from which the fit starts. */
  readonly surface: LossSurfaceFit | LossSurfaceRefusal;
  readonly fit: RepeatedDataFit | RepeatedDataRefusal;
  readonly warnings: readonly string[];
}

/** Rounding of whole batches. */
const ONCE = 1.01;

/** Whether the table has N, samples seen and unique samples. */
export function hasUniqueSamples({ columns: { N, seen, unique } }: PointTable): boolean {
  return [N, seen, unique].every((column) => column !== undefined);
}

/** Fits the surface and both decays together, beginning with a surface of the rows without repetition. Throws InputError for a table without the columns. */
export function repeatOfTable(table: PointTable): TableRepeat {
  if (!hasUniqueSamples(table)) {
    throw new InputError(
      `repeated data need columns N, D and U (unique samples); the file has ${table.names.join(', ')}`,
    );
  }
  const points = table.points.flatMap(({ N, seen, unique, loss }): RepeatedPoint[] =>
    N === null ? [] : [{ N, D: seen ?? NaN, U: unique ?? NaN, loss }],
  );
  const surface = fitLossSurface(points.filter(({ D, U }) => D <= ONCE * U));
  const warnings = mixedConfigurations(table);
  const head = { points, given: table.points.length, surface, warnings };
  return { ...head, fit: fitRepeatedJointly(points, surface.type === 'fit' ? surface : null) };
}

/** What further epochs are worth, in sentences; of a refusal, its reason. */
export function repeatInWords({ fit }: TableRepeat): string {
  if (fit.type === 'refused') return fit.reason;
  return (
    `Each further epoch is worth less than the one before: after R_D = ${formatNumber(fit.dataDecay)} of them, repeated data are worth 63 % ` +
    'of as many fresh ones, and any number of epochs is worth no more than 1 + R_D times the unique data.'
  );
}

/** How it was fitted; `counts` say what N and D are. */
export function repeatRecipe({ fit, given }: TableRepeat, counts: Recipe): Recipe {
  const head: Recipe = [
    ['Form', 'Muennighoff et al. 2023: Chinchilla’s surface of effective N and D, with decays R_N and R_D'],
    ...counts,
  ];
  if (fit.type === 'refused') return [...head, ['Refused', fit.reason]];
  const { method, pointCount, repeatedCount } = fit;
  const loss =
    method.huber === null ? 'squared residuals' : `Huber’s loss, delta ${method.huber}, of residuals`;
  return [
    ...head,
    ['Points', `${pointCount} used of ${given}, ${repeatedCount} of them repeat data`],
    ['Objective', `sum of ${loss} of log loss; the surface and both decays together`],
    [
      'Starts',
      `a surface of the rows without repetition, with decays of ${method.grid.count} values ${rangeWords(method.grid.range)}, and three others`,
    ],
    ['Intervals', `${levelWords(method)}, profile of the objective`],
  ];
}

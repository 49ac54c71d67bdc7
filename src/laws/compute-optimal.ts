// The compute-optimal size from a table of points, ours or anyone's. C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { formatNumber } from '../base/format.js';
import { groupBy } from '../base/group-by.js';
import { fitFrontier, type FrontierResult } from '../fit/isoflop/frontier.js';
import { fitIsoflop } from '../fit/isoflop/fit.js';
import type { IsoflopPoint, IsoflopResult, Optimum } from '../fit/isoflop/isoflop.js';
import { levelWords, reasons, type Recipe } from './recipe.js';
import { assumedOf, mixedConfigurations, type MeasuredPoint, type PointTable } from './table/point-table.js';
import { tuneRows } from './table/tune-rows.js';

export const sizeAxes = ['N', 'D'] as const;
export type SizeAxis = (typeof sizeAxes)[number];

/** A fit with what should be known beside it. */
interface OfTable<Fit> {
  readonly axis: SizeAxis;
  /** Rows of the table that were used, of those given. */
  readonly rows: number;
  readonly given: number;
  readonly fit: Fit;
  /** Sentences for sizes that are computed. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

export type TableIsoflop = OfTable<IsoflopResult>;
export type TableFrontier = OfTable<FrontierResult>;

/** Optimal N or D for each budget of the table, and the power law through them. Throws as `readRuns` does. */
export function isoflopOfTable(table: PointTable, axis: SizeAxis, optimum: Optimum): TableIsoflop {
  const { points, ...runs } = readRuns(table, axis);
  return { axis, ...runs, fit: fitIsoflop(points, { optimum, axis }) };
}

/**
 * N or D on the lower envelope of the table's losses over C, points of training curves among them, and the power law through these.
 * Throws as `readRuns` does.
 */
export function frontierOfTable(table: PointTable, axis: SizeAxis): TableFrontier {
  const { points, ...runs } = readRuns(table, axis);
  const onTheWay = table.points.filter(({ cooled }) => !cooled).length;
  const warnings =
    onTheWay === 0
      ? runs.warnings
      : [
          ...runs.warnings,
          `${onTheWay} rows are points of training curves, before the learning rate came down: their losses are too high, the more so the ` +
            'earlier in a run, and favour small models. Approaches 2 and 3 leave them out.',
        ];
  return { axis, ...runs, warnings, fit: fitFrontier(points, axis) };
}

/** What compute buys, in a sentence; of a refusal, its reason. */
export function computeOptimalInWords({ axis, fit }: TableIsoflop | TableFrontier): string {
  if (fit.type === 'refused') return fit.reason;
  return `Ten times the compute calls for ${formatNumber(10 ** fit.exponent)} times the ${axis}.`;
}

const optimumWords: Readonly<Record<Optimum, string>> = {
  centred: 'a parabola of log loss centred on its vertex',
  parabola: 'a parabola of loss centred on the lowest run',
  spline: 'a spline of log loss',
};

/** How isoFLOP minima were fitted; `counts` say what N and C are. */
export function isoflopRecipe({ fit, rows, given }: TableIsoflop, counts: Recipe): Recipe {
  const { method, budgets } = fit;
  const { axis, optimum } = method;
  const left = budgets.flatMap(({ rejected }) => rejected ?? []);
  return [
    [
      'Form',
      `${axis}* = k C^a through the minimum of each budget, by ${optimumWords[optimum]} over log ${axis}`,
    ],
    ...counts,
    [
      'Points',
      `${rows} of ${given} rows in ${budgets.length} budgets, ${left.length} of these left out${reasons(left)}`,
    ],
    [
      'Objective',
      `least squares of log ${axis}* on log C${optimum === 'centred' ? ', each weighted by its error' : ''}`,
    ],
    ['Optimiser', 'closed form'],
    ['Starts', 'none'],
    ['Intervals', `${levelWords(method)}, Student t on the scatter of the minima about the line`],
  ];
}

/** How the envelope was fitted; `counts` say what N and C are. */
export function frontierRecipe({ fit, rows, given }: TableFrontier, counts: Recipe): Recipe {
  const { method, envelope } = fit;
  const { axis } = method;
  const left = envelope.flatMap(({ rejected }) => rejected ?? []);
  return [
    ['Form', `${axis}* = k C^a through the runs that no run with as little compute beats`],
    ...counts,
    [
      'Points',
      `${envelope.length - left.length} on the envelope of ${rows} rows of ${given}, ${left.length} left out${reasons(left)}`,
    ],
    ['Objective', `least squares of log ${axis} on log C`],
    ['Optimiser', 'closed form'],
    ['Starts', 'none'],
    [
      'Intervals',
      `${levelWords(method)}, Student t on the scatter about the line; neighbours on an envelope are not independent`,
    ],
  ];
}

/**
 * The runs of the table by compute and size. Rows of one C and size are one point: tuned over their learning rates, a geometric
 * mean over the rest. Throws InputError for a table without the columns.
 */
function readRuns(
  table: PointTable,
  axis: SizeAxis,
): Pick<TableIsoflop, 'rows' | 'given' | 'assumed' | 'warnings'> & {
  readonly points: readonly IsoflopPoint[];
} {
  const has = (row: MeasuredPoint): boolean => row.C !== null && row[axis] !== null;
  const rows = table.points.filter(has);
  if (rows.length === 0) {
    throw new InputError(
      `the compute-optimal ${axis} needs columns C and ${axis}, or N and D; the file has ${table.names.join(', ')}`,
    );
  }
  const cells = groupBy([...rows, ...table.failed.filter(has)], (row) => `${row.C} ${row[axis]}`);
  const points = [...cells.values()].flatMap((group): IsoflopPoint[] => {
    const [{ C, [axis]: x }] = group;
    const tuned = tuneRows(group);
    return tuned === null || C === null || x === null ? [] : [{ C, x, loss: Math.exp(tuned.logLoss) }];
  });
  const warnings: string[] = [];
  const missing = table.points.length - rows.length;
  if (missing > 0) warnings.push(`${missing} rows have no C or no ${axis} and are left out.`);
  const unfinished = cells.size - points.length;
  if (unfinished > 0) warnings.push(`${unfinished} sizes have no finished loss and are left out.`);
  return {
    rows: rows.length,
    given: table.points.length,
    points,
    assumed: assumedOf(table, ['C', axis]),
    warnings: [...warnings, ...mixedConfigurations(table)],
  };
}

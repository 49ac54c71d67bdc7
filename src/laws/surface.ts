// A loss surface from a table of points, ours or anyone's. C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { formatNumber } from '../base/format.js';
import { fitLossSurface, surfaceMethod } from '../fit/surface/fit.js';
import { predictLossSurface } from '../fit/surface/predict.js';
import type {
  LossSurfaceFit,
  LossSurfaceOptions,
  LossSurfaceRefusal,
  Robust,
  SurfaceFitMethod,
  SurfacePoint,
} from '../fit/surface/surface.js';
import { outOfReach, type Prediction } from '../fit/goodness/prediction.js';
import { levelWords, percentWords, rangeWords, type Recipe } from './recipe.js';
import { meets, type Condition } from './table/filters.js';
import { assumedOf, mixedConfigurations, type MeasuredPoint, type PointTable } from './table/point-table.js';

/** What a surface predicts; null out of its reach. */
function within(fit: LossSurfaceFit, N: number, D: number): Prediction | null {
  const isOut = outOfReach('N', N, fit.rangeN) ?? outOfReach('D', D, fit.rangeD);
  return isOut === null ? predictLossSurface(fit, N, D) : null;
}

/** Huber's loss with the delta of Hoffmann et al. 2022, in log loss: gives outliers little weight. */
export const HUBER_DELTA = 1e-3;
export const HUBER: Robust = { type: 'huber', delta: HUBER_DELTA };

export interface HeldOutPoint extends SurfacePoint {
  /** Null out of the law's reach. */
  readonly prediction: Prediction | null;
}

/** The rows that a surface is fitted to. */
export interface SurfaceRows {
  readonly points: readonly UsableRow[];
  /** Rows of the table. */
  readonly given: number;
  /** Sentences for sizes that are computed. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

interface UsableRow extends SurfacePoint {
  readonly row: MeasuredPoint;
}

export interface SurfaceRequest extends LossSurfaceOptions {
  /** Fits the rows that meet these conditions and predicts the others. */
  readonly train: readonly Condition[];
}

export interface TableSurface extends Omit<SurfaceRows, 'points'> {
  /** What was fitted. */
  readonly points: readonly SurfacePoint[];
  readonly fit: LossSurfaceFit | LossSurfaceRefusal;
  /** How it was fitted, or was to be. */
  readonly method: SurfaceFitMethod;
  /** The other rows with what the fit predicts for them; none where it is refused. */
  readonly heldOut: readonly HeldOutPoint[];
}

/** Fits the surface. Throws InputError for conditions on columns that are not there, or that no row meets. */
export function surfaceOfRows(
  { points, ...rows }: SurfaceRows,
  { names }: PointTable,
  { train, ...options }: SurfaceRequest,
): TableSurface {
  const isTrained = meets(names, train);
  const trained = (row: UsableRow): boolean => isTrained((column) => row.row.cells[column]);
  const fitted = points.filter(trained);
  if (fitted.length === 0 && train.length > 0) {
    const text = train.map(({ column, value }) => `${column}=${value}`).join(' ');
    throw new InputError(`no row has ${text}`, train[0].column);
  }
  const fit = fitLossSurface(fitted, options);
  const others = fit.type === 'refused' ? [] : points.filter((row) => !trained(row));
  const heldOut = others.map(({ N, D, loss }) => ({
    N,
    D,
    loss,
    prediction: within(fit as LossSurfaceFit, N, D),
  }));
  return { ...rows, points: fitted, fit, method: surfaceMethod(options), heldOut };
}

/** The rows that have N and D. Throws InputError for a table without the columns. */
export function surfaceRowsOf(table: PointTable): SurfaceRows {
  const { columns, names, points } = table;
  if (columns.N === undefined || columns.D === undefined) {
    throw new InputError(`a loss surface needs columns N and D; the file has ${names.join(', ')}`);
  }
  const usable = points.flatMap((row): UsableRow[] => {
    const { N, D, loss, loss_se: standardError } = row;
    return N === null || D === null ? [] : [{ N, D, loss, standardError, row }];
  });
  const warnings = [...mixedConfigurations(table)];
  const missing = points.length - usable.length;
  if (missing > 0) warnings.push(`${missing} rows have no N or no D and are left out.`);
  return { points: usable, given: points.length, assumed: assumedOf(table, ['N', 'D']), warnings };
}

/** The surface as an equation; of a refusal, its reason. */
export function surfaceInWords({ fit }: TableSurface): string {
  if (fit.type === 'refused') return fit.reason;
  const [E, A, B, alpha, beta] = [fit.E, fit.A, fit.B, fit.alpha, fit.beta].map((value) =>
    formatNumber(value),
  );
  const { residuals, robust } = fit.method;
  const loss = { none: 'least squares', huber: 'Huber’s loss', absolute: 'absolute residuals' }[robust.type];
  return `L = ${E} + ${A} N^−${alpha} + ${B} D^−${beta}, ${loss} of ${residuals === 'log' ? 'log loss' : 'the loss'}.`;
}

/** How the surface was fitted; `counts` say what N and D are. */
export function surfaceRecipe(
  { fit, points, given, method }: Pick<TableSurface, 'fit' | 'points' | 'given' | 'method'>,
  counts: Recipe,
): Recipe {
  const { residuals, robust, tied } = method;
  const of = residuals === 'log' ? 'residuals of log loss' : 'residuals of the loss';
  const objective = {
    none: `sum of squared ${of}, points with errors of their own weighted by these`,
    huber: `sum of Huber's loss of ${of}${robust.type === 'huber' ? `, delta ${robust.delta}` : ''}`,
    absolute: `sum of absolute ${of}`,
  }[robust.type];
  return [
    ['Form', `L = E + A N^-alpha + B D^-beta, E, A, B at least 0${tied ? ', alpha = beta' : ''}`],
    ...counts,
    ['Points', `${points.length} used of ${given}`],
    ['Objective', objective],
    ['Optimiser', 'Newton’s method with Levenberg’s damping, ended by the step, not by the value'],
    ['Starts', surfaceStartWords(method)],
    [
      'Intervals',
      `${levelWords(method)}, delta method with Student t` +
        (robust.type === 'none' ? ', of E by profile likelihood' : ' and robust deviations') +
        `; a bootstrap is of rows, with fewer than ${method.fewestPointsToDraw} of them of inflated residuals`,
    ],
    ...(fit.type === 'refused' ? ([['Refused', fit.reason]] as const) : []),
  ];
}

/** Where the search for a surface starts: 4 of 22 x 22 exponents. */
export function surfaceStartWords({ starts, restartBeside, tied }: SurfaceFitMethod): string {
  const { count, range, followed, besides } = starts;
  const pairs = tied ? String(count) : `${count} x ${count}`;
  return (
    `the ${followed} lowest minima among ${pairs} exponents ${rangeWords(range)}` +
    (besides.length > 0 ? `, exponents of ${besides.join(' and ')} besides` : '') +
    `, E, A, B by non-negative least squares; again from ${percentWords(restartBeside)} beside the end`
  );
}

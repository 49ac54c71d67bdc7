// What a table of points predicts: the loss of a run of some N, D or C, and the best run for a budget.
//
// C training FLOPs, D samples or tokens, N parameters.

import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { InputError } from '../../base/errors.js';
import { chooseSurface, predictSurfaceChoice, type SurfaceChoice } from '../../fit/surface/forms/choose.js';
import { forecast, tooFar, type Forecast } from './forecast.js';
import { timesBeyond } from '../../fit/goodness/prediction.js';
import type { PlanRefusal } from './planner.js';
import { planningLine, planningSurface, type PlanningLaw } from './planning-law.js';
import type { PointTable } from '../table/point-table.js';
import { lawOfTable, tableAxes, type TableAxis, type TableLaw } from '../power-law.js';
import { surfaceOfTable, surfacePointsOfTable } from '../surface.js';

/** The run to predict: one axis for a law along it, N and D for a surface. */
export type TableTarget = Readonly<Partial<Record<TableAxis, number>>>;

/** The surface that the rows favour, with the forms that they do not rule out. */
export interface TableSurfaceChoice {
  readonly rows: number;
  readonly choice: SurfaceChoice | Pick<SurfaceChoice, 'refused'>;
}

export interface TableForecast {
  readonly law: TableLaw | TableSurfaceChoice;
  readonly target: TableTarget;
  readonly forecast: Forecast;
  /** Sentences for people, on the table and on the forecast. */
  readonly warnings: readonly string[];
}

/** What the table predicts for a run. `floor` as in `lawOfTable`. Throws InputError where it lacks a column. */
export function forecastOfTable(
  table: PointTable,
  target: TableTarget,
  floor: 'free' | 'none' | number | null,
): TableForecast {
  const axes = tableAxes.filter((axis) => target[axis] !== undefined);
  const { N, D } = target;
  if (axes.length === 2 && N !== undefined && D !== undefined) {
    const { points, warnings } = surfacePointsOfTable(table);
    const law = { rows: points.length, choice: chooseSurface(points) };
    const said = forecastOfSurface(law, N, D);
    return { law, target, forecast: said, warnings: [...warnings, ...warningsOf(said)] };
  }
  const [axis] = axes;
  if (axes.length !== 1) throw new InputError('a forecast is for one of N, D and C, or for N and D together');
  const law = lawOfTable(table, axis, floor);
  const said = forecast({ ...law, chosen: law.fit }, target[axis] ?? NaN);
  return { law, target, forecast: said, warnings: [...law.warnings, ...warningsOf(said)] };
}

function forecastOfSurface({ choice }: TableSurfaceChoice, N: number, D: number): Forecast {
  if (!('best' in choice)) return { type: 'refused', reason: choice.refused[0].reason };
  const { best, survivors } = choice;
  const prediction = predictSurfaceChoice(choice, N, D);
  const { rangeN, rangeD, warnings } = best.fit;
  for (const [axis, size, range] of [
    ['N', N, rangeN],
    ['D', D, rangeD],
  ] as const) {
    const extrapolation = timesBeyond(range, size);
    if (extrapolation > EXTRAPOLATION_LIMIT)
      return { type: 'refused', reason: tooFar(axis, size, { extrapolation }, range) };
  }
  const spans = `The interval spans the forms that fit these points about equally well: ${survivors.map(({ law }) => law).join(', ')}.`;
  return { type: 'forecast', prediction, warnings: survivors.length > 1 ? [...warnings, spans] : warnings };
}

function warningsOf(said: Forecast): readonly string[] {
  return said.type === 'forecast' ? said.warnings : [];
}

/**
 * The law that plans are made by: a surface where N and D both vary, unless `axis` asks for a law along one. Throws InputError
 * where the table lacks a column.
 */
export function planningLawOfTable(
  table: PointTable,
  axis: TableAxis | null,
  floor: 'free' | 'none' | number | null,
): PlanningLaw | PlanRefusal {
  const varies = (name: TableAxis): boolean => new Set(table.points.map((point) => point[name])).size > 1;
  if (axis === null && varies('N') && varies('D')) {
    const { fit } = surfaceOfTable(table, () => true, {});
    return fit.type === 'refused' ? fit : planningSurface(fit, table.points);
  }
  const law = lawOfTable(table, axis, floor);
  return law.fit.type === 'refused' ? law.fit : planningLine({ ...law, chosen: law.fit }, table.points);
}

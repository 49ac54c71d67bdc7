// What a table of points predicts: the loss of a run of some N, D or C, and the best run for a budget.
//
// C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../../base/errors.js';
import { predictSurfaceChoice } from '../../fit/surface/forms/choose.js';
import { outOfReach } from '../../fit/goodness/prediction.js';
import { forecast, type Forecast } from './forecast.js';
import type { PlanRefusal } from './planner.js';
import { planningLine, planningSurface, type PlanningLaw } from './planning-law.js';
import { defaultAxis, type PowerLawRequest, type TablePowerLaw } from '../power-law.js';
import { sizes, type Size } from '../table/six-nd.js';
import type { TableSurfaceForms } from '../surface-forms.js';
import { lawsOfTable } from '../table-laws.js';
import type { PointTable } from '../table/point-table.js';

/** The run that is asked for; one axis for a law along it, N and D for a surface. */
export type TableTarget = Readonly<Partial<Record<Size, number>>>;

export interface TableForecast {
  /** The surface that the rows favour, with those that they do not rule out; or the power law along the axis. */
  readonly law: TablePowerLaw | TableSurfaceForms;
  readonly target: TableTarget;
  readonly forecast: Forecast;
  /** Sentences for people, on the table and on the forecast. */
  readonly warnings: readonly string[];
}

/** What the table predicts for a run. Throws InputError where it lacks a column. */
export function forecastOfTable(
  table: PointTable,
  target: TableTarget,
  request: Partial<PowerLawRequest>,
): TableForecast {
  const laws = lawsOfTable(table, { power: request });
  const axes = sizes.filter((axis) => target[axis] !== undefined);
  const { N, D } = target;
  if (axes.length === 2 && N !== undefined && D !== undefined) {
    const law = laws.forms;
    const said = forecastOfSurface(law.choice, N, D);
    return { law, target, forecast: said, warnings: [...law.assumed, ...law.warnings, ...warningsOf(said)] };
  }
  const [axis] = axes;
  if (axes.length !== 1) throw new InputError('a forecast is for one of N, D and C, or for N and D together');
  const law = laws.power[axis];
  const said = forecast({ ...law, chosen: law.fit }, target[axis] ?? NaN);
  return { law, target, forecast: said, warnings: [...law.assumed, ...law.warnings, ...warningsOf(said)] };
}

/** The loss of a run of N and D by the surface that the rows favour, and by those that they do not rule out. */
export function forecastOfSurface(choice: TableSurfaceForms['choice'], N: number, D: number): Forecast {
  if (!('best' in choice)) return { type: 'refused', reason: choice.refused[0].reason };
  const { best, survivors } = choice;
  const prediction = predictSurfaceChoice(choice, N, D);
  const { rangeN, rangeD, warnings } = best.fit;
  const reason = outOfReach('N', N, rangeN) ?? outOfReach('D', D, rangeD);
  if (reason !== null) return { type: 'refused', reason };
  const spans = `The interval spans the forms that fit these points about equally well: ${survivors.map(({ law }) => law).join(', ')}.`;
  const { warning } = prediction;
  return {
    type: 'forecast',
    prediction,
    warnings: [...warnings, ...(survivors.length > 1 ? [spans] : []), ...(warning === null ? [] : [warning])],
  };
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
  axis: Size | null,
  request: Partial<PowerLawRequest>,
): PlanningLaw | PlanRefusal {
  const laws = lawsOfTable(table, { power: request });
  const varies = (size: Size): boolean => new Set(table.points.map((point) => point[size])).size > 1;
  if (axis === null && varies('N') && varies('D')) {
    const { fit } = laws.surface;
    return fit.type === 'refused' ? fit : planningSurface(fit, table.points);
  }
  const law = laws.power[axis ?? defaultAxis(laws.power, table)];
  if (law.fit.type === 'refused') return law.fit;
  return planningLine({ ...law, chosen: law.fit }, law.rows.length > 0 ? law.rows : table.points);
}

// What the laws of a table are good for: forecasts, plans, and comparison with other laws. Plain data, which the page keeps.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { InputError } from '../../base/errors.js';
import type { SurfaceChoice } from '../../fit/surface/forms/choose.js';
import { runsOfTable } from '../compare/family-runs.js';
import type { FoundLaw } from '../compare/findings.js';
import type { FamilyRun } from '../compare/multiplier.js';
import type { ForecastLaw } from '../forecast/forecast.js';
import { planningLine, planningSurface, type PlanningLaw } from '../forecast/planning-law.js';
import type { TablePowerLaw } from '../power-law.js';
import { sizes, type Size } from '../table/six-nd.js';
import type { LawsOfTable } from '../table-laws.js';

/** A law along one size, and the law that plans are made by along it. */
export interface LineOutlook {
  readonly law: ForecastLaw;
  readonly plan: PlanningLaw;
}

export interface TableOutlook {
  /** Along each size that has a law. */
  readonly lines: Readonly<Partial<Record<Size, LineOutlook>>>;
  /** The surface that the rows favour, with those that they do not rule out, and the one that plans are made by; null without one. */
  readonly surface: { readonly choice: SurfaceChoice; readonly plan: PlanningLaw } | null;
  /** For comparison with other laws. */
  readonly found: readonly FoundLaw[];
  readonly runs: readonly FamilyRun[];
}

export const axisLabels: Readonly<Record<Size, string>> = {
  N: 'N, parameters',
  D: 'D, tokens or samples',
  C: 'C, training FLOPs',
};

/** What is fitted is not fitted again. */
export function outlookOf(laws: LawsOfTable): TableOutlook {
  const along = sizes.flatMap((axis) => possible(() => laws.power[axis]) ?? []);
  const lines = along.flatMap((law) => {
    const line = lineOf(law, laws);
    return line ? [[law.axis, line] as const] : [];
  });
  return {
    lines: Object.fromEntries(lines),
    surface: surfaceOf(laws),
    found: along.filter(({ points }) => points.length > 0).map(foundLawOf),
    runs: possible(() => runsOfTable(laws)) ?? [],
  };
}

function lineOf(law: TablePowerLaw, { table }: LawsOfTable): LineOutlook | null {
  const { axis, fit, alternatives, undecided, rows } = law;
  if (fit.type === 'refused') return null;
  const plain: ForecastLaw = { axis, chosen: fit, alternatives, undecided };
  return { law: plain, plan: planningLine(plain, rows.length > 0 ? rows : table.points) };
}

function surfaceOf(laws: LawsOfTable): TableOutlook['surface'] {
  return possible(() => {
    const { choice } = laws.forms;
    const { fit } = laws.surface;
    if (!('best' in choice) || fit.type === 'refused') return null;
    return { choice, plan: planningSurface(fit, laws.table.points) };
  });
}

/** A law of a table as others compare it. */
export function foundLawOf({ axis, points, fit, knownFloor }: TablePowerLaw): FoundLaw {
  return {
    axis,
    label: axisLabels[axis],
    points: points.flatMap(({ x, loss, standardError, excluded }) =>
      Number.isFinite(loss) ? [{ x, loss, standardError, inFit: excluded === null, seeds: [] }] : [],
    ),
    fit,
    soFar: null,
    knownFloor,
  };
}

/** Null where the table lacks a column. */
function possible<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

// Other laws from a table of points, ours or anyone's: Kaplan's and the product surface, and a power law with a break.

import { chooseBreak, type BreakChoice } from '../fit/other/broken-power-law.js';
import { chooseSurface, type SurfaceCandidate, type SurfaceChoice } from '../fit/surface/forms/choose.js';
import { fitSurfaceForm, type SurfaceFormFit, type SurfaceFormRefusal } from '../fit/surface/forms/fit.js';
import type { SurfaceFormName } from '../fit/surface/forms/forms.js';
import type { PointTable } from './table/point-table.js';
import { lawOfTable, type TableAxis, type TableLaw } from './power-law.js';
import { surfacePointsOfTable } from './surface.js';

export interface TableSurfaceForm {
  readonly rows: number;
  readonly fit: SurfaceFormFit | SurfaceFormRefusal;
  /** How it stands among all surfaces that the rows can be fitted by. */
  readonly candidates: readonly SurfaceCandidate[];
  readonly survivors: readonly SurfaceCandidate[];
  readonly warnings: readonly string[];
}

/** Fits one surface and compares all. Throws as `surfacePointsOfTable` does. */
export function surfaceFormOfTable(table: PointTable, form: SurfaceFormName): TableSurfaceForm {
  const { points, warnings } = surfacePointsOfTable(table);
  const choice: Partial<SurfaceChoice> = chooseSurface(points);
  const { candidates = [], survivors = [] } = choice;
  return { rows: points.length, fit: fitSurfaceForm(form, points), candidates, survivors, warnings };
}

export interface TableBreak extends BreakChoice {
  /** The plain law along the same axis. */
  readonly law: TableLaw;
}

/** Fits a law with a break along `axis`, or the first that varies, beside the plain one. Throws as `lawOfTable` does. */
export function breakOfTable(table: PointTable, axis: TableAxis | null): TableBreak {
  const law = lawOfTable(table, axis, null);
  const points = law.points.filter(({ excluded }) => excluded === null);
  return {
    law,
    ...chooseBreak(points, { chosen: law.fit, alternatives: law.alternatives, undecided: false }),
  };
}

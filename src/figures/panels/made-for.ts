// Which law a table was made for: the design of its runs tells.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { InputError } from '../../base/errors.js';
import { largest, smallest } from '../../base/many.js';
import { hasBatches } from '../../laws/critical-batch.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { sizes, type Size } from '../../laws/table/six-nd.js';
import type { FinishedPoint, PointTable } from '../../laws/table/point-table.js';
import type { PanelId } from './panel.js';

/** Rounding of whole batches. */
const ONCE = 1.01;
/** Budgets of compute hold at least this share of the runs. */
const MOST_RUNS = 0.7;
/** N and D vary on their own where their logarithms are less alike than this. */
const ALIKE = 0.97;

/** The panel to open first; the table may not support it all the same. */
export function panelMadeFor(laws: LawsOfTable): PanelId {
  const { table } = laws;
  const points = table.points.filter(({ cooled }) => cooled);
  const spreads = sizes.map((size) => spreadOf(points, size));
  const widest = sizes[spreads.indexOf(largest(spreads))] ?? 'N';
  if (hasBatches(table) && largest(spreads) <= 1) return 'critical-batch';
  if (repeatsData(table)) return 'repeat';
  if (hasBudgets(laws, points.length)) return 'isoflop';
  return spreads[0] > 1 && spreads[1] > 1 && varyApart(points) ? 'surface' : widest;
}

/** Largest over smallest; 1 where the table does not have it, and for sizes that are computed, which say nothing new. */
function spreadOf(points: readonly FinishedPoint[], size: Size): number {
  const values = points.flatMap((point) =>
    point.computed === size || point[size] === null ? [] : [point[size]],
  );
  return values.length === 0 ? 1 : largest(values) / smallest(values);
}

function repeatsData({ points }: PointTable): boolean {
  const repeated = points.filter(
    ({ seen, unique }) => seen !== null && unique !== null && seen > ONCE * unique,
  );
  return repeated.length >= 3;
}

/** Whether most runs stand on budgets of compute that each have a best size. */
function hasBudgets(laws: LawsOfTable, runs: number): boolean {
  try {
    const { fit } = laws.isoflop.N;
    const valleys = fit.budgets.filter(({ optimum }) => optimum !== null);
    const within = valleys.reduce((sum, { points }) => sum + points.length, 0);
    return fit.type === 'fit' && within >= MOST_RUNS * runs;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Whether N and D vary on their own, not along one line. */
function varyApart(points: readonly FinishedPoint[]): boolean {
  const pairs = points.flatMap(({ N, D }) => (N && D ? [[Math.log(N), Math.log(D)] as const] : []));
  return pairs.length > 5 && Math.abs(correlation(pairs)) < ALIKE;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [x0, y0] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - x0) ** 2;
    yy += (y - y0) ** 2;
    xy += (x - x0) * (y - y0);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 1;
}

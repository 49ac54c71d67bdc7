// Training curves in a table: rows of one run at several steps, of which the last is its end.

import { groupBy } from '../../base/group-by.js';
import { wordsOf } from './text/names.js';
import type { ColumnMapping, FinishedPoint } from './point-table.js';

/** Words in the names of columns that differ from row to row of one run. */
const OF_ROWS = new Set(['time', 'date', 'timestamp', 'created']);

/**
 * Marks the points of a table that come before the last step of their run. Steps are the length of a run where no column of D or C says
 * it; beside a column of batch sizes they belong to the law of these.
 */
export function markCurves(
  points: readonly FinishedPoint[],
  { steps, D, C, batch }: ColumnMapping,
): readonly FinishedPoint[] {
  if (steps === undefined || D !== undefined || C !== undefined || batch !== undefined) return points;
  const last = new Map<FinishedPoint, number>();
  for (const run of groupBy(points, runOf).values()) {
    const end = run.reduce((most, { steps: at }) => Math.max(most, at ?? 0), 0);
    for (const point of run) last.set(point, end);
  }
  return points.map((point) =>
    (point.steps ?? 0) < (last.get(point) ?? 0) ? { ...point, cooled: false } : point,
  );
}

/** What the rows of one run have in common: size, seed, and words. */
function runOf({ N, seed, cells }: FinishedPoint): string {
  const texts = Object.entries(cells).filter(
    ([name, cell]) => Number.isNaN(Number(cell)) && !wordsOf(name).some((word) => OF_ROWS.has(word)),
  );
  return JSON.stringify([N, seed, ...texts.map(([, cell]) => cell)]);
}

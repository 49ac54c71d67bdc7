// Training curves in a table: rows of one run at several steps, of which the last is its end.
//
// C training FLOPs, D samples or tokens seen.
// cspell:ignore runid runname globalstep trainstep trainerglobalstep

import { groupBy } from '../../base/group-by.js';
import { bare, wordsOf } from './text/names.js';
import type { ColumnMapping, FinishedPoint, MeasuredPoint } from './point-table.js';
import { hasCooling } from './state.js';

/** Words in the names of columns that differ from row to row of one run. */
const OF_ROWS = new Set(['time', 'date', 'timestamp', 'created']);
/** Names of columns that say which run a row is of. */
const RUNS = new Set(['run', 'runid', 'runname', 'id']);
/** One step of many, not the number of all. */
const STEPS = new Set(['step', 'globalstep', 'trainstep', 'trainerglobalstep', 'iter', 'iteration']);
/** Two rows of a run may as well be two lengths of training. */
const FEWEST_ROWS = 3;
/** Tokens are rounded: of one batch size, tokens a step differ by less. */
const SAME_RATIO = 0.01;

/** Marks the points of a table that come before the last step of their run; a run whose last step has no loss has no end. */
export function markCurves(
  points: readonly FinishedPoint[],
  failed: readonly MeasuredPoint[],
  columns: ColumnMapping,
  names: readonly string[],
): readonly FinishedPoint[] {
  const curves = curvesOf(points, columns, names);
  if (curves === null) return points;
  const ends = new Map<string, number>();
  for (const point of [...points, ...failed]) {
    const run = curves.runOf(point);
    ends.set(run, Math.max(ends.get(run) ?? 0, curves.at(point)));
  }
  return points.map((point) =>
    curves.at(point) < (ends.get(curves.runOf(point)) ?? 0) ? { ...point, cooled: false } : point,
  );
}

/** How the rows of a table are points of curves. */
interface Curves {
  /** What the rows of one run have in common. */
  runOf(point: MeasuredPoint): string;
  /** How far the run had come. */
  at(point: MeasuredPoint): number;
}

/**
 * Null where each row is a run of its own. Steps are the length of a run where no column of D or C says it; beside a column of batch sizes
 * they belong to the law of these. Beside D or C rows are points of curves where they name their run, or the step at which they were
 * measured, and a table that says which rows are cooled needs no guess.
 */
function curvesOf(
  points: readonly FinishedPoint[],
  columns: ColumnMapping,
  names: readonly string[],
): Curves | null {
  const { steps, D, C, batch } = columns;
  const byStep: Curves = { runOf: settingsOf, at: (point) => point.steps ?? 0 };
  if (D === undefined && C === undefined) return steps === undefined || batch !== undefined ? null : byStep;
  if (hasCooling(names)) return null;
  const run = names.find((name) => RUNS.has(bare(name)));
  if (run !== undefined) {
    const named: Curves = {
      runOf: ({ cells }) => cells[run] ?? '',
      at: (point) => point.D ?? point.C ?? 0,
    };
    if (areRuns(points, named)) return named;
  }
  return steps !== undefined && STEPS.has(bare(steps)) && areSteps(points, byStep) ? byStep : null;
}

/** Whether each name is that of one run at several places. Numbers that return at each size are seeds. */
function areRuns(points: readonly FinishedPoint[], { runOf, at }: Curves): boolean {
  const runs = [...groupBy(points, runOf)];
  const areOne = runs.every(
    ([name, rows]) =>
      name !== '' && rows.every(({ N }) => N === rows[0].N) && new Set(rows.map(at)).size === rows.length,
  );
  const areNumbered = runs.every(([name]) => !Number.isNaN(Number(name)));
  const hasOneSize = new Set(points.map(({ N }) => N)).size === 1;
  return areOne && !(areNumbered && hasOneSize) && areCurves(runs, at);
}

/** Whether steps and tokens grow together, as within one run; of runs of several lengths each has its own end. */
function areSteps(points: readonly FinishedPoint[], { runOf, at }: Curves): boolean {
  const runs = [...groupBy(points, runOf)];
  const isOne = (rows: readonly FinishedPoint[]): boolean => {
    const ratios = rows.map((row) => (row.D ?? row.C ?? 0) / at(row)).filter(Number.isFinite);
    return ratios.every((ratio) => Math.abs(ratio / ratios[0] - 1) < SAME_RATIO);
  };
  return areCurves(runs, at) && runs.every(([, rows]) => isOne(rows));
}

/** Whether most runs have several rows at different places. */
function areCurves(
  runs: readonly (readonly [string, readonly FinishedPoint[]])[],
  at: Curves['at'],
): boolean {
  return 2 * runs.filter(([, rows]) => new Set(rows.map(at)).size >= FEWEST_ROWS).length > runs.length;
}

/** What the rows of one run have in common: size, seed, settings and words. */
function settingsOf({ N, seed, lr, batch, cells }: MeasuredPoint): string {
  const texts = Object.entries(cells).filter(
    ([name, cell]) => Number.isNaN(Number(cell)) && !wordsOf(name).some((word) => OF_ROWS.has(word)),
  );
  return JSON.stringify([N, seed, lr, batch, ...texts.map(([, cell]) => cell)]);
}

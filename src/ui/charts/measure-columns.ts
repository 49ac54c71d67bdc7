// Store -> lines of what is measured beside the loss: answers and sentences that are right, and the loss of each subtask.

import { modelWidth } from '../../models/model-spec.js';
import { familyConvention, parameterCounts } from '../../models/parameters.js';
import type { Evaluation, RunRecord } from '../../lab/store.js';
import { ladderOf, rungOf, rungWords } from '../ladder.js';

/** `exact`: whole answers right. `right`: sentences right. `subtasks`: mean losses. */
export type MeasureKind = 'exact' | 'right' | 'subtasks';
/** Over the steps of training, or over the size of the models at their last evaluation. */
export type MeasureAxis = 'step' | 'size';

export interface MeasureLine {
  readonly name: string;
  /** Place among `count` colours; null for the mean of the others. */
  readonly colour: number | null;
  readonly count: number;
  /** Ascending in x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What the records hold beside losses, null for nothing. */
export function measureOf(runs: readonly RunRecord[]): MeasureKind | null {
  const evaluations = runs.flatMap(({ evaluations }) => evaluations);
  if (evaluations.some(({ groupLosses }) => groupLosses)) return 'subtasks';
  if (evaluations.some(({ exactMatches }) => exactMatches)) return 'exact';
  return runs.some(({ samples }) => samples.some(({ rightShare }) => rightShare !== null)) ? 'right' : null;
}

/** Lines of a measure. Over steps, subtasks are those of the size at `rung`; everything else shows all sizes. */
export function measureLines(
  runs: readonly RunRecord[],
  kind: MeasureKind,
  axis: MeasureAxis,
  rung: number,
): MeasureLine[] {
  if (kind === 'subtasks') return subtaskLines(runs, axis, rung);
  const ladder = ladderOf(runs);
  const lines = leaders(runs).map((run): MeasureLine => ({
    name: rungWords(ladder, rungOf(ladder, run.plan)),
    colour: rungOf(ladder, run.plan),
    count: ladder.rungs.length,
    points: sharesOf(run, kind),
  }));
  if (axis === 'step') return lines;
  const points = leaders(runs).flatMap((run) => {
    const last = sharesOf(run, kind).at(-1);
    return last ? [[parametersOf(run), last[1]] as const] : [];
  });
  return [{ name: 'last evaluation', colour: null, count: 1, points: ascending(points) }];
}

function subtaskLines(runs: readonly RunRecord[], axis: MeasureAxis, rung: number): MeasureLine[] {
  const best = leaders(runs);
  const ladder = ladderOf(runs);
  const seen = axis === 'size' ? best : best.filter(({ plan }) => rungOf(ladder, plan) === rung);
  const rows = seen.flatMap((run) => {
    const evaluations = axis === 'size' ? run.evaluations.slice(-1) : run.evaluations;
    return evaluations.flatMap((evaluation) => {
      const losses = groupLossesOf(run, evaluation);
      const x = axis === 'size' ? parametersOf(run) : evaluation.step;
      return losses && x > 0 ? [{ x, losses, mean: evaluation.losses[leaderOf(run)] }] : [];
    });
  });
  const count = rows.at(0)?.losses.length ?? 0;
  const subtasks = Array.from({ length: count }, (_, group): MeasureLine => ({
    name: `subtask ${group + 1}`,
    colour: group,
    count,
    points: ascending(rows.map(({ x, losses }) => [x, losses[group]] as const)),
  }));
  if (count === 0) return [];
  const mean = ascending(rows.map((row) => [row.x, row.mean] as const));
  return [...subtasks, { name: 'mean, as drawn', colour: null, count, points: mean }];
}

function sharesOf(run: RunRecord, kind: MeasureKind): (readonly [number, number])[] {
  if (kind === 'right') {
    return run.samples.flatMap(({ step, rightShare }) =>
      rightShare === null ? [] : [[step, rightShare] as const],
    );
  }
  const replica = leaderOf(run);
  return run.evaluations.flatMap(({ step, exactMatches }) =>
    exactMatches && step > 0 ? [[step, exactMatches[replica]] as const] : [],
  );
}

/** Losses of the subtasks of a run's best replica. */
function groupLossesOf(run: RunRecord, { groupLosses, losses }: Evaluation): Float32Array | null {
  if (!groupLosses) return null;
  const count = groupLosses.length / losses.length;
  const replica = leaderOf(run);
  return groupLosses.subarray(replica * count, (replica + 1) * count);
}

/** Replica with the lowest loss at the last evaluation. */
function leaderOf({ evaluations }: RunRecord): number {
  const losses = evaluations.at(-1)?.losses;
  return losses?.reduce((best, loss, r) => (loss < losses[best] ? r : best), 0) ?? 0;
}

/** The best run of each cell that was evaluated. */
function leaders(runs: readonly RunRecord[]): RunRecord[] {
  const best = new Map<string, RunRecord>();
  const lossOf = (run: RunRecord): number => run.evaluations.at(-1)?.losses[leaderOf(run)] ?? Infinity;
  for (const run of runs) {
    if (run.evaluations.length === 0) continue;
    const known = best.get(run.plan.cell);
    if (!known || lossOf(run) < lossOf(known)) best.set(run.plan.cell, run);
  }
  return [...best.values()].sort((a, b) => modelWidth(a.plan.model) - modelWidth(b.plan.model));
}

function parametersOf({ plan: { model } }: RunRecord): number {
  return parameterCounts(model)[familyConvention[model.family]];
}

function ascending<Point extends readonly [number, number]>(points: readonly Point[]): Point[] {
  return [...points].sort(([a], [b]) => a - b);
}

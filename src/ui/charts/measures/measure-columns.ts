// Store -> lines of what is measured beside the loss: answers and sentences that are right, and the loss of each subtask.

import type { Interval } from '../../../fit/goodness/prediction.js';
import {
  groupLossesOf,
  leaderOf,
  leadersBy,
  parametersOf,
  sharesOf,
  type SkillKind,
} from '../../../laws/runs/skills.js';
import type { RunRecord } from '../../../lab/records/record.js';
import { ladderOf, rungOf, rungWords } from '../../../figures/ladder.js';
import { words } from './words.js';

/** Over the steps of training, or over the size of the models at their last evaluation. */
export type MeasureAxis = 'step' | 'size';

/** With the 95 % interval of y where it is known. */
export type MeasurePoint = readonly [x: number, y: number, interval: Interval | null];

export interface MeasureLine {
  readonly name: string;
  /** Place among `count` colours; null for the mean of the others. */
  readonly colour: number | null;
  readonly count: number;
  /** Ascending in x. */
  readonly points: readonly MeasurePoint[];
}

/**
 * Lines of a measure. Over steps, subtasks are those of the size at `rung`; everything else shows all sizes. `asked`: questions of the
 * evaluation set.
 */
export function measureLines(
  runs: readonly RunRecord[],
  kind: SkillKind,
  axis: MeasureAxis,
  { rung, asked }: { readonly rung: number; readonly asked: number },
): MeasureLine[] {
  if (kind === 'subtasks') return subtaskLines(runs, axis, rung);
  const ladder = ladderOf(runs);
  const lines = leaders(runs).map((run): MeasureLine => ({
    name: rungWords(ladder, rungOf(ladder, run.plan)),
    colour: rungOf(ladder, run.plan),
    count: ladder.colours,
    points: sharesOf(run, kind, asked).map(({ step, share, interval }) => [step, share, interval]),
  }));
  if (axis === 'step') return lines;
  const points = leaders(runs).flatMap((run): MeasurePoint[] => {
    const last = sharesOf(run, kind, asked).at(-1);
    return last ? [[parametersOf(run), last.share, last.interval]] : [];
  });
  return [{ name: words.last, colour: null, count: 1, points: ascending(points) }];
}

function subtaskLines(runs: readonly RunRecord[], axis: MeasureAxis, rung: number): MeasureLine[] {
  const best = leaders(runs);
  const ladder = ladderOf(runs);
  const seen = axis === 'size' ? best : best.filter(({ plan }) => rungOf(ladder, plan) === rung);
  const rows = seen.flatMap((run) => {
    const evaluations = axis === 'size' ? run.evaluations.slice(-1) : run.evaluations;
    const leader = leaderOf(run);
    return evaluations.flatMap((evaluation) => {
      const losses = groupLossesOf(evaluation, leader);
      const x = axis === 'size' ? parametersOf(run) : evaluation.step;
      return losses && x > 0 ? [{ x, losses, mean: evaluation.losses[leader] }] : [];
    });
  });
  const count = rows.at(0)?.losses.length ?? 0;
  const subtasks = Array.from({ length: count }, (_, group): MeasureLine => ({
    name: words.subtask(group + 1),
    colour: group,
    count,
    points: ascending(rows.map(({ x, losses }) => [x, losses[group], null])),
  }));
  if (count === 0) return [];
  const mean = ascending(rows.map((row) => [row.x, row.mean, null]));
  return [...subtasks, { name: words.mean, colour: null, count, points: mean }];
}

/** The best run of each config that was evaluated. */
function leaders(runs: readonly RunRecord[]): RunRecord[] {
  return leadersBy(runs, ({ plan }) => plan.config);
}

function ascending(points: readonly MeasurePoint[]): MeasurePoint[] {
  return [...points].sort(([a], [b]) => a - b);
}

// Store -> columns of the loss chart. Of each config one replica is shown, the best one so far: its training losses as a faint line,
// its evaluations as points on a line.

import type { RunPlan } from '../../../lab/plan/run-plan.js';
import type { Evaluation, RunRecord } from '../../../lab/records/record.js';
import { examplesPerSample } from '../../../models/model-spec.js';
import { ladderOf, rungOf } from '../../../figures/ladder.js';
import { padded, positiveExtent, type Range } from '../../../base/log-scale.js';

/** What runs along x: updates, samples seen, or training FLOPs of one replica. */
export type LossAxis = 'step' | 'samples' | 'flops';

export interface LossSeries {
  readonly config: string;
  /** Place on the ladder: its colour. */
  readonly rung: number;
  readonly kind: 'training' | 'evaluation';
}

export interface LossColumns {
  readonly series: readonly LossSeries[];
  /** x, ascending, then a column a series, null where it has no value. */
  readonly data: readonly [x: number[], ...columns: (number | null)[][]];
  readonly domain: { readonly x: Range; readonly y: Range };
}

/** The replica that a config is judged by. */
interface Leader {
  readonly run: RunRecord;
  readonly replica: number;
  readonly loss: number;
}

/** Columns of all configs whose rung is not hidden. Empty of series before the first loss. */
export function lossColumns(
  runs: readonly RunRecord[],
  axis: LossAxis,
  hidden: ReadonlySet<number>,
): LossColumns {
  const ladder = ladderOf(runs);
  const lines = [...leaders(runs)].flatMap(([config, { run, replica }]) => {
    const rung = rungOf(ladder, run.plan);
    if (hidden.has(rung)) return [];
    const x = (step: number): number => along(axis, run.plan, step);
    const training = run.curve.steps.map((step, i) => [x(step), run.curve.losses[replica]?.[i]] as const);
    const evaluation = run.evaluations
      .filter(({ step }) => step > 0)
      .map(({ step, losses }) => [x(step), losses[replica]] as const);
    return [
      { series: { config, rung, kind: 'training' as const }, points: training },
      { series: { config, rung, kind: 'evaluation' as const }, points: evaluation },
    ];
  });
  const x = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const indexOf = new Map(x.map((at, i) => [at, i]));
  const columns = lines.map(({ points }) => {
    const column = new Array<number | null>(x.length).fill(null);
    for (const [at, loss] of points) {
      if (loss !== undefined && loss > 0 && Number.isFinite(loss)) column[indexOf.get(at)!] = loss;
    }
    return column;
  });
  return {
    series: lines.map(({ series }) => series),
    data: [x, ...columns],
    domain: { x: xDomain(runs, axis), y: yDomain(columns) },
  };
}

/** All of the plan, from the first step to the end of the longest run: the axis stands still while curves grow. */
function xDomain(runs: readonly RunRecord[], axis: LossAxis): Range {
  const extent = positiveExtent(
    runs.flatMap(({ plan }) => [along(axis, plan, 1), along(axis, plan, plan.steps)]),
  );
  return extent ? padded(extent, 0.02) : [1, 1000];
}

/** A run that diverges climbs without end; the axis follows it this many times above where the curves began. */
const HIGHEST_CLIMB = 20;

function yDomain(columns: readonly (readonly (number | null)[])[]): Range {
  const starts = columns.map((column) => column.find((loss) => loss !== null) ?? null);
  const [low, high] = positiveExtent(columns.flat()) ?? [0.01, 1];
  const highest = HIGHEST_CLIMB * (positiveExtent(starts)?.[1] ?? high);
  return padded([low, Math.min(high, highest)]);
}

function along(axis: LossAxis, plan: RunPlan, step: number): number {
  if (axis === 'samples') return step * plan.batch * examplesPerSample(plan.model);
  if (axis === 'flops') return (step / plan.steps) * plan.trainingFlops;
  return step;
}

/** The best replica of each config, over all rounds of its lrSweep. */
function leaders(runs: readonly RunRecord[]): Map<string, Leader> {
  const best = new Map<string, Leader>();
  for (const run of runs) {
    run.plan.replicas.forEach((_, replica) => {
      const loss = presentLoss(run, replica);
      const known = best.get(run.plan.config);
      if (!known || loss < known.loss) best.set(run.plan.config, { run, replica, loss });
    });
  }
  return best;
}

/** What a replica has come to: its last evaluation, before that its training loss; Infinity where it diverged or has not begun. */
function presentLoss(run: RunRecord, replica: number): number {
  const evaluated: Evaluation | undefined = run.evaluations.at(-1);
  const loss = evaluated ? evaluated.losses[replica] : run.curve.losses[replica]?.at(-1);
  return loss !== undefined && Number.isFinite(loss) ? loss : Infinity;
}

// Records -> loss curves. Each config shows one replica, the best one so far: its training losses and its evaluations.

import { padded, positiveExtent, type Range } from '../base/log-scale.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import type { RunRecord } from '../lab/records/record.js';
import { replicaOutcome } from '../lab/records/tuning.js';
import { examplesPerSample } from '../models/model-spec.js';
import type { Coordinate } from './figure.js';
import { ladderOf, rungOf } from './ladder.js';

/** What runs along x: updates, samples seen, or training FLOPs of one replica. */
export type LossAxis = 'step' | 'samples' | 'flops';

/** Losses of a config's best replica. */
export interface LossCurve {
  readonly config: string;
  /** Place on the ladder: its colour. */
  readonly rung: number;
  /** Losses that a log axis cannot show are left out, here and in `evaluations`. */
  readonly training: readonly Coordinate[];
  readonly evaluations: readonly Coordinate[];
}

export interface LossCurves {
  readonly curves: readonly LossCurve[];
  readonly domain: { readonly x: Range; readonly y: Range };
}

/** The replica that stands for a config. */
interface Leader {
  readonly run: RunRecord;
  readonly replica: number;
  readonly loss: number;
}

/** A run that diverges climbs without end; the axis follows it this many times above the highest start of a curve. */
const HIGHEST_CLIMB = 20;

/** Curves of all configs whose rung is not hidden. None before the first loss. */
export function lossCurves(
  runs: readonly RunRecord[],
  axis: LossAxis,
  hidden: ReadonlySet<number>,
): LossCurves {
  const ladder = ladderOf(runs);
  const curves = [...leaders(runs)].flatMap(([config, { run, replica }]): LossCurve[] => {
    const rung = rungOf(ladder, run.plan);
    if (hidden.has(rung)) return [];
    const losses = run.curve.losses[replica];
    const training = run.curve.steps.map((step, i) => coordinate(axis, run.plan, step, losses?.[i]));
    const evaluations = run.evaluations
      .filter(({ step }) => step > 0)
      .map(({ step, losses }) => coordinate(axis, run.plan, step, losses[replica]));
    return [
      { config, rung, training: training.filter(isOnLogAxis), evaluations: evaluations.filter(isOnLogAxis) },
    ];
  });
  return { curves, domain: { x: xDomain(runs, axis), y: yDomain(curves) } };
}

function coordinate(axis: LossAxis, plan: RunPlan, step: number, loss: number | undefined): Coordinate {
  return [along(axis, plan, step), loss ?? NaN];
}

function isOnLogAxis([, loss]: Coordinate): boolean {
  return loss > 0 && Number.isFinite(loss);
}

/** All of the plan, from the first step to the end of the longest run: the axis stays as curves grow. */
function xDomain(runs: readonly RunRecord[], axis: LossAxis): Range {
  const extent = positiveExtent(
    runs.flatMap(({ plan }) => [along(axis, plan, 1), along(axis, plan, plan.steps)]),
  );
  return extent ? padded(extent, 0.02) : [1, 1000];
}

function yDomain(curves: readonly LossCurve[]): Range {
  const lines = curves.flatMap(({ training, evaluations }) => [training, evaluations]);
  const starts = lines.map((line) => line.at(0)?.[1] ?? null);
  const all = lines.flatMap((line) => line.map(([, loss]) => loss));
  const [low, high] = positiveExtent(all) ?? [0.01, 1];
  const highest = HIGHEST_CLIMB * (positiveExtent(starts)?.[1] ?? high);
  return padded([low, Math.min(high, highest)]);
}

function along(axis: LossAxis, plan: RunPlan, step: number): number {
  if (axis === 'samples') return step * plan.batch * examplesPerSample(plan.model);
  if (axis === 'flops') return (step / plan.steps) * plan.trainingFlops;
  return step;
}

/** The best replica of each config, over all rounds of its learning-rate sweep. */
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

/** The loss that the law would take of a replica, before its first evaluation the training loss; Infinity where there is none. */
function presentLoss(run: RunRecord, replica: number): number {
  if (run.evaluations.length > 0) return replicaOutcome(run, replica)?.loss ?? Infinity;
  const loss = run.curve.losses[replica]?.at(-1);
  return loss !== undefined && Number.isFinite(loss) ? loss : Infinity;
}

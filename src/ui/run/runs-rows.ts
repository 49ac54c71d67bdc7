// Store -> rows of the table: a row a config, over all rounds of its learning-rate sweep.

import type { ReplicaOutcome, RunRecord } from '../../lab/records/record.js';
import type { LabPoint } from '../../laws/runs/lab-points.js';
import { examplesPerSample } from '../../models/model-spec.js';
import { parameterCounts } from '../../models/parameters.js';
import { rungOf, widthOf, type Ladder } from '../../figures/ladder.js';
import { words } from './words.js';

export interface RunsRow {
  readonly config: string;
  /** Place on the ladder: its colour. */
  readonly rung: number;
  readonly width: number;
  readonly parameters: number;
  readonly samplesSeen: number;
  /** Size of its data set, null for infinite data. */
  readonly uniqueSamples: number | null;
  /** The tuned point, null before the first evaluation. */
  readonly point: LabPoint | null;
  /** Share of the evaluation set that the best replica classifies rightly, null for regression. */
  readonly accuracy: number | null;
  readonly status: 'waiting' | 'running' | 'ended';
  /** Share of its steps that are done, over all rounds. */
  readonly fraction: number;
  /** Replicas by outcome, of the runs that ended. */
  readonly outcomes: Readonly<Partial<Record<ReplicaOutcome, number>>>;
  /** Runs that can be skipped now. */
  readonly skippable: readonly string[];
}

export function runsRows(runs: readonly RunRecord[], points: readonly LabPoint[], ladder: Ladder): RunsRow[] {
  const pointOf = new Map(points.map((point) => [point.config, point]));
  const configs = new Map<string, RunRecord[]>();
  for (const run of runs) configs.set(run.plan.config, [...(configs.get(run.plan.config) ?? []), run]);
  return [...configs].map(([config, rounds]) => {
    const { plan } = rounds[0];
    const width = widthOf(plan);
    const steps = rounds.reduce((sum, round) => sum + round.plan.steps, 0);
    const done = rounds.reduce((sum, round) => sum + (isLive(round) ? round.step : round.plan.steps), 0);
    const skippable = rounds.filter(isLive).map((round) => round.plan.id);
    const started = rounds.some((round) => round.status !== 'waiting');
    return {
      config,
      rung: rungOf(ladder, plan),
      width,
      parameters: parameterCounts(plan.model).total,
      samplesSeen: plan.steps * plan.batch * examplesPerSample(plan.model),
      uniqueSamples: plan.uniqueSamples,
      point: pointOf.get(config) ?? null,
      accuracy: bestAccuracy(rounds),
      status: skippable.length === 0 ? 'ended' : started ? 'running' : 'waiting',
      fraction: steps > 0 ? done / steps : 0,
      outcomes: countOutcomes(rounds),
      skippable,
    };
  });
}

function isLive({ status }: RunRecord): boolean {
  return status === 'waiting' || status === 'running';
}

function countOutcomes(rounds: readonly RunRecord[]): Partial<Record<ReplicaOutcome, number>> {
  const counts: Partial<Record<ReplicaOutcome, number>> = {};
  for (const outcome of rounds.flatMap(({ outcomes }) => outcomes ?? [])) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** Accuracy of the replica with the lowest last loss. */
function bestAccuracy(rounds: readonly RunRecord[]): number | null {
  let best: { readonly loss: number; readonly accuracy: number } | null = null;
  for (const { evaluations } of rounds) {
    const last = evaluations.at(-1);
    last?.losses.forEach((loss, replica) => {
      const accuracy = last.accuracies?.[replica];
      if (accuracy !== undefined && (!best || loss < best.loss)) best = { loss, accuracy };
    });
  }
  return (best as { readonly accuracy: number } | null)?.accuracy ?? null;
}

/** What became of a config, in words; `live` while the experiment goes on. */
export function outcomeWords({ status, outcomes, fraction }: RunsRow, live: boolean): string {
  const said = words.outcome;
  if (status === 'waiting') return live ? said.waiting : said.notRun;
  if (status === 'running') return said.running(fraction);
  const found = (['diverged', 'skipped', 'stopped', 'finished'] as const).filter((name) => outcomes[name]);
  if (found.length === 0) return said.endedEarly;
  const [worst, ...others] = found;
  const count = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
  return others.length === 0 ? said.ended[worst] : said.some(outcomes[worst] ?? 0, count, said.ended[worst]);
}

// The weights that a run keeps: those of its best replica.

import type { RunEvent } from '../../lab/records/events.js';
import type { LabState, RunRecord } from '../../lab/records/record.js';
import { hasResult } from '../../lab/records/store.js';
import { weightsToFile } from '../../lab/weights/weights-file.js';
import { tokenizerOf } from '../../data/tasks/tasks.js';
import { attentionScale } from '../../models/initialise.js';

export type RunWeights = Extract<RunEvent, { type: 'weights' }>;

/** The weights of the replica with the lowest last loss; of none where none is left. */
export function bestOf({ type, run, replicas }: RunWeights, { runs }: LabState): RunWeights {
  const record = runs.find(({ plan }) => plan.id === run);
  const [first, ...others] = replicas;
  if (!record || !first) return { type, run, replicas: [] };
  const loss = ({ replica }: typeof first): number => lastLoss(record, replica);
  return {
    type,
    run,
    replicas: [others.reduce((best, other) => (loss(other) < loss(best) ? other : best), first)],
  };
}

/** The configs of which every run has ended. */
export function endedConfigs({ runs }: LabState): Set<string> {
  const open = new Set(runs.filter((run) => !hasResult(run)).map(({ plan }) => plan.config));
  return new Set(runs.map(({ plan }) => plan.config).filter((config) => !open.has(config)));
}

/** The file with the best model of a config; null where no run of it left weights. */
export function configFile(
  config: string,
  { plan, runs }: LabState,
  weights: ReadonlyMap<string, RunWeights>,
): Uint8Array | null {
  const trained = runs
    .filter((run) => run.plan.config === config && run.status === 'finished')
    .flatMap((run) => {
      const best = weights.get(run.plan.id)?.replicas.at(0);
      return best ? [{ run, ...best }] : [];
    });
  if (trained.length === 0 || !plan) return null;
  const { run, parameters } = trained.reduce((best, other) =>
    lastLoss(other.run, other.replica) < lastLoss(best.run, best.replica) ? other : best,
  );
  const { model } = run.plan;
  const { task } = plan.spec;
  return weightsToFile({
    model,
    attentionScale: attentionScale(model, plan.spec.model.initialisation),
    task,
    tokenizer: tokenizerOf(task),
    parameters,
  });
}

/** Of a replica; infinite where it has none, so that any other is lower. */
function lastLoss({ evaluations }: RunRecord, replica: number): number {
  const loss = evaluations.at(-1)?.losses[replica] ?? NaN;
  return Number.isNaN(loss) ? Infinity : loss;
}

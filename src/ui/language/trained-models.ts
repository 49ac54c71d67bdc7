// Weights on the page -> models that can be chosen, saved and written with.

import type { ReplicaWeights } from '../../lab/records/events.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { RunRecord } from '../../lab/records/record.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import { tokenizerOf } from '../../data/tasks/tasks.js';
import { attentionScale } from '../../models/initialise.js';
import { ladderOf, rungOf, rungWords } from '../../figures/ladder.js';
import { words } from './words.js';

export interface TrainedModel {
  /** Unique among them; the name of its file. */
  readonly key: string;
  /** Its size: `32 channels`. */
  readonly group: string;
  /** `seed 1, rate 0.006, loss 2.31`. */
  readonly label: string;
  /** The best of its size. */
  readonly best: boolean;
  readonly weights: ModelWeights;
}

/** All replicas whose weights are here, smallest size first, the best of each size in front. */
export function trainedModels(
  spec: ExperimentSpec,
  runs: readonly RunRecord[],
  weights: ReadonlyMap<string, readonly ReplicaWeights[]>,
): TrainedModel[] {
  const ladder = ladderOf(runs);
  const tokenizer = tokenizerOf(spec.task);
  const models = runs.flatMap((run) => {
    const { id, model, replicas } = run.plan;
    const losses = run.evaluations.at(-1)?.losses;
    const scale = attentionScale(model, spec.model.initialisation);
    return (weights.get(id) ?? []).map(({ replica, parameters }) => {
      const { seed, learningRate } = replicas[replica];
      const loss = losses?.[replica] ?? NaN;
      return {
        key: `${spec.task.type}-${id}-${replica}`,
        rung: rungOf(ladder, run.plan),
        loss,
        label: words.models.label(seed, learningRate, loss),
        weights: { model, attentionScale: scale, task: spec.task, tokenizer, parameters },
      };
    });
  });
  models.sort((a, b) => a.rung - b.rung || a.loss - b.loss);
  return models.map(({ key, rung, label, weights: own }, i) => ({
    key,
    group: rungWords(ladder, rung),
    label,
    best: models[i - 1]?.rung !== rung,
    weights: own,
  }));
}

// What the panel's dials do to a spec: plain data in, plain data out.

import {
  fromChance,
  type ExperimentSize,
  type ExperimentSpec,
  type StartSpec,
} from '../../lab/experiment/experiment.js';
import type { TaskSpec } from '../../data/tasks/tasks.js';
import { presetIds, presets, type PresetId } from '../../lab/presets/presets.js';
import { composeExperiment, isOfPreset, overridesOf } from '../../lab/presets/resolve.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import { attentionScale, initialisationsOf, type Initialisation } from '../../models/initialise.js';
import { modelWidth } from '../../models/model-spec.js';
import type { OptimizerType } from '../../models/optimizers/optimizers.js';

/** A preset as it is, in a size. */
export function withPreset(preset: string, size: ExperimentSize): ExperimentSpec {
  return composeExperiment(preset, { size });
}

/** The same experiment in another size, with everything that a visitor changed; itself where it is of no preset. */
export function withSize(spec: ExperimentSpec, size: ExperimentSize): ExperimentSpec {
  return isOfPreset(spec) ? composeExperiment(spec.preset, { ...overridesOf(spec), size }) : spec;
}

/** Another optimiser, with its usual settings and the learning-rate sweep moved to where its rates are; as `withSize`. */
export function withOptimizer(spec: ExperimentSpec, type: OptimizerType): ExperimentSpec {
  if (!isOfPreset(spec)) return spec;
  const kept = Object.entries(overridesOf(spec)).filter(
    ([path]) => path !== 'lrSweep.centre' && !path.startsWith('training.optimizer.'),
  );
  return composeExperiment(spec.preset, { ...Object.fromEntries(kept), 'training.optimizer.type': type });
}

/** A dial of the task turned, or one of its choices taken. */
export function withTaskField(spec: ExperimentSpec, field: string, value: number | string): ExperimentSpec {
  return { ...spec, task: { ...spec.task, [field]: value } };
}

/**
 * About another task, in that one's first preset: what is varied, seeds, learning rates and evaluations stay, as far as the visitor
 * changed them.
 */
export function withTask(spec: ExperimentSpec, type: TaskSpec['type']): ExperimentSpec {
  if (spec.task.type === type) return spec;
  const preset = presetOfTask(type);
  if (!isOfPreset(spec)) return withPreset(preset, spec.size);
  const kept = Object.entries(overridesOf(spec)).filter(([path]) =>
    /^(data|seeds)\.|^lrSweep\.(?!centre)/.test(path),
  );
  return composeExperiment(preset, { ...Object.fromEntries(kept), size: spec.size });
}

function presetOfTask(type: TaskSpec['type']): PresetId {
  return presetIds.find((id) => presets[id].base.task.type === type)!;
}

/**
 * An experiment that goes on from weights: of their one size and kind, about what they have learned; a text of one's own stays,
 * and all else where the experiment is about such a task.
 */
export function withStart(spec: ExperimentSpec, start: StartSpec, weights: ModelWeights): ExperimentSpec {
  const { type } = weights.task;
  const base = spec.task.type === type ? spec : withPreset(presetOfTask(type), spec.size);
  const { task } = base;
  const text = task.type === 'text' && task.textId !== '' ? { textId: task.textId, name: task.name } : {};
  return {
    ...base,
    task: { ...weights.task, ...text },
    model: familyOf(weights, base.model.initialisation),
    start,
  };
}

export function fromScratch(spec: ExperimentSpec): ExperimentSpec {
  return { ...spec, start: fromChance };
}

/** The family whose one member is a model; of initialisations, which nothing starts from, one with its attention. */
function familyOf(
  { model, attentionScale: scale }: ModelWeights,
  usual: Initialisation,
): ExperimentSpec['model'] {
  const isAlike = (scheme: Initialisation): boolean =>
    Math.abs(attentionScale(model, scheme) / scale - 1) < 1e-6;
  const schemes = initialisationsOf(model);
  const initialisation = [usual, ...schemes].find((scheme) => schemes.includes(scheme) && isAlike(scheme));
  const common = { widths: [modelWidth(model)], initialisation: initialisation ?? usual };
  if (model.family === 'mlp') {
    const { family, hidden, activation } = model;
    return { family, depth: hidden.length, activation, ...common };
  }
  const { family, layers, channels, heads, mlpRatio, activation, norm, positions, tied, biases } = model;
  const shape = { depth: layers, headSize: channels / heads, mlpRatio };
  return { family, ...shape, activation, norm, positions, tied, biases, ...common };
}

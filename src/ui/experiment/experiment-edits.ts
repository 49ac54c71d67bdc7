// What the panel's dials do to a spec: plain data in, plain data out.

import {
  fromChance,
  type ExperimentSize,
  type ExperimentSpec,
  type StartSpec,
  type TransformerFamily,
} from '../../lab/experiment/experiment.js';
import { presetIds, presets } from '../../lab/presets/presets.js';
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

/** Adds a size to the ladder or takes it away. */
export function withWidth(spec: ExperimentSpec, width: number, chosen: boolean): ExperimentSpec {
  const others = spec.model.widths.filter((known) => known !== width);
  const widths = (chosen ? [...others, width] : others).sort((a, b) => a - b);
  return { ...spec, model: { ...spec.model, widths } };
}

/** Another kind of transformer; what cannot be together with it gives way: sizes of odd heads, an initialisation. */
export function withModel(spec: ExperimentSpec, change: Partial<TransformerFamily>): ExperimentSpec {
  if (spec.model.family !== 'transformer') return spec;
  const model = { ...spec.model, ...change };
  const widths = model.widths.filter((channels) => channels % headUnit(model) === 0);
  const schemes = initialisationsOf(model);
  const initialisation = schemes.includes(model.initialisation) ? model.initialisation : 'gpt2';
  return { ...spec, model: { ...model, initialisation, widths: widths.length > 0 ? widths : model.widths } };
}

/** Channels come in multiples of this: heads are read four numbers at a time, or turned in pairs of fours. */
export function headUnit({ positions }: Pick<TransformerFamily, 'positions'>): number {
  return positions === 'rotary' ? 8 : 4;
}

/**
 * An experiment that goes on from weights: of their one size and kind, about what they have learned; a text of one's own stays,
 * and all else where the experiment is about such a task.
 */
export function withStart(spec: ExperimentSpec, start: StartSpec, weights: ModelWeights): ExperimentSpec {
  const { type } = weights.task;
  const preset = presetIds.find((id) => presets[id].base.task.type === type)!;
  const base = spec.task.type === type ? spec : withPreset(preset, spec.size);
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

export function withSweep(spec: ExperimentSpec, enabled: boolean): ExperimentSpec {
  return { ...spec, lrSweep: { ...spec.lrSweep, enabled } };
}

export function withSeeds(spec: ExperimentSpec, count: number): ExperimentSpec {
  return { ...spec, seeds: { ...spec.seeds, count } };
}

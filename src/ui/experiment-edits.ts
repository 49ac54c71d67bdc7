// What the panel's dials do to a spec: plain data in, plain data out.

import type { ExperimentSize, ExperimentSpec, TransformerFamily } from '../lab/experiment.js';
import { composeExperiment, isOfPreset, overridesOf } from '../lab/resolve.js';
import { initialisationsOf } from '../models/initialise.js';
import type { OptimizerSpec } from '../models/training-spec.js';

export type OptimizerType = OptimizerSpec['type'];

export const optimizerLabels: Readonly<Record<OptimizerType, string>> = {
  adamw: 'AdamW',
  sgd: 'SGD with momentum',
  muon: 'Muon',
};

/** A preset as it is, in a size. */
export function withPreset(preset: string, size: ExperimentSize): ExperimentSpec {
  return composeExperiment(preset, { size });
}

/** The same experiment in another size, with everything that a visitor changed; itself where it is of no preset. */
export function withSize(spec: ExperimentSpec, size: ExperimentSize): ExperimentSpec {
  return isOfPreset(spec) ? composeExperiment(spec.preset, { ...overridesOf(spec), size }) : spec;
}

/** Another optimiser, with its usual settings and the fan moved to where its rates are; as `withSize`. */
export function withOptimizer(spec: ExperimentSpec, type: OptimizerType): ExperimentSpec {
  if (!isOfPreset(spec)) return spec;
  const kept = Object.entries(overridesOf(spec)).filter(
    ([path]) => path !== 'fan.centre' && !path.startsWith('training.optimizer.'),
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

export function withFan(spec: ExperimentSpec, enabled: boolean): ExperimentSpec {
  return { ...spec, fan: { ...spec.fan, enabled } };
}

export function withSeeds(spec: ExperimentSpec, count: number): ExperimentSpec {
  return { ...spec, seeds: { ...spec.seeds, count } };
}

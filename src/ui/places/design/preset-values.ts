// What a field of the designer has in the preset.

import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { composeExperiment, isOfPreset } from '../../../lab/presets/resolve.js';
import { isSame, valueOf, type DesignField, type FieldValue } from './fields/field.js';

const OPTIMIZER = 'training.optimizer.type';

/** The preset that an experiment started from, in its size, with its own optimiser and with the experiment's. */
export interface PresetValues {
  readonly plain: ExperimentSpec;
  /** Another optimiser brings settings and rates of its own. */
  readonly withOptimizer: ExperimentSpec;
}

/** Null for an experiment of no preset. */
export function presetValues(spec: ExperimentSpec): PresetValues | null {
  if (!isOfPreset(spec)) return null;
  const { preset, size } = spec;
  return {
    plain: composeExperiment(preset, { size }),
    withOptimizer: composeExperiment(preset, { size, [OPTIMIZER]: spec.training.optimizer.type }),
  };
}

/** The preset's value of a field that has another one; undefined where they agree, or the preset has none. */
export function presetValueOf(
  field: DesignField,
  spec: ExperimentSpec,
  preset: PresetValues | null,
): FieldValue | undefined {
  if (!preset) return undefined;
  const value = valueOf(field, field.path === OPTIMIZER ? preset.plain : preset.withOptimizer);
  return isSame(value, valueOf(field, spec)) ? undefined : value;
}

// Experiments for tests.

import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import { readExperiment } from '../../src/lab/plan/read-experiment.js';
import { composeExperiment } from '../../src/lab/presets/resolve.js';
import type { Overrides } from '../../src/lab/presets/presets.js';

/** The spec of a preset with some values replaced. Throws InputError where it cannot be trained. */
export function resolveExperiment(preset: string, overrides: Overrides = {}): ExperimentSpec {
  return readExperiment(composeExperiment(preset, overrides)).spec;
}

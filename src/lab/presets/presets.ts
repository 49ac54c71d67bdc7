// THE presets: what the lab can be asked to run. A preset is a spec and, for each size, what differs from it.

import type { OptimizerSpec } from '../../models/training-spec.js';
import { languagePresets } from './languages.js';
import { perceptronPresets } from './perceptrons.js';
import { adamw } from './preset.js';
import { puzzlePresets } from './puzzles.js';
import { textPresets } from './text.js';

export type { Overrides, Preset } from './preset.js';

/** Optimisers as one choice; the learning-rate sweep's centre that suits each, as a factor of a preset's own, which is AdamW's. */
export const optimizerChoices: Readonly<
  Record<OptimizerSpec['type'], { readonly optimizer: OptimizerSpec; readonly centreFactor: number }>
> = {
  adamw: { optimizer: adamw, centreFactor: 1 },
  sgd: {
    optimizer: { type: 'sgd', momentum: 0.9, weightDecay: 0, clipNorm: null },
    centreFactor: 10,
  },
  muon: {
    optimizer: {
      type: 'muon',
      momentum: 0.95,
      newtonSchulzSteps: 5,
      weightDecay: 0,
      clipNorm: null,
      adamw: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, learningRateFactor: 1 },
    },
    centreFactor: 1,
  },
};

/** In the order in which they are offered. */
export const presets = {
  ...perceptronPresets,
  ...languagePresets,
  ...puzzlePresets,
  ...textPresets,
} as const;

export type PresetId = keyof typeof presets;
export const presetIds = Object.keys(presets) as PresetId[];

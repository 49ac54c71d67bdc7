// THE presets: the experiments that the lab offers. A preset is a spec and, for each size, the differences from it.

import { languagePresets } from './languages.js';
import { limitPresets } from './limits.js';
import { linearPresets } from './linear.js';
import { perceptronPresets } from './perceptrons.js';
import { puzzlePresets } from './puzzles.js';
import { textPresets } from './text.js';

export type { Overrides, Preset } from './preset.js';

/** In the order in which they are offered. */
export const presets = {
  ...perceptronPresets,
  ...languagePresets,
  ...puzzlePresets,
  ...limitPresets,
  ...linearPresets,
  ...textPresets,
} as const;

export type PresetId = keyof typeof presets;
export const presetIds = Object.keys(presets) as PresetId[];

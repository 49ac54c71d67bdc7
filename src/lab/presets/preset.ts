// What a preset is, and what presets share.

import { optimizers } from '../../models/optimizers/optimizers.js';
import type { ExperimentSize, ExperimentSpec } from '../experiment/experiment.js';

/** Values by dotted path, e.g. `model.widths`. */
export type Overrides = Readonly<Record<string, unknown>>;

export interface Preset {
  readonly title: string;
  /** The question that it answers, in one sentence. */
  readonly question: string;
  readonly base: Omit<ExperimentSpec, 'version' | 'preset' | 'size' | 'start' | 'evaluation'> & {
    readonly evaluation: Omit<ExperimentSpec['evaluation'], 'longestGap'>;
  };
  /** What each size changes in `base`. */
  readonly sizes: Readonly<Record<ExperimentSize, Overrides>>;
}

/** The law in sight stands still between two evaluations: in an experiment of minutes for a few seconds at most. */
export const longestGaps: Readonly<Record<ExperimentSize, number | null>> = {
  small: null,
  standard: 0.03,
  full: 0.02,
};

export const adamw = optimizers.adamw.defaults;
export const lrSweep = { enabled: true, count: 4, ratio: 2, widen: true };

/** What the presets of transformers have in common: a plain GPT. */
export const decoder = {
  family: 'transformer',
  mlpRatio: 4,
  activation: 'gelu',
  norm: 'layernorm',
  positions: 'learned',
  tied: false,
  biases: true,
  initialisation: 'gpt2',
} as const;

/** Steady, then linear to zero. */
export const cooled = { type: 'wsd', warmupSteps: 50, minimumFactor: 0, decayFraction: 0.3 } as const;

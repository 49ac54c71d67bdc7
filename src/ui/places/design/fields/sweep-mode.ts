// What an experiment varies beside its sizes: nothing, data sets, compute budgets, or points along one training.

import { power } from '../../../../base/maths/power.js';
import { InputError } from '../../../../base/errors.js';
import { endlessData, type ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { plan } from '../../../../lab/plan/plan.js';
import type { RunPlan } from '../../../../lab/plan/run-plan.js';

export const sweepModes = ['sizes', 'grid', 'isoflop', 'branches'] as const;
export type SweepMode = (typeof sweepModes)[number];

/** With budgets, `steps` is only the most that a size may take. */
const MOST_STEPS = 100_000;
/** Steps of an experiment whose budgets cannot be spent. */
const USUAL_STEPS = 2000;
/** Ratio between two budgets, or two data sets. */
const RATIO = 4;
const USUAL_DECAY = 0.3;

export function sweepModeOf({ data }: ExperimentSpec): SweepMode {
  if (data.budgets.length > 0) return 'isoflop';
  if (data.branches.length > 0) return 'branches';
  return data.uniqueSamples.some((count) => count !== null) ? 'grid' : 'sizes';
}

/** The experiment with another sweep: that of its preset, where the preset has it, else one around the training that it has now. */
export function withSweepMode(
  spec: ExperimentSpec,
  mode: SweepMode,
  preset: ExperimentSpec | null,
): ExperimentSpec {
  if (mode === sweepModeOf(spec)) return spec;
  const runs = runsOf(spec);
  const middle = runs.at(Math.floor(runs.length / 2));
  const wasOfBudgets = spec.data.budgets.length > 0;
  const steps = wasOfBudgets ? (middle?.steps ?? USUAL_STEPS) : spec.training.steps;
  const { order, sizesPerBudget } = spec.data;
  const plain = {
    ...spec,
    data: { ...endlessData, order, sizesPerBudget },
    training: { ...spec.training, steps },
  };
  if (preset && sweepModeOf(preset) === mode)
    return {
      ...plain,
      data: preset.data,
      training: { ...plain.training, steps: preset.training.steps, schedule: preset.training.schedule },
    };
  switch (mode) {
    case 'sizes':
      return plain;
    case 'grid':
      return { ...plain, data: { ...plain.data, uniqueSamples: dataSets(steps * spec.training.batch) } };
    case 'isoflop': {
      const flops = middle ? middle.trainingFlops : 1e9;
      const budgets = [-1, 0, 1].map((exponent) => rounded(flops * power(RATIO, exponent)));
      const most = Math.min(MOST_STEPS, Math.floor(2 ** 32 / spec.training.batch));
      return { ...plain, data: { ...plain.data, budgets }, training: { ...plain.training, steps: most } };
    }
    case 'branches': {
      const { schedule } = spec.training;
      const stable =
        schedule.type === 'wsd' && schedule.decayFraction < 1
          ? schedule
          : { ...schedule, type: 'wsd' as const, decayFraction: USUAL_DECAY };
      return {
        ...plain,
        data: { ...plain.data, branches: [0.25, 0.5] },
        training: { ...plain.training, schedule: stable },
      };
    }
  }
}

/** Data sets of which the largest is seen about four times, and one without end. */
function dataSets(seen: number): readonly (number | null)[] {
  return [...[-3, -2, -1].map((exponent) => Math.max(1, rounded(seen * power(RATIO, exponent)))), null];
}

/** To one digit, as people choose numbers. */
function rounded(value: number): number {
  return Number(value.toPrecision(1));
}

function runsOf(spec: ExperimentSpec): readonly RunPlan[] {
  try {
    return plan(spec).runs;
  } catch (error) {
    // Its fields do not fit together now.
    if (error instanceof InputError) return [];
    throw error;
  }
}

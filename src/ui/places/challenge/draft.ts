// The fields of a design, as a visitor types them, and the experiment that they make.

import { InputError } from '../../../base/errors.js';
import { largest } from '../../../base/many.js';
import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { finalOfDesign, ruled } from '../../../lab/challenge/rules.js';
import { readExperiment } from '../../../lab/plan/read-experiment.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import { optimizers, type OptimizerType } from '../../../models/optimizers/optimizers.js';

export const draftFields = [
  'widths',
  'samples',
  'depth',
  'steps',
  'warmup',
  'batch',
  'rate',
  'rates',
  'seeds',
] as const;
export type DraftField = (typeof draftFields)[number];

/** What stands in the fields. Lists are separated by commas; no samples are endless data. */
export type Draft = Readonly<Record<DraftField, string>> & { readonly optimizer: OptimizerType };

/** The fields that a final run has; it has one width, one data set, one learning rate and one seed. */
export const finalFields: ReadonlySet<DraftField> = new Set([
  'widths',
  'samples',
  'depth',
  'steps',
  'warmup',
  'batch',
  'rate',
]);

export function draftOf({ model, data, training, lrSweep, seeds }: ExperimentSpec): Draft {
  return {
    widths: model.widths.join(', '),
    samples: data.uniqueSamples.map((count) => count ?? '').join(', '),
    depth: String(model.depth),
    steps: String(training.steps),
    warmup: String(training.schedule.warmupSteps),
    batch: String(training.batch),
    rate: String(lrSweep.centre),
    rates: String(lrSweep.enabled ? lrSweep.count : 1),
    seeds: String(seeds.count),
    optimizer: training.optimizer.type,
  };
}

export type Designed =
  | { readonly type: 'plan'; readonly plan: Plan }
  /** Why the fields make no experiment. */
  | { readonly type: 'problem'; readonly problem: string };

/** The experiment of a draft by the rules of a challenge; `isFinal`: its final run. */
export function designOf(draft: Draft, fixed: ExperimentSpec, isFinal: boolean): Designed {
  try {
    const spec = specOf(draft, fixed);
    return { type: 'plan', plan: readExperiment(isFinal ? finalOfDesign(spec) : spec).plan };
  } catch (error) {
    if (error instanceof InputError) return { type: 'problem', problem: error.message };
    throw error;
  }
}

/** The draft of a final run: a size beyond those of a design, and one of all else. */
export function finalDraftOf(draft: Draft): Draft {
  const widths = listOf(draft.widths);
  const width = widths.length > 1 ? String(2 * largest(widths)) : draft.widths;
  return { ...draft, widths: width, samples: draft.samples.split(/[,;]/).at(-1)!.trim() };
}

/** May hold what is not a number: whoever reads it names the field. */
function specOf(draft: Draft, fixed: ExperimentSpec): ExperimentSpec {
  const rates = numberOf(draft.rates);
  const { training } = fixed;
  const spec = {
    ...fixed,
    model: { ...fixed.model, depth: numberOf(draft.depth), widths: ascending(listOf(draft.widths)) },
    data: { ...fixed.data, uniqueSamples: ascending(samplesOf(draft.samples)), branches: [], budgets: [] },
    training: {
      ...training,
      steps: numberOf(draft.steps),
      batch: numberOf(draft.batch),
      optimizer:
        draft.optimizer === training.optimizer.type
          ? training.optimizer
          : optimizers[draft.optimizer].defaults,
      schedule: { ...training.schedule, warmupSteps: numberOf(draft.warmup) },
    },
    lrSweep: {
      ...fixed.lrSweep,
      centre: numberOf(draft.rate),
      enabled: rates !== 1,
      count: rates === 1 ? fixed.lrSweep.count : rates,
    },
    seeds: { ...fixed.seeds, count: numberOf(draft.seeds) },
  } as ExperimentSpec;
  return ruled(spec, fixed);
}

/** NaN for nothing, which Number takes as 0. */
function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

function listOf(text: string): number[] {
  return text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map(Number);
}

function samplesOf(text: string): (number | null)[] {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  return parts.map((part) => (part === '' ? null : Number(part)));
}

/** In order and each once; endless data come last. */
function ascending<Value extends number | null>(values: readonly Value[]): Value[] {
  return [...new Set(values)].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
}

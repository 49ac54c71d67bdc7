// One more size for an experiment that has a law: the run that tests a forecast. It is trained like the others, with the same
// learning-rate sweep and seeds, and the others are kept.
//
// D samples, N parameters.

import { largest } from '../../base/many.js';
import { integerPower, log } from '../../base/maths/elementary.js';
import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { formatCount } from '../../base/format.js';
import { InputError } from '../../base/errors.js';
import { examplesPerSample, modelWidth } from '../../models/model-spec.js';
import { familyConvention, parameterCounts, type Convention } from '../../models/parameters.js';
import { planCost, type PlanCost } from './cost.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import type { Plan, RunPlan } from './run-plan.js';
import { readExperiment } from './read-experiment.js';

export interface LargerRun {
  readonly axis: 'N' | 'D';
  /** Where it lies along the law: N, or unique samples. */
  readonly x: number;
  /** Ratio to the largest size that was trained. */
  readonly ratio: number;
  /** `width 181` or `8 k samples`. */
  readonly name: string;
  readonly config: string;
  /** The experiment with it, all its runs in order: the old ones unchanged, then the new ones. */
  readonly plan: Plan;
  /** Of the new runs alone. */
  readonly cost: PlanCost;
}

/** Factors from one offer to the next, of widths and of data sets. */
const WIDTH_FACTOR = Math.sqrt(Math.SQRT2);
const DATA_FACTOR = Math.SQRT2;
const OFFERS = 12;
/** The default offer is about this many times as large as the largest. */
const USUAL_RATIO = 3;

/** Larger runs along `axis` that the experiment could continue with, ascending; none if not even the next one fits a GPU. */
export function largerRuns(
  last: Plan,
  axis: 'N' | 'D',
  convention: Convention = familyConvention[last.spec.model.family],
): readonly LargerRun[] {
  const offers: LargerRun[] = [];
  // A budget says how long each size trains, so a further size has no place of its own; a part of an experiment has no law of its own.
  if (last.spec.data.budgets.length > 0 || last.units) return offers;
  for (const spec of axis === 'N' ? widerSpecs(last.spec) : specsOfMoreData(last.spec)) {
    const offer = largerRun(last, axis, convention, spec);
    if (offer === null || offer.ratio <= 1 || offer.ratio > EXTRAPOLATION_LIMIT) break;
    offers.push(offer);
  }
  return offers;
}

/** The default offer. Expects at least one. */
export function defaultLargerRun(offers: readonly LargerRun[]): LargerRun {
  const distance = ({ ratio }: LargerRun): number => Math.abs(log(ratio / USUAL_RATIO));
  return offers.reduce((best, offer) => (distance(offer) < distance(best) ? offer : best));
}

/** Null if the run would not fit. */
function largerRun(
  last: Plan,
  axis: 'N' | 'D',
  convention: Convention,
  spec: ExperimentSpec,
): LargerRun | null {
  let whole: Plan;
  try {
    whole = readExperiment(spec).plan;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
  const known = new Set(last.runs.map(({ config }) => config));
  const added = whole.runs.filter(({ config }) => !known.has(config));
  const run = added[added.length - 1];
  const size = (of: RunPlan): number => sizeOf(of, axis, convention);
  const x = size(run);
  const trained = largest(last.runs.map(size));
  return {
    axis,
    x,
    ratio: x / trained,
    name: axis === 'N' ? `width ${modelWidth(run.model)}` : `${formatCount(x)} samples`,
    config: run.config,
    plan: { spec, runs: [...last.runs, ...added] },
    cost: planCost({ spec, runs: added }),
  };
}

/** Size as laws count it: samples that are never seen do not count. */
function sizeOf(
  { model, uniqueSamples, steps, batch }: RunPlan,
  axis: 'N' | 'D',
  convention: Convention,
): number {
  if (axis === 'N') return parameterCounts(model)[convention];
  return examplesPerSample(model) * Math.min(steps * batch, uniqueSamples ?? Infinity);
}

function* widerSpecs(spec: ExperimentSpec): Generator<ExperimentSpec> {
  const { model } = spec;
  const largest = model.widths[model.widths.length - 1];
  const unit = model.family === 'transformer' ? model.headSize : 1;
  for (const width of ladder(largest, WIDTH_FACTOR, unit)) {
    yield { ...spec, model: { ...model, widths: [...model.widths, width] } };
  }
}

/** None for infinite data. */
function* specsOfMoreData(spec: ExperimentSpec): Generator<ExperimentSpec> {
  const { uniqueSamples } = spec.data;
  const largest = uniqueSamples[uniqueSamples.length - 1];
  if (largest === null) return;
  for (const samples of ladder(largest, DATA_FACTOR, 1)) {
    yield { ...spec, data: { ...spec.data, uniqueSamples: [...uniqueSamples, samples] } };
  }
}

/** Multiples of `unit` above `largest`, about `factor` apart. */
function ladder(largest: number, factor: number, unit: number): number[] {
  const rungs = Array.from(
    { length: OFFERS },
    (_, i) => Math.round((largest * integerPower(factor, i + 1)) / unit) * unit,
  );
  return [...new Set(rungs)].filter((rung) => rung > largest);
}

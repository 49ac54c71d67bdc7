// spec -> Plan{runs}. One run is one recorded program: all replicas (seeds x learning rates) of one config. Pure: equal specs
// give equal plans.

import { power } from '../../base/maths/power.js';
import type { Task } from '../../data/task.js';
import { trainingFlops } from '../../models/flops/flops.js';
import type { ModelSpec } from '../../models/model-spec.js';
import { familyConvention, parameterCounts } from '../../models/parameters.js';
import type { Branch } from '../../models/schedule.js';
import { centreLearningRate, mlpOfWidth, transformerOfWidth } from '../../models/zoo.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { nameOfBudget, sizesOfBudgets, type BudgetSteps } from './budgets.js';
import { OPEN_RUNS_BYTES, runBytes } from './memory.js';
import { taskOf } from '../../data/tasks/tasks.js';
import type { Plan, Replica, RunPlan } from './run-plan.js';

/** The runs of an experiment, small models first. Throws InputError if the task's dials are out of range. */
export function plan(spec: ExperimentSpec): Plan {
  const task = taskOf(spec.task);
  const configs =
    spec.data.budgets.length > 0
      ? budgetConfigs(spec, task)
      : spec.model.widths.flatMap((width) =>
          spec.data.uniqueSamples.map((uniqueSamples) => planConfig(spec, task, { width, uniqueSamples })),
        );
  return { spec, runs: configs.flatMap((config) => parted(config, spec)) };
}

/** What tells the configs of an experiment apart. */
interface ConfigSize {
  readonly width: number;
  readonly uniqueSamples: number | null;
  /** Where a budget decides how long it trains. */
  readonly spent?: BudgetSteps;
}

function planConfig(spec: ExperimentSpec, task: Task, { width, uniqueSamples, spent }: ConfigSize): RunPlan {
  const { batch } = spec.training;
  const steps = spent?.steps ?? spec.training.steps;
  const size = uniqueSamples === null ? `w${width}` : `w${width}-d${uniqueSamples}`;
  const config = spent ? `${size}-c${nameOfBudget(spent.budget)}` : size;
  const model = modelOf(spec.model, width, task);
  return {
    id: config,
    config,
    round: 0,
    model,
    uniqueSamples,
    replicas: replicasOf(spec, learningRates(spec, width)),
    steps,
    batch,
    evaluationSteps: evaluationSteps(steps, spec.evaluation),
    branches: branchesOf(spec),
    trainingFlops: trainingFlops(model, batch, steps),
  };
}

/** The configs of an experiment with budgets, small models first, and of each the small budgets first. */
function budgetConfigs(spec: ExperimentSpec, task: Task): RunPlan[] {
  const { model: family, training } = spec;
  const sizes = family.widths.map((width) => {
    const model = modelOf(family, width, task);
    const N = parameterCounts(model)[familyConvention[family.family]];
    return { width, N, flopsOfStep: trainingFlops(model, training.batch, 1) };
  });
  const chosen = sizesOfBudgets(spec, sizes);
  return sizes.flatMap(({ width }) =>
    chosen
      .filter((size) => size.width === width)
      .map((spent) => planConfig(spec, task, { width, uniqueSamples: null, spent })),
  );
}

/** The runs of a config: one, or several with fewer replicas each if all at once would not fit. */
function parted(run: RunPlan, spec: ExperimentSpec): RunPlan[] {
  const { id, replicas } = run;
  const bytes = (count: number): number => runBytes({ ...run, replicas: replicas.slice(0, count) }, spec);
  // Every replica needs as much as the first; the rest is there once.
  const all = bytes(replicas.length);
  const ofReplica = replicas.length > 1 ? (all - bytes(1)) / (replicas.length - 1) : all;
  const room = OPEN_RUNS_BYTES - (all - replicas.length * ofReplica);
  const most = Math.max(1, Math.floor(room / ofReplica));
  const each = Math.ceil(replicas.length / Math.ceil(replicas.length / most));
  return Array.from({ length: Math.ceil(replicas.length / each) }, (_, part) => ({
    ...run,
    id: part === 0 ? id : `${id}.${part + 1}`,
    replicas: replicas.slice(part * each, (part + 1) * each),
  }));
}

/** The branches that end at the spec's shares of the steps. Each decays over the same share of its length as the trunk. */
function branchesOf({ data, training }: ExperimentSpec): Branch[] {
  const { steps, schedule } = training;
  return data.branches.map((share) => {
    const to = Math.round(share * steps);
    return { from: to - Math.max(1, Math.round(schedule.decayFraction * to)), to };
  });
}

/** Updates of a run, including its branches. */
export function totalUpdates({ steps, branches }: RunPlan): number {
  return branches.reduce((sum, { from, to }) => sum + to - from, steps);
}

/** The model of a width in the experiment's family, with the inputs and outputs of the task. */
function modelOf(family: ExperimentSpec['model'], width: number, task: Task): ModelSpec {
  const { inputs, outputs } = task;
  if (family.family === 'mlp') {
    const { depth, activation } = family;
    // Without a hidden layer the width is that of what it reads.
    return mlpOfWidth(width, { inputs: depth === 0 ? width : inputs, outputs, depth, activation });
  }
  const { depth, headSize, mlpRatio, activation, norm, positions, tied, biases } = family;
  const sequence = { vocabulary: outputs, context: inputs, layers: depth, headSize, mlpRatio };
  return transformerOfWidth(width, { ...sequence, activation, norm, positions, tied, biases });
}

/** The learning rates of a width, ascending; one rate where the sweep is off. */
function learningRates({ lrSweep, model }: ExperimentSpec, width: number): number[] {
  // What a linear model reads bounds its rate, not how much of it.
  const isFlat = model.initialisation === 'mup' || model.depth === 0;
  const centre = isFlat ? lrSweep.centre : centreLearningRate(lrSweep.centre, width, model.family);
  const count = lrSweep.enabled ? lrSweep.count : 1;
  return Array.from({ length: count }, (_, i) => centre * power(lrSweep.ratio, i - (count - 1) / 2));
}

/** All seeds at each of these rates. */
export function replicasOf({ seeds }: Pick<ExperimentSpec, 'seeds'>, rates: readonly number[]): Replica[] {
  return Array.from({ length: seeds.count }, (_, i) => seeds.first + i).flatMap((seed) =>
    rates.map((learningRate) => ({ seed, learningRate })),
  );
}

/** When a run is evaluated: at log-spaced steps, and often enough between them that no gap is too long. */
export function evaluationSteps(
  steps: number,
  { points, longestGap }: Pick<ExperimentSpec['evaluation'], 'points' | 'longestGap'>,
): readonly number[] {
  const spaced = logSpacedSteps(steps, points);
  if (longestGap === null) return spaced;
  const gap = Math.max(1, longestGap * steps);
  return spaced.flatMap((step, i) => {
    const before = i > 0 ? spaced[i - 1] : 0;
    const parts = Math.ceil((step - before) / gap);
    return Array.from({ length: parts }, (_, part) =>
      Math.round(before + ((step - before) * (part + 1)) / parts),
    );
  });
}

/** About `count` whole steps from 1 to `steps`, evenly spaced in their logarithm, without repeats. */
export function logSpacedSteps(steps: number, count: number): number[] {
  const spaced = Array.from({ length: count }, (_, i) =>
    Math.round(power(steps, count > 1 ? i / (count - 1) : 1)),
  );
  return [...new Set(spaced)];
}

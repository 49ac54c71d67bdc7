// What the page says of an experiment before it is started: what it teaches, what it costs, and what is known of its outcome.

import { InputError } from '../../base/errors.js';
import { formatTimeRange } from '../../base/format.js';
import { taskOf, tasks, unitOf, type TaskSpec } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { withoutCheckpoints } from '../../lab/plan/checkpoint-size.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { estimateSeconds, planCost, type PlanCost } from '../../lab/plan/cost.js';
import type { Plan, Shard } from '../../lab/plan/run-plan.js';
import { planOfShard } from '../../lab/plan/units.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import { tooFewSizes } from '../../laws/runs/too-few-sizes.js';
import { words } from './words.js';

export interface ExperimentSummary {
  readonly spec: ExperimentSpec;
  /** The share of it that a start trains, null for the whole. */
  readonly shard: Shard | null;
  readonly device: DeviceInfo | null;
  /** What a start trains; null where there is a problem. */
  readonly plan: Plan | null;
  /** `5 sizes × 8 replicas, 3 k steps each`. */
  readonly cost: string;
  /** `25 to 45 s`, '' where that is not known. */
  readonly time: string;
  /** Why it cannot show a law, and what of it cannot be kept; '' where nothing is wrong. */
  readonly warning: string;
  /** Why it cannot be run, '' if it can. */
  readonly problem: string;
  /** The field that the problem is about, by its dotted path; null where it is about none. */
  readonly problemField: string | null;
}

/** Reads a spec, once, and costs its plan; `last` is given back where nothing changed. */
export function describeExperiment(
  spec: ExperimentSpec,
  device: DeviceInfo | null,
  last: ExperimentSummary | null,
  shard: Shard | null = null,
): ExperimentSummary {
  // What is wrong may be mended by what is given: a text, weights.
  const isSame = last?.spec === spec && last.shard === shard && last.device === device;
  if (isSame && last.problem === '') return last;
  try {
    const { plan: whole } = readExperiment(spec);
    const plan = shard ? planOfShard(whole, shard) : whole;
    // A share has no law of its own.
    const fewSizes = shard ? null : tooFewSizes(plan);
    const warnings = [fewSizes, withoutCheckpoints(plan)].filter((text) => text !== null);
    const warning = warnings.join(' ');
    return {
      spec,
      shard,
      device,
      plan,
      ...planWords(plan, device),
      warning,
      problem: '',
      problemField: null,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message: problem, field: problemField } = error;
    return { spec, shard, device, plan: null, cost: '', time: '', warning: '', problem, problemField };
  }
}

/** What a plan would cost: `5 sizes × 8 replicas, 3 k steps each`, and `30 to 55 s`. */
export function planWords(plan: Plan, device: DeviceInfo | null): Pick<ExperimentSummary, 'cost' | 'time'> {
  const cost = planCost(plan);
  const seconds = device && estimateSeconds(cost, device);
  return { cost: workWords(plan, cost), time: seconds === null ? '' : formatTimeRange(seconds) };
}

function workWords({ spec, runs, units }: Plan, { replicas }: PlanCost): string {
  const { model, data, training } = spec;
  if (units) return words.cost.part(replicas, training.steps);
  const configs = Math.max(1, new Set(runs.map(({ config }) => config)).size);
  const each = replicas / configs;
  return data.budgets.length > 0
    ? words.cost.ofBudgets(data.budgets.length, configs, each)
    : words.cost.work(model.widths.length, data.uniqueSamples.length, each, training.steps);
}

/** What a task is: what it teaches, the unit of its loss, and how far that can fall; '' where a dial has a value that cannot be. */
export function taskFacts(spec: TaskSpec): string {
  try {
    // A text has no known floor, and need not be here.
    const floor = spec.type === 'text' ? null : taskOf(spec).lossFloor;
    return words.facts.task(tasks[spec.type].teaches, unitOf(spec), floor);
  } catch (error) {
    if (error instanceof InputError) return '';
    throw error;
  }
}

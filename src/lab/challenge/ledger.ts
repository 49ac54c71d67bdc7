// What experiments cost a challenge, in exact training FLOPs: those of the steps that were trained, so that what was stopped early or
// skipped is refunded. Training is deterministic, so what was trained once need not be paid again: the same experiment a second time is
// free, and one more size costs that size alone.

import { canonicalJson } from '../../base/canonical-json.js';
import { sha256 } from '../../base/sha256.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { plan } from '../plan/plan.js';
import type { Plan, RunPlan } from '../plan/run-plan.js';
import type { RunRecord } from '../records/record.js';

/** An experiment as its records tell it: what it planned, and how far each run came. */
export interface Trained {
  readonly plan: Plan;
  readonly runs: readonly Pick<RunRecord, 'plan' | 'step' | 'branchEvaluations'>[];
}

/** What one experiment cost. */
export interface Cost {
  /** All its steps. */
  readonly whole: number;
  /** Of these, what experiments before it had trained. */
  readonly free: number;
  readonly spent: number;
  /** What was planned and not trained. */
  readonly refunded: number;
}

export interface Ledger {
  /** Of each experiment, in the order given. */
  readonly costs: readonly Cost[];
  readonly spent: number;
  /** Below 0 where more was spent than there was. */
  readonly left: number;
  /** Updates of all that was trained, by what it is. */
  readonly trained: ReadonlyMap<string, number>;
}

/** A stretch of training: the trunk of a replica, or one of its branches. */
interface Stretch {
  /** Equal keys train to equal numbers. */
  readonly key: string;
  readonly updates: number;
  readonly flopsOfUpdate: number;
}

export function ledgerOf(budget: number, experiments: readonly Trained[]): Ledger {
  const trained = new Map<string, number>();
  const costs = experiments.map((experiment) => costOf(experiment, trained));
  const spent = costs.reduce((sum, cost) => sum + cost.spent, 0);
  return { costs, spent, left: budget - spent, trained };
}

/** Counts an experiment, and adds it to what was trained. */
function costOf({ plan, runs }: Trained, trained: Map<string, number>): Cost {
  const { whole, due } = priceOf(plan, trained);
  let spent = 0;
  for (const run of runs) {
    const done = { steps: run.step, branches: run.branchEvaluations.length };
    for (const { key, updates, flopsOfUpdate } of stretchesOf(plan.spec, run.plan, done)) {
      const before = trained.get(key) ?? 0;
      spent += Math.max(0, updates - before) * flopsOfUpdate;
      trained.set(key, Math.max(before, updates));
    }
  }
  return { whole, free: whole - due, spent, refunded: Math.max(0, due - spent) };
}

/** What a plan costs in all, and what of it is due where some was trained before. */
export function priceOf(
  { spec, runs }: Plan,
  trained: ReadonlyMap<string, number>,
): { readonly whole: number; readonly due: number } {
  let [whole, due] = [0, 0];
  for (const run of runs) {
    for (const { key, updates, flopsOfUpdate } of stretchesOf(spec, run)) {
      whole += updates * flopsOfUpdate;
      due += Math.max(0, updates - (trained.get(key) ?? 0)) * flopsOfUpdate;
    }
  }
  return { whole, due };
}

/** Whether any of a plan's models was trained before, some of its steps at least. */
export function isKnown({ spec, runs }: Plan, trained: ReadonlyMap<string, number>): boolean {
  return runs.some((run) => stretchesOf(spec, run).some(({ key }) => (trained.get(key) ?? 0) > 0));
}

/** The most steps with which an experiment would cost no more than `left`; null if not even the fewest would. */
export function fittingSteps(spec: ExperimentSpec, left: number): number | null {
  const costs = (steps: number): number =>
    priceOf(plan({ ...spec, training: { ...spec.training, steps } }), new Map()).due;
  let fits = spec.training.schedule.warmupSteps;
  let tooMany = spec.training.steps;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (costs(middle) <= left) fits = middle;
    else tooMany = middle;
  }
  return fits > spec.training.schedule.warmupSteps ? fits : null;
}

/** The training of a run, whole or as far as it is done. */
function stretchesOf(
  { task, model, data, training }: ExperimentSpec,
  run: RunPlan,
  done: { readonly steps: number; readonly branches: number } = {
    steps: run.steps,
    branches: run.branches.length,
  },
): Stretch[] {
  const { steps, batch, branches, replicas, trainingFlops, uniqueSamples } = run;
  const { optimizer, schedule } = training;
  const settings = { model: run.model, initialisation: model.initialisation, uniqueSamples, steps, batch };
  const all = { task, ...settings, order: data.order, optimizer, schedule };
  const name = sha256(canonicalJson(all));
  const flopsOfUpdate = trainingFlops / steps;
  return replicas.flatMap(({ seed, learningRate }) => {
    const trunk = `${name} ${seed} ${learningRate}`;
    const ended = branches.slice(0, done.branches).map(({ from, to }) => ({
      key: `${trunk} ${from}-${to}`,
      updates: to - from,
      flopsOfUpdate,
    }));
    return [{ key: trunk, updates: done.steps, flopsOfUpdate }, ...ended];
  });
}

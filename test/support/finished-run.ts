// Records of small experiments whose losses are known, without training.

import { expect } from 'chai';
import type { RunEvent } from '../../src/lab/records/events.js';
import type { DeviceInfo, ReplicaOutcome } from '../../src/lab/records/record.js';
import { laws, type Law } from '../../src/laws/runs/lab-laws.js';
import { plan } from '../../src/lab/plan/plan.js';
import type { Plan, RunPlan } from '../../src/lab/plan/run-plan.js';
import type { Overrides } from '../../src/lab/presets/presets.js';
import { resolveExperiment } from './experiments.js';
import { LabStore } from '../../src/lab/records/store.js';
import { parameterCounts } from '../../src/models/parameters.js';

export const device: DeviceInfo = {
  engine: 'gpu',
  engineVersion: 1,
  vendor: 'example',
  architecture: 'x',
  description: 'Example GPU',
  software: false,
  threads: null,
  simd: null,
  check: 'checked',
  flopsPerSecond: 1e12,
};

const settings: Overrides = {
  'task.dimension': 4,
  'model.widths': [4, 8, 16, 32],
  'training.steps': 200,
  'training.batch': 256,
  'lrSweep.count': 4,
  'lrSweep.ratio': 2,
  'seeds.count': 2,
};

export const planOf = (overrides: Overrides = {}): Plan =>
  plan(resolveExperiment('manifold', { ...settings, ...overrides }));

/** Loss of a replica: N^-1, worse by the square of its distance in octaves from `best`, and by seed. */
export const lossOf =
  (
    best: (run: RunPlan) => number = (run) =>
      Math.sqrt(run.replicas[1].learningRate * run.replicas[2].learningRate),
  ) =>
  (run: RunPlan, replica: number): number => {
    const { seed, learningRate } = run.replicas[replica];
    const octaves = Math.log2(learningRate / best(run));
    return (30 / parameterCounts(run.model).total) * Math.exp(0.1 * octaves ** 2 + (seed % 2 ? 0.02 : -0.02));
  };

/** Events of a run that goes from 1 to its loss; a loss of NaN is a diverged replica. */
export function eventsOf(
  run: RunPlan,
  loss: (run: RunPlan, replica: number) => number,
  time = 5,
): RunEvent[] {
  const final = Float32Array.from(run.replicas, (_, r) => loss(run, r));
  const { steps } = run;
  const outcomes: ReplicaOutcome[] = [...final].map((value) =>
    Number.isFinite(value) ? 'finished' : 'diverged',
  );
  const evaluation = (step: number, losses: Float32Array): RunEvent => ({
    type: 'evaluation',
    branch: null,
    run: run.id,
    step,
    losses,
    standardErrors: losses.map((value) => 0.001 * value),
    accuracies: null,
    exactMatches: null,
    groupLosses: null,
  });
  return [
    { type: 'run-started', run: run.id, time },
    {
      type: 'losses',
      run: run.id,
      firstStep: 0,
      count: steps,
      losses: Float32Array.from({ length: steps * final.length }, (_, i) => 1 / ((i % steps) + 1)),
    },
    evaluation(
      1,
      final.map(() => 1),
    ),
    evaluation(steps, final),
    { type: 'run-finished', run: run.id, outcomes, deviceSeconds: time / 10, time },
  ];
}

export function finishedStore(whole: Plan, loss = lossOf(), time = 5): LabStore {
  const store = new LabStore();
  store.apply([{ type: 'plan-started', plan: whole, device, time }]);
  for (const run of whole.runs) store.apply(eventsOf(run, loss, time));
  store.apply([{ type: 'plan-finished', outcome: 'finished', message: '', time }]);
  return store;
}

export function onlyLaw(store: LabStore): Law {
  const found = laws(store.state);
  expect(found).to.have.length(1);
  return found[0];
}

/** A store in which a plan with branches has finished; `loss` at the end of a trunk or branch of so many steps. */
export function branchedStore(whole: Plan, loss: (run: RunPlan, steps: number) => number): LabStore {
  const store = new LabStore();
  store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
  for (const run of whole.runs) {
    const [started, losses, early, late, finished] = eventsOf(run, () => loss(run, run.steps));
    const at = late as Extract<RunEvent, { type: 'evaluation' }>;
    const ends = run.branches.map(({ to }, branch) => {
      return { ...at, branch, step: to, losses: at.losses.map(() => loss(run, to)) };
    });
    store.apply([started, losses, early, ...ends, late, finished]);
  }
  return store;
}

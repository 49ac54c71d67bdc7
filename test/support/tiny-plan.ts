// A plan of two tiny sizes, a second's work on two cores, for tests of what runs it.

import { createTask, type TaskSpec } from '../../src/data/tasks/tasks.js';
import {
  endlessData,
  fromChance,
  type ExperimentSpec,
  type StartSpec,
} from '../../src/lab/experiment/experiment.js';
import type { Plan, Replica, RunPlan } from '../../src/lab/plan/run-plan.js';

const manifold: TaskSpec = { type: 'manifold', dimension: 3, seed: 1 };

export interface TinyPlanOptions {
  readonly task?: TaskSpec;
  readonly replicas?: readonly Replica[];
  readonly widths?: readonly number[];
  readonly steps?: number;
  readonly order?: 'per-seed' | 'shared';
  readonly uniqueSamples?: number | null;
  readonly start?: StartSpec;
}

export function tinyPlan(options: TinyPlanOptions = {}): Plan {
  const {
    task = manifold,
    replicas = [{ seed: 1, learningRate: 1e-2 }],
    widths = [4, 7],
    steps = 40,
    order = 'per-seed',
    uniqueSamples = null,
    start = fromChance,
  } = options;
  const spec: ExperimentSpec = {
    version: 2,
    preset: 'manifold',
    size: 'small',
    task,
    model: { family: 'mlp', depth: 2, widths, activation: 'relu', initialisation: 'pytorch' },
    data: { ...endlessData, uniqueSamples: [uniqueSamples], order },
    training: {
      steps,
      batch: 16,
      optimizer: { type: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, clipNorm: 1 },
      schedule: { type: 'cosine', warmupSteps: 5, minimumFactor: 0, decayFraction: 0.2 },
    },
    lrSweep: { enabled: true, count: 2, ratio: 2, centre: 1e-2, widen: false },
    seeds: { count: 1, first: 1 },
    evaluation: { samples: 100, points: 3, longestGap: null },
    start,
  };
  const { inputs, outputs } = createTask(task);
  const runs = widths.map((width): RunPlan => {
    const id = `w${width}`;
    return {
      id,
      config: id,
      round: 0,
      model: { family: 'mlp', inputs, hidden: [width, width], outputs, activation: 'relu' },
      uniqueSamples,
      replicas,
      steps,
      batch: spec.training.batch,
      evaluationSteps: [...new Set([1, 10, steps])].filter((step) => step <= steps).sort((a, b) => a - b),
      branches: [],
      trainingFlops: steps * width,
    };
  });
  return { spec, runs };
}

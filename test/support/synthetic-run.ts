// Events of a plan that follows a known power law, for tests and screenshots of the page: no GPU, no chance.

import type { RunEvent } from '../../src/lab/records/events.js';
import type { DeviceInfo, ReplicaOutcome } from '../../src/lab/records/record.js';
import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import type { Plan, RunPlan } from '../../src/lab/plan/run-plan.js';
import type { Overrides } from '../../src/lab/presets/presets.js';
import { resolveExperiment } from './experiments.js';
import {
  syntheticExactMatches,
  syntheticGroupLosses,
  syntheticSample,
  syntheticWeights,
} from './synthetic-language.js';
import { parameterCounts } from '../../src/models/parameters.js';

export const device: DeviceInfo = {
  engine: 'gpu',
  engineVersion: 1,
  threads: null,
  simd: null,
  check: 'checked',
  vendor: 'example',
  architecture: 'reference',
  description: 'Example GPU 4000',
  software: false,
  flopsPerSecond: 1.2e12,
};

export const softwareDevice: DeviceInfo = {
  engine: 'gpu',
  engineVersion: 1,
  threads: null,
  simd: null,
  check: 'checked',
  vendor: 'google',
  architecture: 'swiftshader',
  description: 'SwiftShader',
  software: true,
  flopsPerSecond: 2.1e9,
};

export const processor: DeviceInfo = {
  engine: 'cpu',
  engineVersion: 1,
  threads: 4,
  simd: 'plain',
  check: '',
  vendor: '',
  architecture: '',
  description: 'CPU',
  software: false,
  flopsPerSecond: 4.8e10,
};

/** L(N) = E + A N^-alpha. */
export interface SyntheticLaw {
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
}

export interface SyntheticOptions {
  readonly law?: SyntheticLaw;
  readonly device?: DeviceInfo;
  /** Share of its steps that each run does; below 1 the plan does not end. */
  readonly until?: number;
  /** Share of the pipelines that are compiled; below 1 no run starts. */
  readonly compiled?: number;
  /** As many of the first runs end even so. */
  readonly ended?: number;
  /** Runs whose first replicas diverge, by id. */
  readonly diverging?: readonly string[];
  /** Runs that are left out, by id. */
  readonly without?: readonly string[];
}

/** An experiment of seven sizes and eight replicas whatever the presets come to be tuned to. */
export function smallManifold(overrides: Overrides = {}): ExperimentSpec {
  return resolveExperiment('manifold', {
    'model.widths': [4, 5, 6, 8, 11, 15, 20],
    'training.steps': 400,
    'lrSweep.count': 4,
    'seeds.count': 2,
    ...overrides,
  });
}

const CHUNKS = 40;
const START = 1_700_000_000_000;
const usualLaw: SyntheticLaw = { E: 0, A: 12, alpha: 0.96 };

/** A reproducible number in [-1, 1). */
function wobble(...keys: readonly number[]): number {
  let hash = 7;
  for (const key of keys) {
    hash = Math.imul(hash ^ (Math.floor(key) + 0x9e3779b9), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 31 - 1;
}

/** Loss of a replica after `step` updates: falls from 1 to the law, which it misses by the square of its distance to the best rate. */
export function syntheticLoss(run: RunPlan, replica: number, step: number, law: SyntheticLaw): number {
  const total = run.uniqueSamples ?? parameterCounts(run.model).total;
  const { learningRate, seed } = run.replicas[replica];
  const rates = run.replicas.map((other) => Math.log(other.learningRate));
  const centre = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const miss = 1 + 0.12 * (Math.log(learningRate) - centre) ** 2;
  const end = law.E + law.A * total ** -law.alpha * miss * (1 + 0.04 * wobble(seed, total));
  const progress = step / run.steps;
  return end + (1 + law.E) * Math.exp(-9 * progress ** 0.3) * (1 - progress);
}

/** The events of a plan in batches, as the worker sends them: all sizes advance together. */
export function* syntheticBatches(plan: Plan, options: SyntheticOptions = {}): Generator<RunEvent[]> {
  const { until = 1, compiled = 1, ended = 0, diverging = [], without = [] } = options;
  const runs = plan.runs.filter(({ id }) => !without.includes(id));
  yield [{ type: 'plan-started', plan, device: options.device ?? device, time: START }];
  const total = 2 * runs.length;
  for (let done = 0; done <= total * compiled; done++) yield [{ type: 'compiling', done, total }];
  if (compiled < 1) return;
  yield runs.map((run) => ({ type: 'run-started', run: run.id, time: START + 500 }));
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    const live = runs.filter((_, i) => i < ended || chunk < CHUNKS * until);
    if (live.length === 0) return;
    const fraction = Math.min(until, (chunk + 1) / CHUNKS);
    yield [
      ...live.flatMap((run) =>
        chunkEvents(run, chunk, {
          spec: plan.spec,
          law: options.law ?? usualLaw,
          diverges: diverging.includes(run.id),
        }),
      ),
      { type: 'progress', fraction, remainingSeconds: 42 * (1 - fraction) },
    ];
  }
  if (until < 1) return;
  yield [{ type: 'plan-finished', outcome: 'finished', message: '', time: START + 40_000 }];
}

function chunkEvents(
  run: RunPlan,
  chunk: number,
  { spec, law, diverges }: { spec: ExperimentSpec; law: SyntheticLaw; diverges: boolean },
): RunEvent[] {
  const firstStep = Math.floor((run.steps * chunk) / CHUNKS);
  const end = Math.floor((run.steps * (chunk + 1)) / CHUNKS);
  const count = end - firstStep;
  const replicas = run.replicas.length;
  const outcomes = run.replicas.map((_, r): ReplicaOutcome =>
    diverges && r % 4 === 3 ? 'diverged' : 'finished',
  );
  const lossAt = (r: number, step: number): number =>
    outcomes[r] === 'diverged' && step > run.steps / 4 ? Number.NaN : syntheticLoss(run, r, step, law);
  const losses = new Float32Array(replicas * count);
  for (let r = 0; r < replicas; r++) {
    for (let i = 0; i < count; i++) {
      const step = firstStep + i;
      losses[r * count + i] = lossAt(r, step) * (1 + 0.2 * wobble(r, step, run.trainingFlops));
    }
  }
  const evaluations = run.evaluationSteps
    .filter((step) => step > firstStep && step <= end)
    .flatMap((step): RunEvent[] => {
      const values = Float32Array.from({ length: replicas }, (_, r) => lossAt(r, step));
      const evaluation: RunEvent = {
        type: 'evaluation',
        branch: null,
        run: run.id,
        step,
        losses: values,
        standardErrors: values.map((loss) => loss * 0.012),
        accuracies:
          run.model.family === 'mlp' && run.model.outputs > 1 ? values.map((loss) => Math.exp(-loss)) : null,
        exactMatches: syntheticExactMatches(spec, run, step),
        groupLosses: syntheticGroupLosses(spec, run, step),
      };
      return [evaluation, ...syntheticSample(spec, run, step)];
    });
  const finish: RunEvent[] =
    chunk === CHUNKS - 1
      ? [
          syntheticWeights(spec, run),
          { type: 'run-finished', run: run.id, outcomes, deviceSeconds: 5, time: START + 30_000 },
        ]
      : [];
  return [{ type: 'losses', run: run.id, firstStep, count, losses }, ...evaluations, ...finish];
}

/** A checkpoint of a run in a synthetic plan; its content says nothing. */
export function checkpointOf(run: string): RunEvent {
  const trainer = { segment: 0, done: 10, submitted: 10, contents: [Uint32Array.of(1, 2, 3)] };
  return {
    type: 'checkpoint',
    run,
    engine: { engine: 'gpu', engineVersion: 1, simd: null },
    point: {
      started: true,
      checkpoint: {
        trainer,
        deviceSeconds: 1,
        evaluations: [],
        branchEvaluations: [],
        firstLosses: [NaN, 2, null],
        diverged: [false, false, true],
      },
      reported: 10,
      sampled: 0,
    },
  };
}

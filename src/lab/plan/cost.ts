// The cost of a plan before it starts: exact FLOPs, an estimate of memory and of time.

import { largest } from '../../base/many.js';
import { evaluationFlops, updateFlops } from '../../models/flops/flops.js';
import { EVALUATION_ROWS } from '../../models/limits.js';
import { examplesPerSample, type ModelSpec } from '../../models/model-spec.js';
import { optimizerOf, type OptimizerSpec } from '../../models/optimizers/optimizers.js';
import { layerWidths, parameterCounts, parameterLayout } from '../../models/parameters.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { evaluationSamples, OPEN_RUNS_BYTES, runBytes, slicesOf } from './memory.js';
import { totalUpdates } from './plan.js';
import type { Plan, RunPlan } from './run-plan.js';
import { taskOf } from '../../data/tasks/tasks.js';

export interface PlanCost {
  /** Exact FLOPs of training all replicas of all planned runs, without widenings. */
  readonly trainingFlops: number;
  readonly evaluationFlops: number;
  /** Of the optimiser: not part of C, but with Muon they can exceed those of the network. */
  readonly updateFlops: number;
  /** Further work of cores for calls, rows, drawing samples and setting replicas up, in FLOPs of the calibration. */
  readonly overheadFlops: number;
  /** All work for the most expensive replica, in FLOPs of the calibration: a replica trains on one core. */
  readonly longestFlops: number;
  /** Rows that pass through the network; those of evaluations count in part. */
  readonly rows: number;
  /** Initial values that are drawn: those of all parameters, or none where training starts from given weights. */
  readonly initialValues: number;
  /** Memory of the runs that are open at once. */
  readonly bytes: number;
  /** Kernel launches. */
  readonly dispatches: number;
  readonly runs: number;
  readonly replicas: number;
}

/** Seconds for a launch, whatever it computes: about the same on every GPU, more where a CPU emulates one. */
const DISPATCH_SECONDS = { gpu: 8e-6, software: 1e-4 };
/** A core sets the replicas of a GPU up, whatever the GPU: seconds for one, and for each initial value (docs/lab-log.md). */
const SETUP_SECONDS = { replica: 5e-5, initialValue: 1.4e-7 };
/** Where a CPU emulates the GPU, a row of a small model costs this much in addition to its FLOPs, whatever its width. */
const SOFTWARE_ROW_FLOPS = 7000;

/**
 * Work of a core in FLOPs of the calibration, so a faster core needs less time for it: measured with the presets' steps
 * (docs/lab-log.md).
 */
const CORE = {
  /** For each FLOP of a model: layers of small models are slower than that of the calibration. */
  flop: 1.2,
  /** A call of a kernel for one replica. */
  call: 5500,
  /** A row at a layer of a perceptron; at a block of a transformer, with its norms and its share of the embedding. */
  layerRow: 800,
  blockRow: 4600,
  /** A logit's exponential, and its gradient. */
  logit: 75,
  /** The score of a query and a key in one head. */
  score: 90,
  /** Setting up a replica: whatever its size, for each initial value, and for each byte that is cleared. */
  replica: 1.2e6,
  initialValue: 3400,
  byte: 6,
};
/** A row of the evaluation set has only a forward pass, which is most of its cost beside the FLOPs. */
const FORWARD_SHARE = 0.75;

/** FLOPs of the longest work on one replica of a run without a break: a step, or a batch of its evaluation. */
export function longestWork(run: RunPlan, spec: ExperimentSpec): number {
  const rows = run.batch * examplesPerSample(run.model);
  const passes = runFlops(run) / run.replicas.length / totalUpdates(run);
  const update = updateFlops(run.model, spec.training.optimizer);
  return passes * Math.max(1, EVALUATION_ROWS / rows) + update;
}

/** What is left to do of a plan, where `shareDone` of a run's training is done (0 to 1): its replicas are set up all the same. */
export function planCost({ spec, runs }: Plan, shareDone: (run: RunPlan) => number = () => 0): PlanCost {
  const costs = runs.map((run) => runCost(run, spec, 1 - shareDone(run)));
  const sum = (term: (cost: RunCost) => number): number =>
    costs.reduce((total, cost) => total + term(cost), 0);
  return {
    trainingFlops: sum(({ trainingFlops }) => trainingFlops),
    evaluationFlops: sum(({ evaluationFlops }) => evaluationFlops),
    updateFlops: sum(({ updateFlops }) => updateFlops),
    overheadFlops: sum(({ overheadFlops }) => overheadFlops),
    longestFlops: Math.max(0, largest(costs.map((cost) => coreFlops(cost) / cost.replicas))),
    rows: sum(({ rows }) => rows),
    initialValues: sum(({ initialValues }) => initialValues),
    bytes: openBytes({ spec, runs }),
    dispatches: sum(({ dispatches }) => dispatches),
    runs: runs.length,
    replicas: sum(({ replicas }) => replicas),
  };
}

/** Of all replicas of a run. */
type RunCost = Omit<PlanCost, 'bytes' | 'longestFlops' | 'runs'>;

/** With `left` of its training left to do (0 to 1). */
function runCost(run: RunPlan, spec: ExperimentSpec, left: number): RunCost {
  const { task, data, seeds, start, training } = spec;
  const { model, replicas, batch, evaluationSteps } = run;
  const updates = left * totalUpdates(run);
  const samples = evaluationSamples(spec);
  const evaluations = left * evaluationSteps.length;
  const dispatches = updates * dispatchesPerStep(run, training.optimizer);
  const trained = updates * batch;
  const evaluated = samples * evaluations;
  const rows = replicas.length * examplesPerSample(model) * (trained + FORWARD_SHARE * evaluated);
  // Replicas of one seed share a batch, and all of them the evaluation set.
  const copies = data.order === 'shared' ? 1 : seeds.count;
  const drawn = copies * trained + evaluated;
  const initialValues = start.weightsId === '' ? replicas.length * parameterCounts(model).total : 0;
  const setUp =
    CORE.replica * replicas.length + CORE.initialValue * initialValues + CORE.byte * runBytes(run, spec);
  return {
    trainingFlops: left * runFlops(run),
    evaluationFlops: evaluationFlops(model, samples) * replicas.length * evaluations,
    updateFlops: updateFlops(model, training.optimizer) * replicas.length * updates,
    overheadFlops:
      CORE.call * dispatches * replicas.length +
      rowFlops(model) * rows +
      taskOf(task).drawingFlops * drawn +
      setUp,
    rows,
    initialValues,
    dispatches,
    replicas: replicas.length,
  };
}

/** The cost of a row on a core beside the model's own FLOPs. */
function rowFlops(model: ModelSpec): number {
  if (model.family === 'mlp') {
    // A single output is not a logit.
    const logits = model.outputs > 1 ? model.outputs : 0;
    return CORE.layerRow * (model.hidden.length + 1) + CORE.logit * logits;
  }
  const { layers, context, heads, vocabulary } = model;
  return layers * (CORE.blockRow + CORE.score * context * heads) + CORE.logit * vocabulary;
}

/** All work of cores, in FLOPs of the calibration. */
function coreFlops({
  trainingFlops,
  evaluationFlops,
  updateFlops,
  overheadFlops,
}: Pick<PlanCost, 'trainingFlops' | 'evaluationFlops' | 'updateFlops' | 'overheadFlops'>): number {
  return CORE.flop * (trainingFlops + evaluationFlops) + updateFlops + overheadFlops;
}

/** Runs wait if all of them together would need too much; the largest has to fit alone. */
function openBytes({ spec, runs }: Plan): number {
  const bytes = runs.map((run) => runBytes(run, spec));
  const all = bytes.reduce((sum, each) => sum + each, 0);
  return Math.min(all, Math.max(OPEN_RUNS_BYTES, largest(bytes)));
}

/** How fast a device is: what an estimate of time needs to know of it. */
export interface DeviceSpeed {
  /** A GPU, or the cores of the processor. */
  readonly engine: 'gpu' | 'cpu';
  /** True for adapters that compute on the CPU (SwiftShader, lavapipe, WARP). */
  readonly software: boolean;
  /** Cores that train at once; null on a GPU. */
  readonly threads: number | null;
  /** Achieved in the start-up calibration, matmul FLOP/s, of all cores together; null before it ran. */
  readonly flopsPerSecond: number | null;
}

/** Estimated seconds on a device, null before its calibration. */
export function estimateSeconds(cost: PlanCost, device: DeviceSpeed): number | null {
  const { engine, software, threads, flopsPerSecond } = device;
  if (flopsPerSecond === null) return null;
  if (engine === 'cpu') {
    // Replicas are spread over the cores. With fewer replicas than cores some cores are idle.
    return Math.max(coreFlops(cost), (threads ?? 1) * cost.longestFlops) / flopsPerSecond;
  }
  const settingUp = SETUP_SECONDS.replica * cost.replicas + SETUP_SECONDS.initialValue * cost.initialValues;
  const launching = cost.dispatches * DISPATCH_SECONDS[software ? 'software' : 'gpu'];
  const computing = (cost.trainingFlops + cost.evaluationFlops + cost.updateFlops) / flopsPerSecond;
  // A real GPU launches while it computes; a CPU has to do one after the other.
  const training = software
    ? launching + computing + (SOFTWARE_ROW_FLOPS * cost.rows) / flopsPerSecond
    : Math.max(launching, computing);
  return settingUp + training;
}

/** Training FLOPs of all replicas of a run, branches included. */
export function runFlops(run: RunPlan): number {
  return (run.trainingFlops * run.replicas.length * totalUpdates(run)) / run.steps;
}

/**
 * Dispatches of a training step, as the engine records it: those of the network (ARCHITECTURE.md, "The life of a step"), one more for
 * gradients in slices, two for clipping, and the optimiser's.
 */
export function dispatchesPerStep(run: RunPlan, optimizer: OptimizerSpec): number {
  const { model } = run;
  const summing = slicesOf(run) > 1 ? 1 : 0;
  const clipping = optimizer.clipNorm === null ? 0 : 2;
  const updating = optimizerOf(optimizer).dispatches(parameterLayout(model), optimizer);
  const network =
    model.family === 'mlp'
      ? 4 * (layerWidths(model).length - 1) + 1
      : (model.positions === 'rotary' ? 18 : 16) * model.layers + 9;
  return network + summing + clipping + updating;
}

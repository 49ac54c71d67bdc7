// What a plan will cost, before Start: exact FLOPs, an estimate of memory and of time.

import { evaluationFlops } from '../models/flops.js';
import type { ModelSpec } from '../models/model-spec.js';
import { layerWidths, parameterCounts } from '../models/parameters.js';
import type { DeviceInfo } from './events.js';
import type { ExperimentSpec } from './experiment.js';
import type { Plan, RunPlan } from './plan.js';
import { taskOf } from './task-of.js';

export interface PlanCost {
  /** Exact FLOPs of training all replicas of all planned runs; widenings may add to them. */
  readonly trainingFlops: number;
  readonly evaluationFlops: number;
  /** Estimated GPU memory with all runs open at once. */
  readonly bytes: number;
  /** Kernel launches. */
  readonly dispatches: number;
  readonly runs: number;
  readonly replicas: number;
}

/** Parameter, gradient and both moments, in f32. */
const BYTES_PER_PARAMETER = 16;
/** Rows of the evaluation set that are on the device at a time. */
const EVALUATION_ROWS = 2048;
/** Seconds that a launch costs whatever it computes: about the same on every GPU, more where the CPU plays one. */
const DISPATCH_SECONDS = { gpu: 8e-6, software: 3e-5 };

export function planCost({ spec, runs }: Plan): PlanCost {
  const samples = evaluationSamples(spec);
  const sum = (term: (run: RunPlan) => number): number => runs.reduce((total, run) => total + term(run), 0);
  return {
    trainingFlops: sum((run) => run.trainingFlops * run.replicas.length),
    evaluationFlops: sum(
      ({ model, replicas, evaluationSteps }) =>
        evaluationFlops(model, samples) * replicas.length * evaluationSteps.length,
    ),
    bytes: sum((run) => runBytes(run, samples)),
    dispatches: sum((run) => run.steps * dispatchesPerStep(run.model)),
    runs: runs.length,
    replicas: sum(({ replicas }) => replicas.length),
  };
}

/** Seconds that a device should need, null before its calibration. */
export function estimateSeconds(
  cost: PlanCost,
  device: Pick<DeviceInfo, 'flopsPerSecond' | 'software'>,
): number | null {
  if (device.flopsPerSecond === null) return null;
  const launching = cost.dispatches * DISPATCH_SECONDS[device.software ? 'software' : 'gpu'];
  const computing = (cost.trainingFlops + cost.evaluationFlops) / device.flopsPerSecond;
  // A real GPU launches while it computes; a CPU has to do one after the other.
  return device.software ? launching + computing : Math.max(launching, computing);
}

/** GPU memory of one run in bytes: arenas, and activations of a training batch and of a batch of the evaluation set. */
export function runBytes({ model, replicas, batch }: RunPlan, samples: number): number {
  const { total } = parameterCounts(model);
  const training = batch * activationFloats(model, 4);
  const evaluation = Math.min(samples, EVALUATION_ROWS) * activationFloats(model, 2);
  return replicas.length * (total * BYTES_PER_PARAMETER + 4 * (training + evaluation));
}

/** Floats a sample: its row, and `copies` of every layer's output (before and after the activation, and their gradients). */
function activationFloats(model: ModelSpec, copies: number): number {
  const [inputs, ...outputs] = layerWidths(model);
  return inputs + copies * outputs.reduce((sum, width) => sum + Math.ceil(width / 4) * 4, 0);
}

/** 5 L + 1 for L linear layers (ARCHITECTURE.md, "The life of a step"). */
function dispatchesPerStep(model: ModelSpec): number {
  return 5 * (layerWidths(model).length - 1) + 1;
}

export function evaluationSamples(spec: ExperimentSpec): number {
  const { evaluation } = taskOf(spec.task);
  return evaluation.type === 'exact' ? evaluation.count : spec.evaluation.samples;
}

// What a plan will cost, before Start: exact FLOPs, an estimate of memory and of time.

import { evaluationCount } from '../data/evaluation.js';
import { evaluationFlops, updateFlops } from '../models/flops.js';
import { gradientSlices } from '../models/gradient-slices.js';
import {
  examplesPerSample,
  type MlpSpec,
  type ModelSpec,
  type TransformerSpec,
} from '../models/model-spec.js';
import { isMuonMatrix, layerWidths, parameterCounts, parameterLayout } from '../models/parameters.js';
import type { OptimizerSpec } from '../models/training-spec.js';
import type { DeviceInfo } from './events.js';
import type { ExperimentSpec } from './experiment.js';
import { totalUpdates, type Plan, type RunPlan } from './plan.js';
import { taskOf } from './task-of.js';

export interface PlanCost {
  /** Exact FLOPs of training all replicas of all planned runs; widenings may add to them. */
  readonly trainingFlops: number;
  readonly evaluationFlops: number;
  /** Of the optimiser: no part of C, but Muon's can be more than the network's. */
  readonly updateFlops: number;
  /** What a processor spends beside them on moving rows and drawing samples, in FLOPs. */
  readonly overheadFlops: number;
  /** Estimated GPU memory with all runs open at once. */
  readonly bytes: number;
  /** Kernel launches. */
  readonly dispatches: number;
  readonly runs: number;
  readonly replicas: number;
}

/** Parameter, gradient and both moments, in f32. */
const BYTES_PER_PARAMETER = 16;
/** Its gradient in every further slice. */
const BYTES_PER_SLICE = 4;
/** Parameter and moments, kept aside while a branch is trained. */
const BYTES_KEPT = 12;
/** Rows of the evaluation set that are on the device at a time. */
const EVALUATION_ROWS = 2048;
/** Seconds that a launch costs whatever it computes: about the same on every GPU, more where the CPU plays one. */
const DISPATCH_SECONDS = { gpu: 8e-6, software: 1e-4 };
/**
 * Where a CPU plays the GPU, a row of a small model costs this much on its way through a step beside the model's own FLOPs,
 * whatever its width (docs/lab-log.md). In FLOPs of the calibration, so that a faster CPU needs less time for it.
 */
const ROW_FLOPS = 7000;
/** A row of the evaluation set goes forward only. */
const FORWARD_SHARE = 1 / 3;

export function planCost({ spec, runs }: Plan): PlanCost {
  const samples = evaluationSamples(spec);
  const sum = (term: (run: RunPlan) => number): number => runs.reduce((total, run) => total + term(run), 0);
  return {
    trainingFlops: sum(runFlops),
    evaluationFlops: sum(
      ({ model, replicas, evaluationSteps }) =>
        evaluationFlops(model, samples) * replicas.length * evaluationSteps.length,
    ),
    updateFlops: sum(
      (run) => updateFlops(run.model, spec.training.optimizer) * run.replicas.length * totalUpdates(run),
    ),
    overheadFlops: sum((run) => overheadFlops(run, spec, samples)),
    bytes: sum((run) => runBytes(run, spec)),
    dispatches: sum((run) => totalUpdates(run) * dispatchesPerStep(run, spec.training.optimizer)),
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
  const seconds = (flops: number): number => flops / device.flopsPerSecond!;
  const computing = seconds(cost.trainingFlops + cost.evaluationFlops + cost.updateFlops);
  // A real GPU launches while it computes; a CPU has to do one after the other.
  return device.software
    ? launching + computing + seconds(cost.overheadFlops)
    : Math.max(launching, computing);
}

function overheadFlops(run: RunPlan, { task, data, seeds }: ExperimentSpec, samples: number): number {
  const { replicas, batch, evaluationSteps } = run;
  const perSample = examplesPerSample(run.model);
  const trained = totalUpdates(run) * batch * perSample;
  const evaluated = samples * perSample * evaluationSteps.length;
  // Replicas of one seed share a batch, and all of them the evaluation set.
  const copies = data.order === 'shared' ? 1 : seeds.count;
  return (
    ROW_FLOPS * replicas.length * (trained + FORWARD_SHARE * evaluated) +
    taskOf(task).drawingFlops * (copies * trained + evaluated)
  );
}

/** Training FLOPs of all replicas of a run, branches included. */
export function runFlops(run: RunPlan): number {
  return (run.trainingFlops * run.replicas.length * totalUpdates(run)) / run.steps;
}

/** GPU memory of one run in bytes: arenas, what Muon works on, and activations of a training batch and of a batch of the evaluation set. */
export function runBytes(run: RunPlan, spec: ExperimentSpec): number {
  const { model, replicas, batch, branches } = run;
  const { total } = parameterCounts(model);
  const samples = evaluationSamples(spec);
  const updating = spec.training.optimizer.type === 'muon' ? muonFloats(model) : 0;
  const perSample = examplesPerSample(model);
  const training = batch * perSample * activationFloats(model, 'training');
  const rows = Math.max(perSample, Math.min(samples * perSample, EVALUATION_ROWS));
  const evaluation = rows * activationFloats(model, 'evaluation');
  const perParameter =
    BYTES_PER_PARAMETER + BYTES_PER_SLICE * (slicesOf(run) - 1) + (branches.length > 0 ? BYTES_KEPT : 0);
  return replicas.length * (total * perParameter + 4 * (updating + training + evaluation));
}

/** Of the gradient arena. */
function slicesOf({ model, batch }: RunPlan): number {
  return gradientSlices(batch * examplesPerSample(model), parameterCounts(model).total);
}

/** As src/engine/optimizer/muon.ts allocates it: of every matrix the direction and its Gram matrix, two of each. */
function muonFloats(model: ModelSpec): number {
  return parameterLayout(model)
    .filter(isMuonMatrix)
    .reduce((sum, { shape: [rows, columns], stacked }) => {
      const short = Math.min(rows / stacked, columns);
      return sum + 2 * (rows * columns + stacked * short ** 2);
    }, 0);
}

/** Floats a row of a batch, or a position of its sequences. Evaluation keeps nothing for a backward pass. */
function activationFloats(model: ModelSpec, pass: 'training' | 'evaluation'): number {
  return model.family === 'mlp' ? mlpFloats(model, pass) : transformerFloats(model, pass);
}

/** The row, and every layer's output: before and after the activation, and in training their gradients. */
function mlpFloats(model: MlpSpec, pass: 'training' | 'evaluation'): number {
  const [inputs, ...outputs] = layerWidths(model);
  const copies = pass === 'training' ? 4 : 2;
  return inputs + copies * outputs.reduce((sum, width) => sum + paddedWidth(width), 0);
}

/** As src/engine/networks/transformer.ts allocates it; the logits' gradient overwrites them. */
function transformerFloats(model: TransformerSpec, pass: 'training' | 'evaluation'): number {
  const { channels, layers, heads, vocabulary, activation, mlpRatio } = model;
  const hidden = paddedWidth(mlpRatio * channels);
  const mlp = hidden + (activation === 'swiglu' ? 2 : 1) * hidden;
  const branches = 4 * channels + mlp;
  const block = branches + 4 * channels + heads + 2;
  const ends = 3 * channels + 1 + paddedWidth(vocabulary) + 4;
  return ends + (pass === 'training' ? layers * block + branches + 2 * channels : block);
}

function paddedWidth(width: number): number {
  return Math.ceil(width / 4) * 4;
}

/**
 * 4 L + 2 for L linear layers, 16 L + 10 for L blocks, one more for gradients in slices (ARCHITECTURE.md, "The life of a step");
 * Muon's are as many at any depth.
 */
function dispatchesPerStep(run: RunPlan, optimizer: OptimizerSpec): number {
  const { model } = run;
  const summing = slicesOf(run) > 1 ? 1 : 0;
  const updating = summing + (optimizer.type === 'muon' ? 3 + 3 * optimizer.newtonSchulzSteps : 0);
  if (model.family === 'mlp') return 4 * (layerWidths(model).length - 1) + 2 + updating;
  return (model.positions === 'rotary' ? 18 : 16) * model.layers + 10 + updating;
}

export function evaluationSamples(spec: ExperimentSpec): number {
  return evaluationCount(taskOf(spec.task).evaluation, spec.evaluation.samples);
}

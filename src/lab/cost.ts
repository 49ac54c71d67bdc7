// What a plan will cost, before Start: exact FLOPs, an estimate of memory and of time.

import { evaluationFlops, updateFlops } from '../models/flops.js';
import { examplesPerSample } from '../models/model-spec.js';
import { layerWidths } from '../models/parameters.js';
import type { OptimizerSpec } from '../models/training-spec.js';
import type { DeviceInfo } from './events.js';
import type { ExperimentSpec } from './experiment.js';
import { evaluationSamples, OPEN_RUNS_BYTES, runBytes, slicesOf } from './memory.js';
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
  /** GPU memory of the runs that are open at once. */
  readonly bytes: number;
  /** Kernel launches. */
  readonly dispatches: number;
  readonly runs: number;
  readonly replicas: number;
}

/** Seconds that a launch costs whatever it computes: about the same on every GPU, more where the CPU plays one. */
const DISPATCH_SECONDS = { gpu: 8e-6, software: 1e-4 };
/**
 * Where a CPU plays the GPU, a row of a small model costs this much on its way through a step beside the model's own FLOPs,
 * whatever its width (docs/lab-log.md). In FLOPs of the calibration, so that a faster CPU needs less time for it.
 */
const ROW_FLOPS = 10_000;
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
    bytes: openBytes({ spec, runs }),
    dispatches: sum((run) => totalUpdates(run) * dispatchesPerStep(run, spec.training.optimizer)),
    runs: runs.length,
    replicas: sum(({ replicas }) => replicas.length),
  };
}

/** Runs wait where all of them would hold too much; the largest has to fit alone. */
function openBytes({ spec, runs }: Plan): number {
  const bytes = runs.map((run) => runBytes(run, spec));
  const all = bytes.reduce((sum, each) => sum + each, 0);
  return Math.min(all, Math.max(OPEN_RUNS_BYTES, ...bytes));
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

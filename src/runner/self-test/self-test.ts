// Checks that a GPU's kernels write what the processor's write, by small runs on both at once (src/engine/self-test/).

import { normal } from '../../base/random.js';
import { evaluationCount } from '../../data/evaluation.js';
import type { Task } from '../../data/task.js';
import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import type { Device, Memory } from '../../engine/device.js';
import type { KernelName } from '../../engine/kernels/registry.js';
import type { Difference } from '../../engine/self-test/difference.js';
import { PairedDevice } from '../../engine/self-test/paired-device.js';
import { Trainer } from '../../engine/training/trainer.js';
import type { BatchSource, TrainerOptions } from '../../engine/training/training-options.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { Plan, RunPlan } from '../../lab/plan/run-plan.js';
import { taskOf } from '../../data/tasks/tasks.js';
import { sumFlops, networkFlops } from '../../models/flops/flops.js';
import { examplesPerSample, type ModelSpec } from '../../models/model-spec.js';
import { parameterLayout, tensorSize } from '../../models/parameters.js';
import { sampleWriter, trainerOptions } from '../run-trainer.js';
import { batchSource } from '../sources.js';

/** The result of a comparison. */
export interface SelfTestResult {
  /** Kernels that were compared. */
  readonly checked: ReadonlySet<KernelName>;
  /** One for each kernel that differs. */
  readonly differences: readonly Difference[];
}

/** A run whose kernels are to be compared. */
export interface Probe {
  readonly experiment: ExperimentSpec;
  readonly run: RunPlan;
  /** Makes its batches where the task's kernel does not. */
  readonly source?: (memory: Memory) => BatchSource;
}

/** The fewest rows of a batch: enough for a second slice of the gradient and a third workgroup, neither of them full. */
const ROWS = 131;
/** More layers would only repeat the same dispatches. */
const LAYERS = 2;
/** Large enough that an update shows in the parameters. */
const LEARNING_RATES = [0.02, 0.05] as const;
/** So small that every gradient is clipped. */
const CLIP_NORM = 0.01;
/** A first step fills moments and step counts; the second is compared. */
const STEPS = 2;
/** Seconds of a GPU that a step of the widest probe may take, and the most FLOPs of it: a hundredth of a second of a core. */
const MOST_SECONDS = 0.1;
const MOST_FLOPS = 3e8;

interface SelfTestOptions {
  /** Kernels that were compared before: a probe that uses no others is left out. */
  readonly known?: ReadonlySet<KernelName>;
  readonly onCompiled?: (done: number, total: number) => void;
}

/** Compares the kernels of some runs. Throws DeviceError where one cannot be compiled or does not fit. */
export async function selfTest(
  gpu: Device,
  module: WebAssembly.Module,
  probes: readonly Probe[],
  options: SelfTestOptions = {},
): Promise<SelfTestResult> {
  const paired = new PairedDevice(gpu, CpuDevice.open(module));
  for (const probe of probes) await runProbe(paired, probe, options);
  return { checked: paired.checked, differences: await paired.differences() };
}

/** The smallest and the widest of a plan's runs, the widest as far as a GPU of this many FLOP/s, if known, can do it in a short time. */
export function probesOf({ spec, runs }: Plan, flopsPerSecond: number | null): readonly Probe[] {
  const flops = ({ model }: RunPlan): number => {
    const cut = cutLayers(model);
    return LEARNING_RATES.length * sumFlops(networkFlops(cut, samplesOf(cut)));
  };
  const bySize = [...runs].sort((a, b) => flops(a) - flops(b));
  const most = Math.min(MOST_FLOPS, MOST_SECONDS * (flopsPerSecond ?? Infinity));
  const widest = bySize.findLast((run) => flops(run) <= most);
  return [...new Set([...bySize.slice(0, 1), ...(widest ? [widest] : [])])].map((run) => ({
    experiment: spec,
    run,
  }));
}

async function runProbe(
  paired: PairedDevice,
  { experiment, run, source: sourceOf }: Probe,
  { known, onCompiled }: SelfTestOptions,
): Promise<void> {
  const task = taskOf(experiment.task);
  const memory = paired.memory();
  try {
    const source = await paired.withinMemory(() => sourceOf?.(memory) ?? batchSource(task, memory));
    const options = probeOptions(run, { experiment, task, source });
    const [trainer, writer] = await paired.withinMemory(
      () => [new Trainer(paired, options), sampleWriter(paired, options, task)] as const,
    );
    try {
      const used = [...trainer.kernels, ...(writer?.sampler.kernels ?? [])];
      if (used.every((kernel) => known?.has(kernel))) return;
      await paired.compile(used, onCompiled);
      trainer.build();
      writer?.sampler.build();
      paired.comparing = false;
      await trainer.submit(STEPS - 1, false);
      paired.comparing = true;
      await trainer.submit(1, true);
      writer?.take(trainer, 1);
      await writer?.write(false, 1);
      await paired.differences();
    } finally {
      trainer.destroy();
      writer?.sampler.destroy();
    }
  } finally {
    memory.free();
  }
}

/** The run with few layers, two replicas and a small batch, and with initial values that show every error. */
function probeOptions(
  run: RunPlan,
  material: { readonly experiment: ExperimentSpec; readonly task: Task; readonly source: BatchSource },
): TrainerOptions {
  const model = cutLayers(run.model);
  const batch = samplesOf(model);
  const replicas = LEARNING_RATES.map((learningRate, i) => ({ seed: i + 1, learningRate }));
  const options = trainerOptions(
    { ...run, model, batch, replicas, steps: STEPS, branches: [] },
    { ...material, startFrom: null },
  );
  const { optimizer } = options;
  const evaluated = Math.min(batch, evaluationCount(material.task.evaluation, batch));
  const groups = material.task.subtasks?.length;
  return {
    ...options,
    // Initial parameters may be 0, which would hide errors in what follows from them.
    replicas: options.replicas.map((replica, r) => ({
      ...replica,
      parameters: randomParameters(model, r + 1),
    })),
    optimizer: { ...optimizer, clipNorm: optimizer.clipNorm === null ? null : CLIP_NORM },
    schedule: { type: 'constant', warmupSteps: 0, totalSteps: STEPS, minimumFactor: 1, decaySteps: 0 },
    evaluation: {
      seed: material.task.spec.seed,
      weights: new Float32Array(evaluated).fill(1 / evaluated),
      groups: groups ? Uint32Array.from({ length: evaluated }, (_, i) => i % groups) : null,
      labelNoise: material.task.labelNoise,
      exact: false,
    },
  };
}

function cutLayers(model: ModelSpec): ModelSpec {
  // One more for a perceptron, so that there are two matrices between hidden layers.
  return model.family === 'mlp'
    ? { ...model, hidden: model.hidden.slice(0, LAYERS + 1) }
    : { ...model, layers: Math.min(model.layers, LAYERS) };
}

/** The run's replicas, at least two. */
function samplesOf(model: ModelSpec): number {
  return Math.max(2, Math.ceil(ROWS / examplesPerSample(model)));
}

/** Normal numbers that keep activations near 1, for norms and biases too. */
function randomParameters(model: ModelSpec, seed: number): ReadonlyMap<string, Float32Array> {
  return new Map(
    parameterLayout(model).map((tensor, lane) => {
      const deviation = 1 / Math.sqrt(tensor.fanIn);
      const values = Float32Array.from(
        { length: tensorSize(tensor) },
        (_, i) => deviation * normal(seed, 'init', i, lane),
      );
      return [tensor.name, values];
    }),
  );
}

// One run on a device: the interface to the runner, and its implementation on a single device, a GPU or a core.

import { evaluationCount, evaluationGroups, evaluationWeights } from '../data/evaluation.js';
import type { Task } from '../data/task.js';
import type { Device } from '../engine/device.js';
import type { KernelName } from '../engine/kernels/registry.js';
import type { Place } from '../engine/segments.js';
import { Trainer, type Chunk } from '../engine/training/trainer.js';
import type { BatchSource, TrainerOptions } from '../engine/training/training-options.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import { attentionScale, initialise, learningRateScale } from '../models/initialise.js';
import type { ScheduleSpec } from '../models/schedule.js';
import type { TrainerSnapshot } from '../models/trainer-snapshot.js';
import { SampleWriter, type Written } from './sample-writer.js';

/** A chunk, and the seconds that the device was busy with it. */
export interface TimedChunk extends Chunk {
  readonly seconds: number;
}

/** A chunk should take about this long: the desktop stays smooth and no watchdog fires. */
export const CHUNK_SECONDS = 0.05;

/** Trains one run, on one device or several. */
export interface RunTrainer {
  /** About how long a chunk should take. */
  readonly chunkSeconds: number;
  /** Updates in all, branches included. */
  readonly updates: number;
  /** Updates submitted so far. */
  readonly submitted: number;
  readonly place: Place;
  /** The longest chunk that `submit` takes now. */
  readonly longestChunk: number;
  /** Bytes of memory held. */
  readonly bytes: number;
  readonly snapshotBytes: number;
  /** Whether its models generate samples. */
  readonly writes: boolean;
  /** Whether another of its chunks should be queued now, or the device would soon be idle. */
  readonly needsChunk: boolean;
  /** Queues a chunk; resolves when it is done, or to null when it was dropped. */
  submit(count: number, evaluate: boolean): Promise<TimedChunk | null>;
  /** What training has changed after all that was submitted so far; more may be submitted before it is read. Null once it is destroyed. */
  snapshot(): Promise<TrainerSnapshot | null>;
  /** Goes on from a snapshot of the same run; before anything is submitted. */
  restore(snapshot: TrainerSnapshot): Promise<void>;
  /** Every replica's parameters, dense and by name. */
  readParameters(): Promise<ReadonlyMap<string, Float32Array>[]>;
  /**
   * Generates samples with the parameters that a replica has after all that was submitted so far, more of them at the `end` of its
   * run. Null when it was dropped.
   */
  writeSample(replica: number, end: boolean): Promise<Written | null>;
  destroy(): void;
}

/** What a run needs beside its plan. */
export interface RunMaterial {
  readonly experiment: ExperimentSpec;
  readonly task: Task;
  readonly source: BatchSource;
  /** Parameters that all replicas start from, instead of random ones. */
  readonly startFrom: ReadonlyMap<string, Float32Array> | null;
}

/** A run on one device: its trainer, and a sampler where its models generate samples. */
export class DeviceRun {
  readonly trainer: Trainer;
  readonly #writer: SampleWriter | null;

  /** Allocates and records; `kernels` must be compiled before `build`. `starts` are the replicas' initial parameters. */
  constructor(device: Device, run: RunPlan, material: RunMaterial, starts = startsOf(run, material)) {
    const options = trainerOptions(run, material, starts);
    this.#writer = sampleWriter(device, options, material.task);
    this.trainer = new Trainer(device, options);
  }

  get kernels(): readonly KernelName[] {
    return [...this.trainer.kernels, ...(this.#writer?.sampler.kernels ?? [])];
  }

  /** Once its kernels are compiled. */
  build(): void {
    this.trainer.build();
    this.#writer?.sampler.build();
  }

  get bytes(): number {
    return this.trainer.bytes + (this.#writer?.sampler.bytes ?? 0);
  }

  get writes(): boolean {
    return this.#writer !== null;
  }

  /** Throws for tasks whose models do not generate samples. */
  writeSample(replica: number, end: boolean): Promise<Written> {
    if (!this.#writer) throw new Error('expected a run of a task of sequences');
    this.#writer.take(this.trainer, replica);
    return this.#writer.write(end);
  }

  destroy(): void {
    this.trainer.destroy();
    this.#writer?.sampler.destroy();
  }
}

/** Initial parameters of a replica. */
export function initialParameters(
  { model }: RunPlan,
  seed: number,
  { experiment, startFrom }: RunMaterial,
): ReadonlyMap<string, Float32Array> {
  return startFrom ?? initialise(model, experiment.model.initialisation, seed);
}

function startsOf(run: RunPlan, material: RunMaterial): readonly ReadonlyMap<string, Float32Array>[] {
  return run.replicas.map(({ seed }) => initialParameters(run, seed, material));
}

/** The options of a run's trainer. */
export function trainerOptions(
  run: RunPlan,
  material: RunMaterial,
  starts = startsOf(run, material),
): TrainerOptions {
  const { experiment, task, source } = material;
  const { training, model, data } = experiment;
  return {
    model: run.model,
    attentionScale: attentionScale(run.model, model.initialisation),
    loss: task.loss,
    scoredRows: task.sequence?.scored ?? 1,
    replicas: run.replicas.map(({ seed, learningRate }, r) => ({
      parameters: starts[r],
      learningRate,
      dataSeed: data.order === 'shared' ? experiment.seeds.first : seed,
    })),
    optimizer: training.optimizer,
    schedule: scheduleOf(experiment, run.steps),
    branches: run.branches,
    learningRateScale: (tensor) => learningRateScale(run.model, model.initialisation, tensor),
    source,
    batch: run.batch,
    dataset: run.uniqueSamples ?? 0,
    gradientNorms: false,
    evaluation: {
      seed: task.spec.seed,
      weights: evaluationWeights(task.evaluation, experiment.evaluation.samples),
      groups: evaluationGroups(task, evaluationCount(task.evaluation, experiment.evaluation.samples)),
      labelNoise: task.labelNoise,
      exact: task.evaluation.type === 'exact',
    },
  };
}

/** Generates samples with the models of a run; null where they do not generate any. */
export function sampleWriter(
  device: Device,
  { model, attentionScale }: TrainerOptions,
  task: Task,
): SampleWriter | null {
  return task.sequence && new SampleWriter(device, model, attentionScale, task);
}

/** The experiment's schedule over a run's steps. */
export function scheduleOf({ training }: ExperimentSpec, steps: number): ScheduleSpec {
  const { type, warmupSteps, minimumFactor, decayFraction } = training.schedule;
  return {
    type,
    warmupSteps,
    totalSteps: steps,
    minimumFactor,
    decaySteps: type === 'wsd' ? Math.max(1, Math.round(decayFraction * steps)) : 0,
  };
}

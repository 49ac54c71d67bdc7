// One run as a device trains it: what the runner asks of it, and how a single device, a GPU or a core, answers.

import { evaluationCount, evaluationGroups, evaluationWeights } from '../data/evaluation.js';
import type { Task } from '../data/task.js';
import type { Device } from '../engine/device.js';
import type { KernelName } from '../engine/kernels/registry.js';
import type { Place } from '../engine/segments.js';
import { Trainer, type Chunk, type TrainerSnapshot } from '../engine/training/trainer.js';
import type { BatchSource, TrainerOptions } from '../engine/training/training-options.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import { attentionScale, initialise, learningRateScale } from '../models/initialise.js';
import type { ScheduleSpec } from '../models/schedule.js';
import { SampleWriter, type Written } from './sample-writer.js';

/** A chunk, and the seconds that the device was busy with it. */
export interface TimedChunk extends Chunk {
  readonly seconds: number;
}

/** Trains one run, wherever it does. */
export interface RunTrainer {
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
  /** Whether its models write samples. */
  readonly writes: boolean;
  /** Whether another of its chunks should be queued now: the device would have nothing to do soon. */
  readonly wanted: boolean;
  /** Queues a chunk; resolves when it is done, or to null when it was dropped. */
  submit(count: number, evaluate: boolean): Promise<TimedChunk | null>;
  /** What training has changed after all that was submitted so far; more may be submitted before it is read. Null once it is destroyed. */
  snapshot(): Promise<TrainerSnapshot | null>;
  /** Goes on from a snapshot of the same run; before anything is submitted. */
  restore(snapshot: TrainerSnapshot): Promise<void>;
  /** Every replica's parameters, dense and by name. */
  readParameters(): Promise<ReadonlyMap<string, Float32Array>[]>;
  /**
   * Lets a replica write with the parameters that it has after all that was submitted so far, more at the `end` of its run; null when
   * it was dropped.
   */
  writeSample(replica: number, end: boolean): Promise<Written | null>;
  destroy(): void;
}

/** What a run is made of, beside its plan. */
export interface RunMaterial {
  readonly experiment: ExperimentSpec;
  readonly task: Task;
  readonly source: BatchSource;
  /** Parameters that all replicas start from, instead of from chance. */
  readonly startFrom: ReadonlyMap<string, Float32Array> | null;
}

/** A run on one device: its trainer, and the sampler of its models where they write. */
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

  /** Throws for tasks whose models do not write. */
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
export function startOfReplica(
  { model }: RunPlan,
  seed: number,
  { experiment, startFrom }: RunMaterial,
): ReadonlyMap<string, Float32Array> {
  return startFrom ?? initialise(model, experiment.model.initialisation, seed);
}

function startsOf(run: RunPlan, material: RunMaterial): readonly ReadonlyMap<string, Float32Array>[] {
  return run.replicas.map(({ seed }) => startOfReplica(run, seed, material));
}

/** What a run asks of its trainer. */
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

/** What lets the models of a run write; null where they do not. */
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

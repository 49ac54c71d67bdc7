// One GPU that trains runs: two chunks are always queued, so that it never waits for the host.

import type { Task } from '../../data/task.js';
import { createTask, type TaskSpec } from '../../data/tasks/tasks.js';
import type { DeviceLoss, Memory } from '../../engine/device.js';
import type { GpuDevice } from '../../engine/gpu/gpu-device.js';
import type { Place } from '../../engine/segments.js';
import type { TrainerSnapshot } from '../../models/trainer-snapshot.js';
import type { BatchSource } from '../../engine/training/training-options.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { startOf } from '../../lab/weights/given-weights.js';
import { longestWork, type DeviceSpeed } from '../../lab/plan/cost.js';
import { evaluationSamples } from '../../lab/plan/memory.js';
import type { Plan, RunPlan } from '../../lab/plan/run-plan.js';
import { EVALUATION_ROWS } from '../../models/limits.js';
import { examplesPerSample } from '../../models/model-spec.js';
import type { TakeTokens, WriteOptions, Writer } from '../../lab/weights/text-codec.js';
import type { Backend, BackendSession } from '../backend.js';
import { longestDispatch, tooSlow } from '../too-slow.js';
import { KernelCheck, type LoadModule } from '../self-test/kernel-check.js';
import { CHUNK_SECONDS, DeviceRun, type RunTrainer, type TimedChunk } from '../run-trainer.js';
import type { Written } from '../sample-writer.js';
import { batchSource } from '../sources.js';
import { logProbabilities, writeOn } from '../writing.js';

/** Chunks queued on the GPU: one runs while the next waits. */
const CHUNKS_QUEUED = 2;
/** Runs with an expected step of so many seconds are measured before they train: below it no dispatch of theirs can be too slow. */
const MEASURED_SECONDS = 0.02;

export class GpuBackend implements Backend {
  readonly #device: GpuDevice;
  readonly #info: DeviceInfo;
  readonly #check: KernelCheck;
  #session: GpuSession | null = null;

  /** Without `loadModule` its kernels are not compared with the processor's. */
  constructor(device: GpuDevice, info: DeviceInfo, loadModule: LoadModule | null = null) {
    this.#device = device;
    this.#info = info;
    this.#check = new KernelCheck(device, info, loadModule);
  }

  get info(): DeviceInfo {
    return { ...this.#info, check: this.#check.words };
  }

  get lost(): Promise<DeviceLoss> {
    return this.#device.lost;
  }

  async begin(plan: Plan): Promise<GpuSession> {
    await this.#session?.end();
    this.#session = new GpuSession(this.#device, plan, { check: this.#check, speed: this.#info });
    return this.#session;
  }

  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void> {
    return writeOn(this.#device, writer, { prompt, ...options }, take);
  }

  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array> {
    return logProbabilities(this.#device, writer, text);
  }

  close(): void {
    this.#device.close();
  }
}

class GpuSession implements BackendSession {
  readonly #device: GpuDevice;
  readonly #plan: Plan;
  readonly #speed: DeviceSpeed;
  readonly #check: KernelCheck;
  readonly #experiment: ExperimentSpec;
  readonly #task: Task<TaskSpec>;
  /** Tables of the task. */
  readonly #memory: Memory;
  readonly #source: BatchSource;
  readonly #startFrom: ReadonlyMap<string, Float32Array> | null;
  /** Seconds of the slowest dispatch of runs and parts of runs that were measured. */
  readonly #slowest = new Map<string, number>();
  /** Chunks queued, of all runs, and when the last one came back. */
  readonly #queue = { length: 0, lastArrival: 0 };

  constructor(device: GpuDevice, plan: Plan, { check, speed }: { check: KernelCheck; speed: DeviceSpeed }) {
    const experiment = plan.spec;
    this.#device = device;
    this.#speed = speed;
    this.#plan = plan;
    this.#check = check;
    this.#experiment = experiment;
    this.#task = createTask(experiment.task);
    this.#memory = device.memory();
    this.#source = batchSource(this.#task, this.#memory);
    this.#startFrom = startOf(experiment)?.parameters ?? null;
  }

  /**
   * The first call compares the plan's kernels with the processor's, and throws DeviceError 'wrong' where one differs. Throws
   * 'too-slow' where a dispatch would stop the screen.
   */
  async open(run: RunPlan, onCompiled?: (done: number, total: number) => void): Promise<RunTrainer> {
    await this.#check.run(this.#plan, onCompiled);
    const material = {
      experiment: this.#experiment,
      task: this.#task,
      source: this.#source,
      startFrom: this.#startFrom,
    };
    this.#device.expect(this.#longestWork(run));
    const opened = await this.#device.withinMemory(() => new DeviceRun(this.#device, run, material));
    await this.#device.compile(opened.kernels, onCompiled);
    opened.build();
    try {
      await this.#checkSpeed(run, opened);
    } catch (error) {
      opened.destroy();
      throw error;
    }
    return new GpuRun(opened, this.#queue);
  }

  /** An adapter that computes on the processor stops no screen. */
  async #checkSpeed(run: RunPlan, { trainer }: DeviceRun): Promise<void> {
    const { software, flopsPerSecond } = this.#speed;
    if (software || (flopsPerSecond !== null && this.#stepSeconds(run) < MEASURED_SECONDS)) return;
    const { id, batch, replicas } = run;
    const name = `${id}, batch ${batch}, ${replicas.map(({ seed, learningRate }) => `${seed} ${learningRate}`).join(', ')}`;
    const seconds = this.#slowest.get(name) ?? (await trainer.slowestDispatch());
    this.#slowest.set(name, seconds);
    if (seconds > longestDispatch(replicas.length)) throw tooSlow(run, seconds);
  }

  /** Seconds of a step of all replicas, about; 0 where the speed is not known. */
  #stepSeconds(run: RunPlan): number {
    const { flopsPerSecond } = this.#speed;
    const flops = longestWork(run, this.#experiment) * run.replicas.length;
    return flopsPerSecond === null ? 0 : flops / flopsPerSecond;
  }

  /** Seconds of a step of all replicas, or of their pass over the evaluation set, about. */
  #longestWork(run: RunPlan): number {
    const rows = evaluationSamples(this.#experiment) * examplesPerSample(run.model);
    return this.#stepSeconds(run) * Math.max(1, rows / EVALUATION_ROWS);
  }

  hold(): boolean {
    return false;
  }

  release(): void {}

  drop(): boolean {
    return false;
  }

  end(): Promise<void> {
    this.#memory.free();
    return Promise.resolve();
  }
}

class GpuRun implements RunTrainer {
  readonly chunkSeconds = CHUNK_SECONDS;
  readonly #run: DeviceRun;
  readonly #queue: { length: number; lastArrival: number };

  constructor(run: DeviceRun, queue: { length: number; lastArrival: number }) {
    this.#run = run;
    this.#queue = queue;
  }

  get updates(): number {
    return this.#run.trainer.updates;
  }

  get submitted(): number {
    return this.#run.trainer.submitted;
  }

  get place(): Place {
    return this.#run.trainer.place;
  }

  get longestChunk(): number {
    return this.#run.trainer.longestChunk;
  }

  get bytes(): number {
    return this.#run.bytes;
  }

  get snapshotBytes(): number {
    return this.#run.trainer.snapshotBytes;
  }

  get writes(): boolean {
    return this.#run.writes;
  }

  get needsChunk(): boolean {
    return this.#queue.length < CHUNKS_QUEUED;
  }

  async submit(count: number, evaluate: boolean): Promise<TimedChunk> {
    this.#queue.length++;
    const submitted = performance.now();
    try {
      const chunk = await this.#run.trainer.submit(count, evaluate);
      // The device works in order: it began this chunk when it was queued, or when the chunk before it was done.
      const now = performance.now();
      const began = Math.max(submitted, this.#queue.lastArrival);
      // A clock that was moved back measures nothing.
      const seconds = Math.max(0, now - began) / 1000;
      this.#queue.lastArrival = now;
      return { ...chunk, seconds };
    } finally {
      this.#queue.length--;
    }
  }

  snapshot(): Promise<TrainerSnapshot> {
    return this.#run.trainer.snapshot();
  }

  restore(snapshot: TrainerSnapshot): Promise<void> {
    this.#run.trainer.restore(snapshot);
    return Promise.resolve();
  }

  readParameters(): Promise<ReadonlyMap<string, Float32Array>[]> {
    return this.#run.trainer.readParameters();
  }

  writeSample(replica: number, end: boolean): Promise<Written> {
    return this.#run.writeSample(replica, end);
  }

  destroy(): void {
    this.#run.destroy();
  }
}

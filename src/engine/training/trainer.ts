// Trains R replicas of one network: owns its memory and its two recorded programs (a training step, and a batch of the evaluation
// set), and replays them in chunks. Within a chunk nothing is created, uploaded or read back; its losses come back at its end.

import { gradientSlices } from '../../models/gradient-slices.js';
import { examplesPerSample } from '../../models/model-spec.js';
import { parameterLayout } from '../../models/parameters.js';
import type { TrainerSnapshot } from '../../models/trainer-snapshot.js';
import { batchTarget, recordLoss, replicaState, sharingOf } from './batch.js';
import type { Commands, Device, DeviceBuffer, Memory } from '../device.js';
import { Evaluation, type EvaluationResult } from './evaluation.js';
import type { KernelName } from '../kernels/registry.js';
import { segmentsOf, Progress, rowsOf, traceCapacity, type Place } from '../segments.js';
import { recordForward } from '../networks/forward.js';
import type { Network } from '../networks/layers.js';
import { sumGradients } from '../ops/gradients.js';
import { recordGradientNorm } from '../optimizer/gradient-norm.js';
import { recordUpdate } from '../optimizer/optimizers.js';
import { Program } from '../program.js';
import type { Sampler } from './sampler.js';
import { arenaLayout, packArena, unpackArena, type ArenaLayout } from '../tensor.js';
import type { TrainerOptions } from './training-options.js';

/** The results of a chunk. */
export interface Chunk {
  /** Its branch, null for the trunk. */
  readonly branch: number | null;
  /** Updates that the model had before it. */
  readonly firstStep: number;
  readonly count: number;
  /** losses[r * count + i], the loss on the batch before update firstStep + i. */
  readonly losses: Float32Array;
  /** Global gradient norms before clipping, in the same layout; 0 where they were not computed. */
  readonly gradientNorms: Float32Array;
  /** The evaluation after the last step, if it was requested. */
  readonly evaluation: EvaluationResult | null;
}

/** Passes to measure dispatches: drivers compile while the first runs. */
const MEASURED_PASSES = 3;
/** Chunks that may be under way at once: one runs while the next is queued. */
const CHUNKS_IN_FLIGHT = 2;

export class Trainer {
  /** Updates in all, branches included. */
  readonly updates: number;
  readonly #device: Device;
  readonly #options: TrainerOptions;
  readonly #memory: Memory;
  readonly #arena: ArenaLayout;
  readonly #parameters: DeviceBuffer;
  readonly #trace: DeviceBuffer;
  readonly #capacity: number;
  readonly #training: Program;
  readonly #evaluation: Evaluation | null;
  readonly #progress: Progress;
  #chunksInFlight = 0;
  /** The replicas' state at the start of each segment, one after another. */
  readonly #segmentStates: DeviceBuffer;
  readonly #state: DeviceBuffer;
  /** Buffers that training changes, and those that keep them while a branch is trained. */
  readonly #memories: readonly { readonly live: DeviceBuffer; readonly kept: DeviceBuffer | null }[];

  /** Allocates and records; `kernels` must be compiled before `build`. */
  constructor(device: Device, options: TrainerOptions) {
    const { model, replicas, schedule, branches, batch } = options;
    const rows = rowsOf(schedule, branches);
    this.updates = rows.count;
    this.#progress = new Progress(schedule, branches);
    this.#device = device;
    this.#options = options;
    this.#memory = device.memory();
    const memory = this.#memory;
    this.#training = new Program();
    const program = this.#training;
    const replicaCount = replicas.length;

    const layout = parameterLayout(model);
    this.#arena = arenaLayout(layout);
    const initial = new Float32Array(replicaCount * this.#arena.size);
    replicas.forEach(({ parameters }, r) =>
      packArena(this.#arena, parameters, initial, r * this.#arena.size),
    );
    this.#parameters = memory.storage('parameters', initial);
    const slices = device.sliced ? gradientSlices(batch * examplesPerSample(model), this.#arena.size) : 1;
    const gradients = memory.storage('gradients', slices * initial.length);
    const state = memory.storage('replicas', replicaState(replicas));
    this.#state = state;
    const starts = segmentsOf(schedule, branches).flatMap(({ firstRow }) => [
      ...replicaState(replicas, firstRow),
    ]);
    this.#segmentStates = memory.storage('segment starts', Uint32Array.from(starts));
    this.#capacity = traceCapacity(this.updates);
    this.#trace = memory.storage('trace', this.#capacity * replicaCount * 2);

    const network: Network = {
      spec: model,
      arena: this.#arena,
      parameters: this.#parameters,
      attentionScale: options.attentionScale,
    };
    const target = batchTarget(memory, options, {
      samples: batch,
      replicas: state,
      stream: 'data',
      sharing: sharingOf(replicas),
    });
    options.source(program, target);
    const { y, backward } = recordForward(program, memory, network, { ...target, purpose: 'training' });
    const scoredRows = batch * options.scoredRows;
    const score = recordLoss(program, memory, { ...target, y }, { labelNoise: 0, scoredRows });
    backward(y, gradients); // The loss has overwritten the output with its gradient.
    sumGradients(program, this.#arena, { gradients, replicas: replicaCount });
    const { arena, parameters } = network;
    const tensors = { arena, parameters, gradients, replicas: state, replicaCount };
    if (options.gradientNorms || options.optimizer.clipNorm !== null)
      recordGradientNorm(program, memory, tensors);
    const memories = [parameters, recordUpdate(program, memory, tensors, { ...options, layout, rows })];
    this.#memories = memories.map((live) => ({
      live,
      kept: branches.length > 0 ? memory.storage('kept for the trunk', live.size / 4) : null,
    }));
    program.add('finish_step', {
      params: {
        rows: batch * examplesPerSample(model),
        replica_count: replicaCount,
        capacity: this.#capacity,
        scale: 1 / scoredRows,
      },
      tensors: { score, trace: this.#trace, replicas: state },
      workgroups: [1, 1, replicaCount],
    });

    this.#evaluation = options.evaluation && new Evaluation(memory, options, options.evaluation, network);
  }

  get kernels(): ReadonlySet<KernelName> {
    return new Set([...this.#training.kernels, ...(this.#evaluation?.program.kernels ?? [])]);
  }

  /** Bytes of the device's memory held. */
  get bytes(): number {
    return this.#memory.bytes;
  }

  /** Updates submitted so far. */
  get submitted(): number {
    return this.#progress.submitted;
  }

  get place(): Place {
    return this.#progress.place;
  }

  /** Dispatches of one training step. */
  get dispatchesPerStep(): number {
    return this.#training.dispatchCount;
  }

  /** The longest chunk that `submit` takes now: to the end of its segment, at most. */
  get longestChunk(): number {
    return this.#progress.longestChunk(this.#capacity);
  }

  /** Makes its programs ready; the device must have compiled `kernels`. */
  build(): void {
    this.#training.build(this.#device, this.#memory);
    this.#evaluation?.program.build(this.#device, this.#memory);
  }

  /**
   * Queues `count` steps, then, with `evaluate`, one pass over the evaluation set, in one submit; resolves when they are done.
   * At most two chunks may be under way; `count` is at most `longestChunk`.
   */
  async submit(count: number, evaluate: boolean): Promise<Chunk> {
    if (this.#chunksInFlight === CHUNKS_IN_FLIGHT)
      throw new Error(`expected at most ${CHUNKS_IN_FLIGHT} chunks under way`);
    if (count > this.longestChunk)
      throw new Error(`expected at most ${this.longestChunk} steps, got ${count}`);
    const replicaCount = this.#options.replicas.length;
    const { branch, step: firstStep } = this.place;
    const commands = this.#device.commands();
    if (this.#progress.position.done === 0 && count > 0) this.#beginSegment(commands);
    const evaluation = evaluate ? this.#evaluation : null;
    evaluation?.reset(commands);
    if (count > 0) this.#training.replay(commands, count);
    evaluation?.replay(commands);
    const stepBytes = replicaCount * 8;
    commands.read(this.#trace, (this.#progress.row % this.#capacity) * stepBytes, count * stepBytes);
    if (evaluation) commands.read(evaluation.sums);
    this.#progress.advance(count);

    this.#chunksInFlight++;
    const [trace, sums] = await commands.submit().finally(() => this.#chunksInFlight--);
    const words = new Float32Array(trace);
    return {
      branch,
      firstStep,
      count,
      losses: replicaMajor(words, count, replicaCount, 0),
      gradientNorms: replicaMajor(words, count, replicaCount, 1),
      evaluation: evaluation && evaluation.result(new Float32Array(sums)),
    };
  }

  /** Before a branch the trunk's state is kept; back on the trunk it is restored. */
  #beginSegment(commands: Commands): void {
    const before = this.#progress.segmentBefore;
    if (!before) return;
    const onTrunk = this.#progress.segment.branch === null;
    for (const { live, kept } of this.#memories) {
      if (!kept) continue;
      // A branch that follows a branch begins where that one began.
      const keep = !onTrunk && before.branch === null;
      if (keep) commands.copy(live, kept);
      else commands.copy(kept, live);
    }
    commands.copy(this.#segmentStates, this.#state, this.#progress.position.segment * this.#state.size);
  }

  /** Reads every replica's parameters back, dense and by name. */
  async readParameters(): Promise<Map<string, Float32Array>[]> {
    const commands = this.#device.commands();
    commands.read(this.#parameters);
    const [content] = await commands.submit();
    const arena = new Float32Array(content);
    return this.#options.replicas.map((_, r) => unpackArena(this.#arena, arena, r * this.#arena.size));
  }

  /** Bytes of a snapshot. */
  get snapshotBytes(): number {
    return this.#changing.reduce((sum, { size }) => sum + size, 0);
  }

  /** What training has changed after all that was submitted so far; more may be submitted before it is read. */
  async snapshot(): Promise<TrainerSnapshot> {
    const { position } = this.#progress;
    const commands = this.#device.commands();
    for (const buffer of this.#changing) commands.read(buffer);
    const contents = await commands.submit();
    return { ...position, contents: contents.map((content) => new Uint32Array(content)) };
  }

  /** Goes on from a snapshot of a trainer with the same options; before anything is submitted. */
  restore(snapshot: TrainerSnapshot): void {
    this.#changing.forEach((buffer, i) => this.#device.write(buffer, snapshot.contents[i]));
    this.#progress.restore(snapshot);
  }

  /** Buffers whose content outlives a step, including those that keep the trunk's state. */
  get #changing(): DeviceBuffer[] {
    return [...this.#memories.flatMap(({ live, kept }) => (kept ? [live, kept] : [live])), this.#state];
  }

  /**
   * Seconds of the slowest dispatch of a step and of a batch of the evaluation set, 0 where the device does not measure them. They are
   * done a few times, before anything else is submitted; what they change is put back.
   */
  async slowestDispatch(): Promise<number> {
    const before = await this.snapshot();
    for (let pass = 0; pass < MEASURED_PASSES; pass++) {
      const commands = this.#device.commands();
      this.#training.replay(commands);
      this.#evaluation?.program.replay(commands);
      commands.read(this.#state);
      await commands.submit();
    }
    this.restore(before);
    return Math.max(this.#training.slowest, this.#evaluation?.program.slowest ?? 0);
  }

  /** Gives a sampler of the same model the parameters of a replica as they are now. */
  lendParameters(sampler: Sampler, replica: number): void {
    sampler.copyParameters(this.#parameters, replica);
  }

  /** Frees all its memory. */
  destroy(): void {
    this.#memory.free();
  }
}

/** words[(i * R + r) * 2 + field] -> [r * count + i]. */
function replicaMajor(words: Float32Array, count: number, replicaCount: number, field: 0 | 1): Float32Array {
  const values = new Float32Array(count * replicaCount);
  for (let i = 0; i < count; i++) {
    for (let r = 0; r < replicaCount; r++) values[r * count + i] = words[(i * replicaCount + r) * 2 + field];
  }
  return values;
}

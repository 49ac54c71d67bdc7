// Trains R replicas of one network: owns its memory and its two recorded programs (a training step, a batch of the evaluation
// set), and replays them in chunks. Nothing is created, uploaded or read back within a chunk; its losses come back once.

import { examplesPerSample, type ModelSpec } from '../models/model-spec.js';
import { parameterLayout } from '../models/parameters.js';
import type { OptimizerSpec, ScheduleSpec } from '../models/training-spec.js';
import type { Device } from './device.js';
import type { KernelName } from './kernels.js';
import { recordForward, type Network } from './networks/network.js';
import type { BatchTarget } from './ops/batches.js';
import { meanSquaredError, softmaxCrossEntropy, type Labels } from './ops/loss.js';
import { recordGradientNorm, recordUpdate } from './optimizer/optimizer.js';
import { Program } from './program.js';
import {
  arenaLayout,
  createMatrix,
  Memory,
  packArena,
  unpackArena,
  type ArenaLayout,
  type Matrix,
} from './tensor.js';

/** Records the dispatches that fill a batch. */
export type BatchSource = (program: Program, target: BatchTarget) => void;

export interface TrainerOptions {
  readonly model: ModelSpec;
  /** What attention multiplies its scores by; 1 for perceptrons, which have none. */
  readonly attentionScale: number;
  readonly loss: 'mse' | 'cross-entropy';
  /** Rows of a sample that have a target: of a sequence all positions or some, else 1. */
  readonly scoredRows: number;
  readonly replicas: readonly ReplicaStart[];
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** A tensor's share of the learning rate. */
  readonly learningRateScale: (tensor: string) => number;
  readonly source: BatchSource;
  /** Samples of a training batch. */
  readonly batch: number;
  /** Samples of a finite data set, 0 for infinite data. */
  readonly dataset: number;
  /** Also compute the gradient's norm where nothing clips by it. */
  readonly gradientNorms: boolean;
  readonly evaluation: EvaluationOptions | null;
}

export interface ReplicaStart {
  /** Initial parameters by name, dense and row-major. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly learningRate: number;
  readonly dataSeed: number;
}

export interface EvaluationOptions {
  readonly seed: number;
  /** Weight of each sample of the fixed set; sums to 1. */
  readonly weights: Float32Array;
  /** See softmax_cross_entropy. */
  readonly labelNoise: number;
  /** The set is all inputs there are: no sampling error. */
  readonly exact: boolean;
}

/** What came back of a chunk. */
export interface Chunk {
  /** Updates done before it. */
  readonly firstStep: number;
  readonly count: number;
  /** losses[r * count + i], the loss on the batch before update firstStep + i. */
  readonly losses: Float32Array;
  /** Global gradient norms before clipping, laid out alike; 0 where they were not computed. */
  readonly gradientNorms: Float32Array;
  /** On the evaluation set after the last step, if it was asked for. */
  readonly evaluation: EvaluationResult | null;
}

/** A value a replica. */
export interface EvaluationResult {
  readonly losses: Float32Array;
  /** Standard error from the finite evaluation set; 0 where it is exact. */
  readonly standardErrors: Float32Array;
  /** Share classified rightly; null for regression. */
  readonly accuracies: Float32Array | null;
}

/** Steps whose losses the device keeps until they are read; a chunk is never longer. */
const TRACE_CAPACITY = 4096;
/** Rows of a batch of the evaluation set, at most. */
const EVALUATION_ROWS = 2048;
/** Words of shaders/lib/replica.wgsl. */
const REPLICA_WORDS = 4;
/** Chunks that may be under way at once: one runs while the next is queued. */
const CHUNKS_IN_FLIGHT = 2;

export class Trainer {
  readonly steps: number;
  readonly #device: Device;
  readonly #options: TrainerOptions;
  readonly #memory: Memory;
  readonly #arena: ArenaLayout;
  readonly #parameters: GPUBuffer;
  readonly #trace: GPUBuffer;
  readonly #capacity: number;
  readonly #training = new Program();
  readonly #evaluation: Evaluation | null;
  readonly #staging: GPUBuffer[];
  #step = 0;

  /** Allocates and records; `kernels` must be compiled before `build`. */
  constructor(device: Device, options: TrainerOptions) {
    const { model, replicas, schedule, batch } = options;
    this.steps = schedule.totalSteps;
    this.#device = device;
    this.#options = options;
    this.#memory = new Memory(device.gpu);
    const memory = this.#memory;
    const program = this.#training;
    const replicaCount = replicas.length;

    this.#arena = arenaLayout(parameterLayout(model));
    const initial = new Float32Array(replicaCount * this.#arena.size);
    replicas.forEach(({ parameters }, r) =>
      packArena(this.#arena, parameters, initial, r * this.#arena.size),
    );
    this.#parameters = memory.storage('parameters', initial);
    const gradients = memory.storage('gradients', initial.length);
    const state = memory.storage('replicas', replicaState(replicas));
    this.#capacity = Math.min(TRACE_CAPACITY, this.steps);
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
    const { y, backward } = recordForward(program, memory, network, target, 'training');
    const scoredRows = batch * options.scoredRows;
    const score = recordLoss(program, memory, y, target, { labelNoise: 0, scoredRows });
    backward(y, gradients); // The loss left its gradient in the output's place.
    const { arena, parameters } = network;
    const tensors = { arena, parameters, gradients, replicas: state, replicaCount };
    if (options.gradientNorms || options.optimizer.clipNorm !== null)
      recordGradientNorm(program, memory, tensors);
    recordUpdate(program, memory, tensors, options);
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
    const stagingBytes = (this.#capacity * 2 + 4) * replicaCount * 4;
    this.#staging = Array.from({ length: CHUNKS_IN_FLIGHT }, () =>
      memory.buffer('readback', stagingBytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST),
    );
  }

  get kernels(): ReadonlySet<KernelName> {
    return new Set([...this.#training.kernels, ...(this.#evaluation?.program.kernels ?? [])]);
  }

  /** Bytes of GPU memory held. */
  get bytes(): number {
    return this.#memory.bytes;
  }

  /** Steps submitted so far. */
  get step(): number {
    return this.#step;
  }

  /** Dispatches of one training step. */
  get dispatchesPerStep(): number {
    return this.#training.dispatchCount;
  }

  /** The longest chunk that `submit` takes now. */
  get longestChunk(): number {
    return Math.min(this.steps - this.#step, this.#capacity - (this.#step % this.#capacity));
  }

  /** Makes uniforms and bind groups; the device must have compiled `kernels`. */
  build(): void {
    this.#training.build(this.#device, this.#memory);
    this.#evaluation?.program.build(this.#device, this.#memory);
  }

  /**
   * Queues `count` steps, then, if asked, one pass over the evaluation set, in one submit; resolves when they are done.
   * At most two chunks may be under way; `count` is at most `longestChunk`.
   */
  async submit(count: number, evaluate: boolean): Promise<Chunk> {
    const staging = this.#staging.pop();
    if (!staging) throw new Error(`expected at most ${CHUNKS_IN_FLIGHT} chunks under way`);
    if (count > this.longestChunk)
      throw new Error(`expected at most ${this.longestChunk} steps, got ${count}`);
    const replicaCount = this.#options.replicas.length;
    const firstStep = this.#step;
    const traceBytes = count * replicaCount * 8;
    const encoder = this.#device.gpu.createCommandEncoder();
    const evaluation = evaluate ? this.#evaluation : null;
    evaluation?.reset(encoder);
    const pass = encoder.beginComputePass();
    for (let i = 0; i < count; i++) this.#training.encode(pass);
    evaluation?.encode(pass);
    pass.end();
    if (count > 0) {
      const offset = (firstStep % this.#capacity) * replicaCount * 8;
      encoder.copyBufferToBuffer(this.#trace, offset, staging, 0, traceBytes);
    }
    if (evaluation) encoder.copyBufferToBuffer(evaluation.sums, 0, staging, traceBytes, replicaCount * 16);
    this.#device.gpu.queue.submit([encoder.finish()]);
    this.#step += count;

    const bytes = traceBytes + (evaluation ? replicaCount * 16 : 0);
    await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    const words = new Float32Array(staging.getMappedRange(0, bytes).slice(0));
    staging.unmap();
    this.#staging.push(staging);
    return {
      firstStep,
      count,
      losses: replicaMajor(words, count, replicaCount, 0),
      gradientNorms: replicaMajor(words, count, replicaCount, 1),
      evaluation: evaluation && evaluation.result(words.subarray(traceBytes / 4)),
    };
  }

  /** Reads every replica's parameters back, dense and by name. */
  async readParameters(): Promise<Map<string, Float32Array>[]> {
    const { gpu } = this.#device;
    const staging = gpu.createBuffer({
      label: 'parameter readback',
      size: this.#parameters.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#parameters, 0, staging, 0, staging.size);
    gpu.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const arena = new Float32Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return this.#options.replicas.map((_, r) => unpackArena(this.#arena, arena, r * this.#arena.size));
  }

  /** Frees all GPU memory. */
  destroy(): void {
    this.#memory.free();
  }
}

/** One pass over the fixed evaluation set: a program that is replayed once a batch of it, with step counts of its own. */
class Evaluation {
  readonly program = new Program();
  /** (R) of (loss, loss^2, share hit, all hit) of a sample, weighted. */
  readonly sums: GPUBuffer;
  readonly #start: GPUBuffer;
  readonly #state: GPUBuffer;
  readonly #batches: number;
  readonly #options: EvaluationOptions;
  readonly #classifies: boolean;

  constructor(memory: Memory, trainer: TrainerOptions, options: EvaluationOptions, network: Network) {
    const replicaCount = trainer.replicas.length;
    this.#options = options;
    this.#classifies = trainer.loss === 'cross-entropy';
    const perSample = examplesPerSample(trainer.model);
    const samples = Math.min(Math.max(1, Math.floor(EVALUATION_ROWS / perSample)), options.weights.length);
    this.#batches = Math.ceil(options.weights.length / samples);
    const weights = new Float32Array(this.#batches * samples);
    weights.set(options.weights);
    const weight = memory.storage('evaluation weights', weights);
    const groupOf = memory.storage('evaluation groups', weights.length);
    const start = replicaState(trainer.replicas.map((replica) => ({ ...replica, dataSeed: options.seed })));
    this.#start = memory.storage('evaluation start', start);
    this.#state = memory.storage('evaluation replicas', start.length);
    this.sums = memory.storage('evaluation sums', replicaCount * 4);

    // Every replica is asked the same: one copy of the batch.
    const target = batchTarget(memory, trainer, {
      samples,
      replicas: this.#state,
      stream: 'evaluation',
      sharing: replicaCount,
    });
    trainer.source(this.program, target);
    const { y } = recordForward(this.program, memory, network, target, 'evaluation');
    const scoredRows = samples * trainer.scoredRows;
    const score = recordLoss(this.program, memory, y, target, { ...options, scoredRows });
    this.program.add('evaluation_sum', {
      params: { samples, positions: perSample, scored: trainer.scoredRows, groups: 1 },
      tensors: { score, weight, group_of: groupOf, sums: this.sums, replicas: this.#state },
      workgroups: [1, 1, replicaCount],
    });
  }

  /** Goes back to the first batch; before the pass. */
  reset(encoder: GPUCommandEncoder): void {
    encoder.copyBufferToBuffer(this.#start, 0, this.#state, 0, this.#state.size);
    encoder.clearBuffer(this.sums);
  }

  encode(pass: GPUComputePassEncoder): void {
    for (let i = 0; i < this.#batches; i++) this.program.encode(pass);
  }

  result(sums: Float32Array): EvaluationResult {
    const column = (j: number): Float32Array => sums.filter((_, i) => i % 4 === j);
    const losses = column(0);
    const squares = column(1);
    const standardErrors = losses.map((loss, r) =>
      this.#options.exact
        ? 0
        : Math.sqrt(Math.max(0, squares[r] - loss * loss) / this.#options.weights.length),
    );
    return { losses, standardErrors, accuracies: this.#classifies ? column(2) : null };
  }
}

/** Seeds, step counts at 0 and learning rates, as shaders/lib/replica.wgsl lays them out. */
function replicaState(replicas: readonly ReplicaStart[]): Uint32Array {
  const words = new Uint32Array(replicas.length * REPLICA_WORDS);
  const floats = new Float32Array(words.buffer);
  replicas.forEach(({ dataSeed, learningRate }, r) => {
    words[r * REPLICA_WORDS] = dataSeed;
    floats[r * REPLICA_WORDS + 2] = learningRate;
  });
  return words;
}

/** The most neighbouring replicas that train on the same samples, in groups of one length: they share one copy of a batch. */
function sharingOf(replicas: readonly ReplicaStart[]): number {
  const isShared = (length: number): boolean =>
    replicas.length % length === 0 &&
    replicas.every(({ dataSeed }, r) => dataSeed === replicas[r - (r % length)].dataSeed);
  let length = replicas.length;
  while (!isShared(length)) length--;
  return length;
}

function batchTarget(
  memory: Memory,
  options: TrainerOptions,
  batch: { samples: number; replicas: GPUBuffer; stream: 'data' | 'evaluation'; sharing: number },
): BatchTarget {
  const { model, loss, replicas } = options;
  const { samples, sharing, stream } = batch;
  const rows = samples * examplesPerSample(model);
  const indices = (label: string): Labels => ({
    buffer: memory.storage(label, (replicas.length / sharing) * rows),
    copyStride: rows,
    sharing,
  });
  const draw = { replicas: batch.replicas, stream, dataset: stream === 'data' ? options.dataset : 0 };
  if (model.family === 'transformer') {
    const shape = { replicas: replicas.length, sequences: samples, context: model.context };
    const tokens = { ...indices('tokens'), ...shape };
    return { x: null, tokens, expected: null, labels: indices('targets'), ...draw };
  }
  const shape = { replicas: replicas.length, rows, sharing };
  return {
    x: createMatrix(memory, 'batch', { ...shape, columns: model.inputs }),
    tokens: null,
    expected: loss === 'mse' ? createMatrix(memory, 'targets', { ...shape, columns: model.outputs }) : null,
    labels: loss === 'cross-entropy' ? indices('labels') : null,
    ...draw,
  };
}

/** The loss of `y` against the batch, as a score a row; the gradient of the mean overwrites `y`. */
function recordLoss(
  program: Program,
  memory: Memory,
  y: Matrix,
  target: { expected: Matrix | null; labels: Labels | null },
  settings: { labelNoise: number; scoredRows: number },
): GPUBuffer {
  const score = memory.storage('score', y.replicas * y.rows * 2);
  if (target.expected) meanSquaredError(program, { y, expected: target.expected, score });
  if (target.labels) softmaxCrossEntropy(program, { y, labels: target.labels, score }, settings);
  return score;
}

/** words[(i * R + r) * 2 + field] -> [r * count + i]. */
function replicaMajor(words: Float32Array, count: number, replicaCount: number, field: 0 | 1): Float32Array {
  const values = new Float32Array(count * replicaCount);
  for (let i = 0; i < count; i++) {
    for (let r = 0; r < replicaCount; r++) values[r * count + i] = words[(i * replicaCount + r) * 2 + field]!;
  }
  return values;
}

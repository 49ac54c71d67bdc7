// A batch on the device: where its samples go, and how its outputs are scored.

import type { DeviceBuffer, Memory } from '../device.js';
import { examplesPerSample } from '../../models/model-spec.js';
import type { BatchTarget } from '../ops/batches.js';
import { meanSquaredError, softmaxCrossEntropy, type Labels } from '../ops/loss.js';
import type { Program } from '../program.js';
import { createMatrix, type Matrix } from '../tensor.js';
import type { ReplicaStart, TrainerOptions } from './training-options.js';

/** Words of a Replica (shaders/lib/replica.wgsl). */
const REPLICA_WORDS = 4;

/** Seeds, step counts and learning rates, as shaders/lib/replica.wgsl lays them out. */
export function replicaState(replicas: readonly ReplicaStart[], step = 0): Uint32Array {
  const words = new Uint32Array(replicas.length * REPLICA_WORDS);
  const floats = new Float32Array(words.buffer);
  replicas.forEach(({ dataSeed, learningRate }, r) => {
    words[r * REPLICA_WORDS] = dataSeed;
    words[r * REPLICA_WORDS + 1] = step;
    floats[r * REPLICA_WORDS + 2] = learningRate;
  });
  return words;
}

/** How many neighbouring replicas share one copy of a batch: the largest groups, all of one size, that train on the same samples. */
export function sharingOf(replicas: readonly ReplicaStart[]): number {
  const isShared = (length: number): boolean =>
    replicas.length % length === 0 &&
    replicas.every(({ dataSeed }, r) => dataSeed === replicas[r - (r % length)].dataSeed);
  let length = replicas.length;
  while (!isShared(length)) length--;
  return length;
}

/** Allocates a batch of `samples`. The evaluation set is never one of the finite data sets. */
export function batchTarget(
  memory: Memory,
  options: TrainerOptions,
  batch: { samples: number; replicas: DeviceBuffer; stream: 'data' | 'evaluation'; sharing: number },
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

/** Records the loss of `y` against the batch, as a score for each row; the gradient of the mean overwrites `y`. */
export function recordLoss(
  program: Program,
  memory: Memory,
  { y, expected, labels }: { y: Matrix; expected: Matrix | null; labels: Labels | null },
  settings: { labelNoise: number; scoredRows: number },
): DeviceBuffer {
  const score = memory.storage('score', y.replicas * y.rows * 2);
  if (expected) meanSquaredError(program, { y, expected, score });
  if (labels) softmaxCrossEntropy(program, { y, labels, score }, settings);
  return score;
}

// Losses with their gradients: mean squared error and softmax cross-entropy.

import type { Program } from '../program.js';
import type { Matrix } from '../tensor.js';

/** Class index of each row: (replicas, rows) in u32, or one copy for all. */
export interface Labels {
  readonly buffer: GPUBuffer;
  /** u32 from one replica to the next; 0 where all share one copy. */
  readonly replicaStride: number;
}

/** `score` (replicas, rows) of (loss, hit) in f32. */
export function meanSquaredError(
  program: Program,
  tensors: { y: Matrix; expected: Matrix; score: GPUBuffer; dy: Matrix },
): void {
  const { y, expected, score, dy } = tensors;
  program.add('mean_squared_error', {
    params: { rows: y.rows, outputs: y.columns, expected_replica: expected.replicaStride / 4 },
    tensors: { y: y.buffer, expected: expected.buffer, score, dy: dy.buffer },
    workgroups: [Math.ceil(y.rows / 64), 1, y.replicas],
  });
}

/** `labelNoise` mixes the targets with the uniform distribution: for evaluation of a task whose labels are noisy. */
export function softmaxCrossEntropy(
  program: Program,
  tensors: { y: Matrix; labels: Labels; score: GPUBuffer; dy: Matrix },
  labelNoise: number,
): void {
  const { y, labels, score, dy } = tensors;
  program.add('softmax_cross_entropy', {
    params: {
      rows: y.rows,
      classes: y.columns,
      label_replica: labels.replicaStride,
      label_noise: labelNoise,
    },
    tensors: { y: y.buffer, label: labels.buffer, score, dy: dy.buffer },
    workgroups: [Math.ceil(y.rows / 64), 1, y.replicas],
  });
}

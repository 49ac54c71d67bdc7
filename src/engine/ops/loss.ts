// Losses with their gradients: mean squared error and softmax cross-entropy.

import type { Program } from '../program.js';
import type { Matrix } from '../tensor.js';

/** Class index of each row: (copies, rows) in u32. */
export interface Labels {
  readonly buffer: GPUBuffer;
  /** u32 from one copy to the next. */
  readonly copyStride: number;
  /** Neighbouring replicas that share a copy. */
  readonly sharing: number;
}

/** `score` (replicas, rows) of (loss, hit) in f32. */
export function meanSquaredError(
  program: Program,
  tensors: { y: Matrix; expected: Matrix; score: GPUBuffer; dy: Matrix },
): void {
  const { y, expected, score, dy } = tensors;
  program.add('mean_squared_error', {
    params: {
      rows: y.rows,
      outputs: y.columns,
      expected_copy: expected.copyStride / 4,
      sharing: expected.sharing,
    },
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
      label_copy: labels.copyStride,
      sharing: labels.sharing,
      label_noise: labelNoise,
    },
    tensors: { y: y.buffer, label: labels.buffer, score, dy: dy.buffer },
    workgroups: [Math.ceil(y.rows / 64), 1, y.replicas],
  });
}

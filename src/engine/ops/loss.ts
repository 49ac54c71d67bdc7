// Losses with their gradients, which overwrite the outputs: mean squared error and softmax cross-entropy.

import type { DeviceBuffer } from '../device.js';
import type { Program } from '../program.js';
import type { Matrix } from '../tensor.js';
import { folded, THREADS } from './grid.js';

/** Class of each row, or a number beyond the classes for a row that is not scored: (copies, rows) in u32. */
export interface Labels {
  readonly buffer: DeviceBuffer;
  /** u32 from one copy to the next. */
  readonly copyStride: number;
  /** Neighbouring replicas that share a copy. */
  readonly sharing: number;
}

/** From this many classes on, a workgroup takes a row; below it a thread does, which is faster where barriers are slow. */
const WIDE = 2048;

/** `score` (replicas, rows) of (loss, hit) in f32; the gradient of the mean loss takes the place of `y`. */
export function meanSquaredError(
  program: Program,
  tensors: { y: Matrix; expected: Matrix; score: DeviceBuffer },
): void {
  const { y, expected, score } = tensors;
  program.add('mean_squared_error', {
    params: {
      rows: y.rows,
      outputs: y.columns,
      expected_copy: expected.copyStride / 4,
      sharing: expected.sharing,
    },
    tensors: { expected: expected.buffer, score, y: y.buffer },
    workgroups: [Math.ceil(y.rows / THREADS), 1, y.replicas],
  });
}

/**
 * `score` (replicas, rows) of (loss, hit) in f32; the gradient of the mean loss over `scoredRows` takes the place of `y`.
 * `labelNoise` mixes the targets with the uniform distribution: for the evaluation of a task with noisy labels. Rows whose
 * label is not a class are not scored.
 */
export function softmaxCrossEntropy(
  program: Program,
  tensors: { y: Matrix; labels: Labels; score: DeviceBuffer },
  settings: { labelNoise: number; scoredRows: number },
): void {
  const { y, labels, score } = tensors;
  const isWide = y.columns >= WIDE;
  program.add(isWide ? 'softmax_cross_entropy_wide' : 'softmax_cross_entropy', {
    params: {
      rows: y.rows,
      classes: y.columns,
      label_copy: labels.copyStride,
      sharing: labels.sharing,
      label_noise: settings.labelNoise,
      scale: 1 / settings.scoredRows,
    },
    tensors: { label: labels.buffer, score, y: y.buffer },
    workgroups: isWide ? folded(y.rows, y.replicas) : [Math.ceil(y.rows / THREADS), 1, y.replicas],
  });
}

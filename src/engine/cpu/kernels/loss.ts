// Losses: a score (loss, hit) of each row, and the gradient of the mean in y's place.
//
// y, expected (rows, outputs or classes), rows padded with zeros to whole vec4f   label (rows)   score (rows)
// `sharing` neighbouring replicas are compared with the same copy of expected or of the labels. Overwrite score and y.

import { Elementary, log_block } from './lib/elementary';
import { Lanes } from './lib/lanes';
import { scratch } from './lib/scratch';

@unmanaged
class MeanSquaredError {
  rows: u32 = 0;
  outputs: u32 = 0;
  expected_copy: u32 = 0;
  sharing: u32 = 0;
  expected: usize = 0;
  score: usize = 0;
  y: usize = 0;
}

/** score = (sum over outputs of (y - expected)^2 / outputs, 0) and y = 2 (y - expected) / (rows outputs). */
export function mean_squared_error(p: MeanSquaredError, z: u32): void {
  const step = (<usize>((p.outputs + 3) >> 2)) << 4;
  const outputs = <f32>p.outputs;
  const scale = f32x4.splat(2 / (<f32>p.rows * outputs));
  let y = p.y + <usize>z * p.rows * step;
  let expected = p.expected + ((<usize>(z / p.sharing) * p.expected_copy) << 4);
  let score = p.score + ((<usize>z * p.rows) << 3);
  for (let row: u32 = 0; row < p.rows; row++, y += step, expected += step, score += 8) {
    let sum = f32x4.splat(0);
    for (let c: usize = 0; c < step; c += 16) {
      const difference = f32x4.sub(v128.load(y + c), v128.load(expected + c));
      sum = f32x4.add(sum, f32x4.mul(difference, difference));
      v128.store(y + c, f32x4.mul(scale, difference));
    }
    store<f32>(score, Lanes.sum(sum) / outputs);
    store<f32>(score, 0, 4);
  }
}

@unmanaged
class SoftmaxCrossEntropy {
  rows: u32 = 0;
  classes: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  label_noise: f32 = 0;
  scale: f32 = 0;
  label: usize = 0;
  score: usize = 0;
  y: usize = 0;
}

@unmanaged
class SoftmaxCrossEntropyWide extends SoftmaxCrossEntropy {}

/** y of padding beyond the classes. */
const MASKED: f32 = -1e30;
/** Rows whose logarithms are computed together. */
const LOGS: u32 = 64;

/**
 * score = (-sum over classes of q log softmax(y), 1 if the label has the largest y, and is the first that has) in nats, and
 * y = scale (softmax(y) - q); q mixes the label with the uniform distribution: (1 - label_noise) one-hot + label_noise / classes. A
 * row whose label is not a class is not scored: (0, 0), and no gradient. scale: 1 / scored rows.
 *
 * e^(y - largest) is computed once and kept in y; WGSL computes e^(y - log-sum-exp) again for the gradient.
 */
export function softmax_cross_entropy(p: SoftmaxCrossEntropy, z: u32): void {
  const step = (<usize>((p.classes + 3) >> 2)) << 4;
  const y = p.y + <usize>z * p.rows * step;
  const label = p.label + ((<usize>(z / p.sharing) * p.label_copy) << 2);
  const score = p.score + ((<usize>z * p.rows) << 3);
  const mask = Lanes.last(p.classes);
  const share = f32x4.splat((p.scale * p.label_noise) / <f32>p.classes);
  for (let row: u32 = 0; row < p.rows; row += LOGS) {
    const rows = min(LOGS, p.rows - row);
    const at = score + ((<usize>row) << 3);
    for (let i: u32 = 0; i < rows; i++) {
      const right = load<u32>(label + ((<usize>(row + i)) << 2));
      const sum = score_row(p, y + <usize>(row + i) * step, right, at + ((<usize>i) << 3), mask, share);
      store<f32>(scratch + ((<usize>i) << 2), sum);
    }
    // The logarithms of all sums; those beyond the last row are not used.
    log_block(scratch, scratch, (rows + 3) >> 2);
    for (let i: u32 = 0; i < rows; i++) {
      const loss = at + ((<usize>i) << 3);
      store<f32>(loss, load<f32>(loss) + load<f32>(scratch + ((<usize>i) << 2)));
    }
  }
}

/** The same kernel: WGSL's differ in how they share a row among threads. */
export function softmax_cross_entropy_wide(p: SoftmaxCrossEntropyWide, z: u32): void {
  softmax_cross_entropy(p, z);
}

/** Scores a row except for the logarithm of the sum, which it returns, and leaves the row's gradient in y. */
function score_row(p: SoftmaxCrossEntropy, y: usize, right: u32, score: usize, mask: v128, share: v128): f32 {
  const classes = p.classes;
  const last = (<usize>((classes - 1) >> 2)) << 4;
  if (right >= classes) {
    memory.fill(y, 0, last + 16);
    store<u64>(score, 0);
    return 1;
  }
  const noise = p.label_noise;
  const at = y + ((<usize>right) << 2);
  const label_y = load<f32>(at);

  const end = v128.bitselect(v128.load(y + last), f32x4.splat(MASKED), mask);
  let largest4 = end;
  for (let c: usize = 0; c < last; c += 16) largest4 = f32x4.pmax(largest4, v128.load(y + c));
  const largest = Lanes.largest(largest4);
  let rest: f32 = (1 - noise) * (largest - label_y);
  if (noise > 0) rest += noise * (largest - mean_of(y, classes));
  store<f32>(score, rest);
  store<f32>(score, label_y == largest && is_first(y, at, largest) ? 1 : 0, 4);

  const shift = f32x4.splat(largest);
  let sum4 = Elementary.expUpTo88(f32x4.sub(end, shift));
  v128.store(y + last, sum4);
  let c: usize = 0;
  for (; c + 64 <= last; c += 64) {
    const e0 = Elementary.expUpTo88(f32x4.sub(v128.load(y + c), shift));
    const e1 = Elementary.expUpTo88(f32x4.sub(v128.load(y + c, 16), shift));
    const e2 = Elementary.expUpTo88(f32x4.sub(v128.load(y + c, 32), shift));
    const e3 = Elementary.expUpTo88(f32x4.sub(v128.load(y + c, 48), shift));
    v128.store(y + c, e0);
    v128.store(y + c, e1, 16);
    v128.store(y + c, e2, 32);
    v128.store(y + c, e3, 48);
    sum4 = f32x4.add(sum4, f32x4.add(f32x4.add(e0, e1), f32x4.add(e2, e3)));
  }
  for (; c < last; c += 16) {
    const e = Elementary.expUpTo88(f32x4.sub(v128.load(y + c), shift));
    v128.store(y + c, e);
    sum4 = f32x4.add(sum4, e);
  }
  const sum = Lanes.sum(sum4);

  const factor = f32x4.splat(p.scale / sum);
  for (c = 0; c < last; c += 16) {
    v128.store(y + c, f32x4.sub(f32x4.mul(v128.load(y + c), factor), share));
  }
  v128.store(y + last, v128.and(f32x4.sub(f32x4.mul(v128.load(y + last), factor), share), mask));
  store<f32>(at, load<f32>(at) - p.scale * (1 - noise));
  return sum;
}

/** Mean of y over the classes; padding is zero. */
function mean_of(y: usize, classes: u32): f32 {
  const end = y + ((<usize>((classes + 3) >> 2)) << 4);
  let total = f32x4.splat(0);
  for (; y < end; y += 16) total = f32x4.add(total, v128.load(y));
  return Lanes.sum(total) / <f32>classes;
}

/** Whether the class at `at` is the first that has `largest`. */
function is_first(y: usize, at: usize, largest: f32): bool {
  for (; y < at; y += 4) if (load<f32>(y) == largest) return false;
  return true;
}

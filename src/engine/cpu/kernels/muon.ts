// Muon (Jordan et al. 2024): momentum, Newton-Schulz and the update of all matrices between hidden layers, which lie in one table.
//
// X is the matrix, or its transpose where that is the wider: (short, long). X and Gram matrices (short, short) lie one after another
// in a replica's x and gram, rows padded with zeros to whole vec4f.

import { multiply, multiply_transposed } from './lib/product';
import { replica_at } from './lib/replica';
import { square_sum } from './lib/square-sum';
import { clip_factor, Flush, step_of } from './lib/update';

/** As in shaders/lib/muon.wgsl. */
@unmanaged
class MuonMatrix {
  /** vec4f before it in a replica's parameter arena, in its X and in its Gram matrices. */
  parameters: u32 = 0;
  x: u32 = 0;
  gram: u32 = 0;
  rows: u32 = 0;
  columns: u32 = 0;
  /** Learning rate as a factor of the model's. */
  learning_rate_scale: f32 = 0;
}

function matrix_at(matrices: usize, index: u32): MuonMatrix {
  return changetype<MuonMatrix>(matrices + <usize>index * 24);
}

function short_side(matrix: MuonMatrix): u32 {
  return min(matrix.rows, matrix.columns);
}

/** vec4f of a row of `columns` numbers. */
function width_of(columns: u32): u32 {
  return (columns + 3) >> 2;
}

/** vec4f of a row of X. */
function long_vec4s(matrix: MuonMatrix): u32 {
  return width_of(max(matrix.rows, matrix.columns));
}

/** vec4f of X whose squares a partial sums up. */
const CHUNK: u32 = 1024;

@unmanaged
class MuonMomentum {
  vec4s: u32 = 0;
  x_replica: u32 = 0;
  matrix_count: u32 = 0;
  partials: u32 = 0;
  momentum: f32 = 0;
  clip_norm: f32 = 0;
  gradients: usize = 0;
  replicas: usize = 0;
  matrices: usize = 0;
  moments: usize = 0;
  x: usize = 0;
  partial: usize = 0;
}

/**
 * The momentum and direction of Muon, with Nesterov's look ahead and g clipped to a global norm:
 *   u = momentum u + (1 - momentum) g;   x = momentum u + (1 - momentum) g
 *
 * gradients (vec4s) of vec4f   moments (vec4s, 2): u in place of AdamW's first moment   partial (matrices, partials): sums of
 * squares of 1024 vec4f of x each, which muon_normalise adds up; x_replica counts floats.
 * Changes moments in place, overwrites partial, and x except for its padding. u below FLT_MIN becomes 0 (lib/update).
 */
export function muon_momentum(p: MuonMomentum, z: u32): void {
  const clip = f32x4.splat(clip_factor(replica_at(p.replicas, z).gradient_norm, p.clip_norm));
  const keep = f32x4.splat(p.momentum);
  const take = f32x4.splat(1 - p.momentum);
  const smallest = Flush.smallest();
  const magnitude = Flush.magnitude();
  for (let m: u32 = 0; m < p.matrix_count; m++) {
    const matrix = matrix_at(p.matrices, m);
    const width = (<usize>width_of(matrix.columns)) << 4;
    const isTall = matrix.rows > matrix.columns;
    const stride = (<usize>long_vec4s(matrix)) << 4;
    const first = <usize>z * p.vec4s + matrix.parameters;
    const x = p.x + ((<usize>z * p.x_replica) << 2) + ((<usize>matrix.x) << 4);
    let gradients = p.gradients + (first << 4);
    let moments = p.moments + (first << 5);
    for (let row: u32 = 0; row < matrix.rows; row++) {
      for (let c: usize = 0; c < width; c += 16, gradients += 16, moments += 32) {
        const gradient = f32x4.mul(take, f32x4.mul(v128.load(gradients), clip));
        let velocity = f32x4.add(gradient, f32x4.mul(keep, v128.load(moments)));
        velocity = Flush.of(velocity, smallest, magnitude);
        v128.store(moments, velocity);
        const direction = f32x4.add(gradient, f32x4.mul(keep, velocity));
        if (isTall) {
          store_column(x + ((<usize>row) << 2), stride, <u32>(c >> 2), matrix.columns, direction);
        } else {
          v128.store(x + <usize>row * stride + c, direction);
        }
      }
    }
    store_partials(p, (z * p.matrix_count + m) * p.partials, x, short_side(matrix) * long_vec4s(matrix));
  }
}

/** Stores four columns of a row, as far as there are so many, in as many rows of its transpose. */
function store_column(x: usize, stride: usize, column: u32, columns: u32, values: v128): void {
  const at = x + <usize>column * stride;
  v128.store32_lane(at, values, 0);
  if (column + 1 < columns) v128.store32_lane(at + stride, values, 1);
  if (column + 2 < columns) v128.store32_lane(at + 2 * stride, values, 2);
  if (column + 3 < columns) v128.store32_lane(at + 3 * stride, values, 3);
}

function store_partials(p: MuonMomentum, first: u32, x: usize, vec4s: u32): void {
  for (let i: u32 = 0; i < p.partials; i++) {
    const begin = min(i * CHUNK, vec4s);
    const sum = square_sum(x + ((<usize>begin) << 4), min(CHUNK, vec4s - begin));
    store<f32>(p.partial + ((<usize>(first + i)) << 2), sum);
  }
}

@unmanaged
class MuonNormalise {
  x_replica: u32 = 0;
  matrix_count: u32 = 0;
  partials: u32 = 0;
  partial: usize = 0;
  matrices: usize = 0;
  x: usize = 0;
}

/**
 * x = x / (|x| + 1e-7), |x| the Frobenius norm, matrix by matrix: no singular value is then above 1, as Newton-Schulz needs.
 * x_replica counts vec4f. Changes x in place.
 */
export function muon_normalise(p: MuonNormalise, z: u32): void {
  for (let m: u32 = 0; m < p.matrix_count; m++) {
    const matrix = matrix_at(p.matrices, m);
    const partial = p.partial + ((<usize>(z * p.matrix_count + m) * p.partials) << 2);
    let sum: f32 = 0;
    for (let i: u32 = 0; i < p.partials; i++) sum += load<f32>(partial + ((<usize>i) << 2));
    const size = f32x4.splat(sqrt<f32>(sum) + 1e-7);
    let x = p.x + ((<usize>z * p.x_replica + matrix.x) << 4);
    const end = x + ((<usize>short_side(matrix) * long_vec4s(matrix)) << 4);
    for (; x < end; x += 16) v128.store(x, f32x4.div(v128.load(x), size));
  }
}

@unmanaged
class MuonGram {
  x_replica: u32 = 0;
  y_replica: u32 = 0;
  matrix_count: u32 = 0;
  of_gram: u32 = 0;
  linear: f32 = 0;
  quadratic: f32 = 0;
  x: usize = 0;
  matrices: usize = 0;
  y: usize = 0;
}

/**
 * y = linear x + quadratic x x^T, matrix by matrix. A step of Newton-Schulz needs it twice: (0, 1) makes A = X X^T of X, and (b, c)
 * makes b A + c A A of A, which is its own transpose.
 *
 * x (short, long), or a Gram matrix where of_gram = 1   y (short, short). Overwrites y, its padding with zeros.
 */
export function muon_gram(p: MuonGram, z: u32): void {
  for (let m: u32 = 0; m < p.matrix_count; m++) {
    const matrix = matrix_at(p.matrices, m);
    const rows = short_side(matrix);
    const width = p.of_gram ? width_of(rows) : long_vec4s(matrix);
    const x = p.x + ((<usize>z * p.x_replica + (p.of_gram ? matrix.gram : matrix.x)) << 4);
    const y = p.y + ((<usize>z * p.y_replica + matrix.gram) << 4);
    const stride = (<usize>width) << 4;
    multiply_transposed(x, stride, rows, width << 2, x, stride, rows, y, 0, false);
    if (p.linear == 0 && p.quadratic == 1) continue;
    combine(y, x, (<usize>rows * width) << 4, p.linear, p.quadratic);
  }
}

/** y = linear x + quadratic y, `bytes` of each. */
function combine(y: usize, x: usize, bytes: usize, linear: f32, quadratic: f32): void {
  const a = f32x4.splat(linear);
  const b = f32x4.splat(quadratic);
  for (let c: usize = 0; c < bytes; c += 16) {
    v128.store(y + c, f32x4.add(f32x4.mul(a, v128.load(x + c)), f32x4.mul(b, v128.load(y + c))));
  }
}

@unmanaged
class MuonProduct {
  x_replica: u32 = 0;
  gram_replica: u32 = 0;
  matrix_count: u32 = 0;
  linear: f32 = 0;
  x: usize = 0;
  gram: usize = 0;
  matrices: usize = 0;
  y: usize = 0;
}

/**
 * y = linear x + gram x, matrix by matrix: with gram = b A + c A A and linear = a the end of a step of Newton-Schulz.
 * x, y (short, long)   gram (short, short). Overwrites y; its padding comes out zero because x's is.
 */
export function muon_product(p: MuonProduct, z: u32): void {
  for (let m: u32 = 0; m < p.matrix_count; m++) {
    const matrix = matrix_at(p.matrices, m);
    const rows = short_side(matrix);
    const width = long_vec4s(matrix);
    const at = (<usize>z * p.x_replica + matrix.x) << 4;
    const gram = p.gram + ((<usize>z * p.gram_replica + matrix.gram) << 4);
    multiply(gram, (<usize>width_of(rows)) << 4, rows, rows, p.x + at, width, p.y + at);
    combine(p.y + at, p.x + at, (<usize>rows * width) << 4, p.linear, 1);
  }
}

@unmanaged
class MuonUpdate {
  vec4s: u32 = 0;
  x_replica: u32 = 0;
  matrix_count: u32 = 0;
  weight_decay: f32 = 0;
  x: usize = 0;
  matrices: usize = 0;
  replicas: usize = 0;
  schedule: usize = 0;
  parameters: usize = 0;
}

/**
 * p = p (1 - lr decay) - lr sqrt(max(1, rows / columns)) x for every matrix p of Muon, x being its orthogonal direction.
 * parameters (vec4s) of vec4f   x_replica counts floats. Changes parameters in place.
 */
export function muon_update(p: MuonUpdate, z: u32): void {
  const replica = replica_at(p.replicas, z);
  const peak = replica.learning_rate;
  const factor = step_of(p.schedule, replica).factor;
  for (let m: u32 = 0; m < p.matrix_count; m++) {
    const matrix = matrix_at(p.matrices, m);
    const learning_rate = peak * matrix.learning_rate_scale * factor;
    const length = sqrt<f32>(max<f32>(1, <f32>matrix.rows / <f32>matrix.columns));
    const step = f32x4.splat(learning_rate * length);
    const keep = f32x4.splat(1 - learning_rate * p.weight_decay);
    const width = (<usize>width_of(matrix.columns)) << 4;
    const stride = (<usize>long_vec4s(matrix)) << 4;
    const isTall = matrix.rows > matrix.columns;
    const x = p.x + ((<usize>z * p.x_replica) << 2) + ((<usize>matrix.x) << 4);
    let parameters = p.parameters + ((<usize>z * p.vec4s + matrix.parameters) << 4);
    for (let row: u32 = 0; row < matrix.rows; row++) {
      for (let c: usize = 0; c < width; c += 16, parameters += 16) {
        const direction = isTall
          ? load_column(x + ((<usize>row) << 2), stride, <u32>(c >> 2), matrix.columns)
          : v128.load(x + <usize>row * stride + c);
        const kept = f32x4.mul(v128.load(parameters), keep);
        v128.store(parameters, f32x4.sub(kept, f32x4.mul(step, direction)));
      }
    }
  }
}

/** Loads four columns of a row from as many rows of its transpose; 0 beyond the last. */
function load_column(x: usize, stride: usize, column: u32, columns: u32): v128 {
  const at = x + <usize>column * stride;
  let values = v128.load32_zero(at);
  if (column + 1 < columns) values = v128.load32_lane(at + stride, values, 1);
  if (column + 2 < columns) values = v128.load32_lane(at + 2 * stride, values, 2);
  if (column + 3 < columns) values = v128.load32_lane(at + 3 * stride, values, 3);
  return values;
}

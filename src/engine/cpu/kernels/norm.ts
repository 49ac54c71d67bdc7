// Layernorm (Ba et al. 2016) and rmsnorm (Zhang & Sennrich 2019), row by row:
//   normalized = (x - mean) scale, scale = 1 / sqrt(mean of (x - mean)^2 + 1e-5), y = normalized weight + bias;
// rmsnorm takes its mean as zero and has no bias.
//
// x, y, dy, dx, normalized (rows, channels)   weight, bias, dweight, dbias (channels)   scale (rows)
// Rows are padded with zeros to whole vec4f, which strides and offsets count. Weights lie in the replica's parameter arena, their
// gradients at the same places in every slice of the gradient arena.

import { Lanes } from './lib/lanes';

const EPSILON: f32 = 1e-5;

/** Overwrites y, normalized and scale; backward needs only the last two. `bias` 0: without one. */
function forward(
  rows: u32,
  channels: u32,
  centred: bool,
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  normalized: usize,
  scale: usize,
): void {
  const last = (<usize>((channels - 1) >> 2)) << 4;
  const mask = Lanes.last(channels);
  const count = <f32>channels;
  const step = last + 16;
  for (let row: u32 = 0; row < rows; row++, x += step, y += step, normalized += step, scale += 4) {
    const mean = f32x4.splat(centred ? sum_of(x, step) / count : 0);
    const end = v128.and(f32x4.sub(v128.load(x + last), mean), mask);
    const squares = squares_of(x, last, mean) + Lanes.sum(f32x4.mul(end, end));
    const row_scale: f32 = 1 / sqrt<f32>(squares / count + EPSILON);
    store<f32>(scale, row_scale);
    const factor = f32x4.splat(row_scale);
    normalise(x, last, mean, factor, normalized);
    v128.store(normalized + last, f32x4.mul(end, factor));
    if (bias) multiply_add(normalized, weight, bias, y, step);
    else multiply(normalized, weight, y, step);
  }
}

// Loops over `bytes` of a row, two vectors an iteration.

function sum_of(x: usize, bytes: usize): f32 {
  const end = x + bytes;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  for (; x + 32 <= end; x += 32) {
    sum0 = f32x4.add(sum0, v128.load(x));
    sum1 = f32x4.add(sum1, v128.load(x, 16));
  }
  if (x < end) sum0 = f32x4.add(sum0, v128.load(x));
  return Lanes.sum(f32x4.add(sum0, sum1));
}

/** Sum of (x - mean)^2. */
function squares_of(x: usize, bytes: usize, mean: v128): f32 {
  const end = x + bytes;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  for (; x + 32 <= end; x += 32) {
    const value0 = f32x4.sub(v128.load(x), mean);
    const value1 = f32x4.sub(v128.load(x, 16), mean);
    sum0 = f32x4.add(sum0, f32x4.mul(value0, value0));
    sum1 = f32x4.add(sum1, f32x4.mul(value1, value1));
  }
  if (x < end) {
    const value = f32x4.sub(v128.load(x), mean);
    sum0 = f32x4.add(sum0, f32x4.mul(value, value));
  }
  return Lanes.sum(f32x4.add(sum0, sum1));
}

/** normalized = (x - mean) factor. */
function normalise(x: usize, bytes: usize, mean: v128, factor: v128, normalized: usize): void {
  const end = x + bytes;
  for (; x + 32 <= end; x += 32, normalized += 32) {
    v128.store(normalized, f32x4.mul(f32x4.sub(v128.load(x), mean), factor));
    v128.store(normalized, f32x4.mul(f32x4.sub(v128.load(x, 16), mean), factor), 16);
  }
  if (x < end) v128.store(normalized, f32x4.mul(f32x4.sub(v128.load(x), mean), factor));
}

/** y = normalized weight. */
function multiply(normalized: usize, weight: usize, y: usize, bytes: usize): void {
  const end = y + bytes;
  for (; y + 32 <= end; y += 32, normalized += 32, weight += 32) {
    v128.store(y, f32x4.mul(v128.load(normalized), v128.load(weight)));
    v128.store(y, f32x4.mul(v128.load(normalized, 16), v128.load(weight, 16)), 16);
  }
  if (y < end) v128.store(y, f32x4.mul(v128.load(normalized), v128.load(weight)));
}

/** y = normalized weight + bias. */
function multiply_add(normalized: usize, weight: usize, bias: usize, y: usize, bytes: usize): void {
  const end = y + bytes;
  for (; y + 32 <= end; y += 32, normalized += 32, weight += 32, bias += 32) {
    const y0 = f32x4.mul(v128.load(normalized), v128.load(weight));
    const y1 = f32x4.mul(v128.load(normalized, 16), v128.load(weight, 16));
    v128.store(y, f32x4.add(y0, v128.load(bias)));
    v128.store(y, f32x4.add(y1, v128.load(bias, 16)), 16);
  }
  if (y < end) v128.store(y, f32x4.add(f32x4.mul(v128.load(normalized), v128.load(weight)), v128.load(bias)));
}

/**
 * dx += scale (g - mean(g) - normalized mean(g normalized)), g = dy weight, or without `add` dx = that; dweight += dy normalized and
 * dbias += dy. mean(g) is zero where x was not centred; `dbias` 0: without one.
 */
function backward(
  rows: u32,
  channels: u32,
  centred: bool,
  dy: usize,
  normalized: usize,
  scale: usize,
  weight: usize,
  dx: usize,
  add: bool,
  dweight: usize,
  dbias: usize,
): void {
  const last = (<usize>((channels - 1) >> 2)) << 4;
  const mask = Lanes.last(channels);
  const count = <f32>channels;
  const step = last + 16;
  for (let row: u32 = 0; row < rows; row++, dy += step, dx += step, normalized += step, scale += 4) {
    let sum = f32x4.splat(0);
    let product = f32x4.splat(0);
    for (let c: usize = 0; c <= last; c += 16) {
      const gradient = v128.load(dy + c);
      const value = v128.load(normalized + c);
      const g = f32x4.mul(gradient, v128.load(weight + c));
      sum = f32x4.add(sum, g);
      product = f32x4.add(product, f32x4.mul(g, value));
      v128.store(dweight + c, f32x4.add(v128.load(dweight + c), f32x4.mul(gradient, value)));
    }
    if (dbias) add_to(dbias, dy, step);
    const mean = f32x4.splat(centred ? Lanes.sum(sum) / count : 0);
    const mean_product = f32x4.splat(Lanes.sum(product) / count);
    const factor = v128.load32_splat(scale);
    if (add) {
      for (let c: usize = 0; c < last; c += 16) {
        const gradient = Gradient.of(dy + c, weight + c, normalized + c, mean, mean_product, factor);
        v128.store(dx + c, f32x4.add(v128.load(dx + c), gradient));
      }
    } else {
      for (let c: usize = 0; c < last; c += 16) {
        v128.store(dx + c, Gradient.of(dy + c, weight + c, normalized + c, mean, mean_product, factor));
      }
    }
    const end = Gradient.of(dy + last, weight + last, normalized + last, mean, mean_product, factor);
    const kept = v128.and(end, mask);
    v128.store(dx + last, add ? f32x4.add(v128.load(dx + last), kept) : kept);
  }
}

class Gradient {
  /** factor (dy weight - mean - normalized mean_product). */
  @inline static of(
    dy: usize,
    weight: usize,
    normalized: usize,
    mean: v128,
    mean_product: v128,
    factor: v128,
  ): v128 {
    const g = f32x4.sub(f32x4.mul(v128.load(dy), v128.load(weight)), mean);
    return f32x4.mul(factor, f32x4.sub(g, f32x4.mul(v128.load(normalized), mean_product)));
  }
}

/** to += from. */
function add_to(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 32 <= end; to += 32, from += 32) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    v128.store(to, f32x4.add(v128.load(to, 16), v128.load(from, 16)), 16);
  }
  if (to < end) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
}

@unmanaged
class LayernormForward {
  rows: u32 = 0;
  channels: u32 = 0;
  parameters_replica: u32 = 0;
  weight: u32 = 0;
  has_bias: u32 = 0;
  bias: u32 = 0;
  x: usize = 0;
  parameters: usize = 0;
  y: usize = 0;
  normalized: usize = 0;
  scale: usize = 0;
}

export function layernorm_forward(p: LayernormForward, z: u32): void {
  const first = (<usize>z * p.rows * ((p.channels + 3) >> 2)) << 4;
  const parameters = p.parameters + ((<usize>z * p.parameters_replica) << 4);
  forward(
    p.rows,
    p.channels,
    true,
    p.x + first,
    parameters + ((<usize>p.weight) << 4),
    p.has_bias ? parameters + ((<usize>p.bias) << 4) : 0,
    p.y + first,
    p.normalized + first,
    p.scale + ((<usize>z * p.rows) << 2),
  );
}

@unmanaged
class RmsnormForward {
  rows: u32 = 0;
  channels: u32 = 0;
  parameters_replica: u32 = 0;
  weight: u32 = 0;
  x: usize = 0;
  parameters: usize = 0;
  y: usize = 0;
  normalized: usize = 0;
  scale: usize = 0;
}

export function rmsnorm_forward(p: RmsnormForward, z: u32): void {
  const first = (<usize>z * p.rows * ((p.channels + 3) >> 2)) << 4;
  forward(
    p.rows,
    p.channels,
    false,
    p.x + first,
    p.parameters + ((<usize>z * p.parameters_replica + p.weight) << 4),
    0,
    p.y + first,
    p.normalized + first,
    p.scale + ((<usize>z * p.rows) << 2),
  );
}

@unmanaged
class LayernormBackward {
  rows: u32 = 0;
  channels: u32 = 0;
  row_groups: u32 = 0;
  slices: u32 = 0;
  slice_rows: u32 = 0;
  parameters_replica: u32 = 0;
  gradients_slice: u32 = 0;
  gradients_replica: u32 = 0;
  weight: u32 = 0;
  has_bias: u32 = 0;
  bias: u32 = 0;
  accumulate: u32 = 0;
  dy: usize = 0;
  normalized: usize = 0;
  scale: usize = 0;
  parameters: usize = 0;
  dx: usize = 0;
  gradients: usize = 0;
}

/** Adds to dx, or overwrites it with accumulate = 0; overwrites every slice of dweight and dbias with the sum over its rows. */
export function layernorm_backward(p: LayernormBackward, z: u32): void {
  const bytes = (<usize>((p.channels + 3) >> 2)) << 4;
  const replica_row = <usize>z * p.rows;
  const weight = p.parameters + ((<usize>z * p.parameters_replica + p.weight) << 4);
  for (let slice: u32 = 0; slice < p.slices; slice++) {
    const gradients =
      p.gradients + ((<usize>slice * p.gradients_slice + <usize>z * p.gradients_replica) << 4);
    const dweight = gradients + ((<usize>p.weight) << 4);
    const dbias = p.has_bias ? gradients + ((<usize>p.bias) << 4) : 0;
    memory.fill(dweight, 0, bytes);
    if (dbias) memory.fill(dbias, 0, bytes);
    const begin = min(slice * p.slice_rows, p.rows);
    const row = replica_row + begin;
    const rows = min(begin + p.slice_rows, p.rows) - begin;
    const at = row * bytes;
    const scale = p.scale + (row << 2);
    const add = p.accumulate == 1;
    backward(
      rows,
      p.channels,
      true,
      p.dy + at,
      p.normalized + at,
      scale,
      weight,
      p.dx + at,
      add,
      dweight,
      dbias,
    );
  }
}

@unmanaged
class RmsnormBackward {
  rows: u32 = 0;
  channels: u32 = 0;
  row_groups: u32 = 0;
  slices: u32 = 0;
  slice_rows: u32 = 0;
  parameters_replica: u32 = 0;
  gradients_slice: u32 = 0;
  gradients_replica: u32 = 0;
  weight: u32 = 0;
  accumulate: u32 = 0;
  dy: usize = 0;
  normalized: usize = 0;
  scale: usize = 0;
  parameters: usize = 0;
  dx: usize = 0;
  gradients: usize = 0;
}

/** As layernorm_backward. */
export function rmsnorm_backward(p: RmsnormBackward, z: u32): void {
  const bytes = (<usize>((p.channels + 3) >> 2)) << 4;
  const replica_row = <usize>z * p.rows;
  const weight = p.parameters + ((<usize>z * p.parameters_replica + p.weight) << 4);
  for (let slice: u32 = 0; slice < p.slices; slice++) {
    const gradients =
      p.gradients + ((<usize>slice * p.gradients_slice + <usize>z * p.gradients_replica) << 4);
    const dweight = gradients + ((<usize>p.weight) << 4);
    memory.fill(dweight, 0, bytes);
    const begin = min(slice * p.slice_rows, p.rows);
    const row = replica_row + begin;
    const rows = min(begin + p.slice_rows, p.rows) - begin;
    const at = row * bytes;
    const scale = p.scale + (row << 2);
    const add = p.accumulate == 1;
    backward(
      rows,
      p.channels,
      false,
      p.dy + at,
      p.normalized + at,
      scale,
      weight,
      p.dx + at,
      add,
      dweight,
      0,
    );
  }
}

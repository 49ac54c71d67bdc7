// Layernorm (Ba et al. 2016) and rmsnorm (Zhang & Sennrich 2019), row by row:
//   normalized = (x - mean) scale, scale = 1 / sqrt(mean of (x - mean)^2 + 1e-5), y = normalized weight + bias;
// rmsnorm takes its mean as zero and has no bias.
//
// x, y, dy, dx, normalized (rows, channels)   weight, bias, dweight, dbias (channels)   scale (rows)
// Rows are padded with zeros to whole vec4f, which strides and offsets count. Weights lie in the replica's parameter arena, their
// gradients at the same places in every slice of the gradient arena.

import { Lanes } from './lib/lanes';

const EPSILON: f32 = 1e-5;

/** Overwrites y, normalized and scale; backward needs the last two only. `bias` 0 is none. */
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
    let mean = f32x4.splat(0);
    if (centred) {
      let sum = f32x4.splat(0);
      for (let c: usize = 0; c <= last; c += 16) sum = f32x4.add(sum, v128.load(x + c));
      mean = f32x4.splat(Lanes.sum(sum) / count);
    }
    let squares = f32x4.splat(0);
    for (let c: usize = 0; c < last; c += 16) {
      const value = f32x4.sub(v128.load(x + c), mean);
      squares = f32x4.add(squares, f32x4.mul(value, value));
    }
    const end = v128.and(f32x4.sub(v128.load(x + last), mean), mask);
    squares = f32x4.add(squares, f32x4.mul(end, end));
    const row_scale: f32 = 1 / sqrt<f32>(Lanes.sum(squares) / count + EPSILON);
    store<f32>(scale, row_scale);

    const factor = f32x4.splat(row_scale);
    for (let c: usize = 0; c < last; c += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(x + c), mean), factor);
      v128.store(normalized + c, value);
      const output = f32x4.mul(value, v128.load(weight + c));
      v128.store(y + c, bias ? f32x4.add(output, v128.load(bias + c)) : output);
    }
    const value = f32x4.mul(end, factor);
    v128.store(normalized + last, value);
    const output = f32x4.mul(value, v128.load(weight + last));
    v128.store(y + last, bias ? f32x4.add(output, v128.load(bias + last)) : output);
  }
}

/**
 * dx += scale (g - mean(g) - normalized mean(g normalized)), g = dy weight, or without `add` dx = that; dweight += dy normalized and
 * dbias += dy. mean(g) is zero where x was not centred; `dbias` 0 is none.
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
      if (dbias) v128.store(dbias + c, f32x4.add(v128.load(dbias + c), gradient));
    }
    const mean = f32x4.splat(centred ? Lanes.sum(sum) / count : 0);
    const mean_product = f32x4.splat(Lanes.sum(product) / count);
    const factor = v128.load32_splat(scale);
    for (let c: usize = 0; c <= last; c += 16) {
      const g = f32x4.sub(f32x4.mul(v128.load(dy + c), v128.load(weight + c)), mean);
      let gradient = f32x4.mul(factor, f32x4.sub(g, f32x4.mul(v128.load(normalized + c), mean_product)));
      if (c == last) gradient = v128.and(gradient, mask);
      v128.store(dx + c, add ? f32x4.add(v128.load(dx + c), gradient) : gradient);
    }
  }
}

@unmanaged
export class LayernormForward {
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
export class RmsnormForward {
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
export class LayernormBackward {
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

/** Adds to dx, or begins it with accumulate = 0; overwrites every slice of dweight and dbias with the sum over its rows. */
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
export class RmsnormBackward {
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

// A batch of the manifold task (shaders/manifold_batch.wgsl): x uniform in [-1, 1)^d, bit for bit, and y = (teacher(x) - mean) scale,
// teacher a tanh network d-32-32-1. Sums run over inputs in order, from the bias on.
//
// teacher: first weight (32, d), rows padded to whole vec4f, first bias (32), second weight (32, 32), second bias (32), readout (32)
// x (rows, dimension), y (rows, 1), rows padded with zeros to whole vec4f
// Eight rows at a time lie side by side in two vectors, so that a weight is loaded once for all of them and every step is one of
// whole vectors. Overwrites x and y.

import { Elementary } from '../lib/elementary';
import { random_bits8, signed_unit_from_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
class ManifoldBatch {
  rows: u32 = 0;
  dimension: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  x_copy: u32 = 0;
  y_copy: u32 = 0;
  sharing: u32 = 0;
  mean: f32 = 0;
  scale: f32 = 0;
  replicas: usize = 0;
  teacher: usize = 0;
  x: usize = 0;
  y: usize = 0;
}

const WIDTH: u32 = 32;

/** Bytes of a number in eight rows. */
const EIGHT: usize = 32;

/** Units of the two layers, the targets, and coordinates (whole vec4f of them), each in eight rows. */
const first: usize = scratch;
const second: usize = first + <usize>WIDTH * EIGHT;
const targets: usize = second + <usize>WIDTH * EIGHT;
const coordinates: usize = targets + EIGHT;

/** Coordinate `lane` of eight samples. */
function draw_coordinate(to: usize, seed: u32, stream: u32, ids0: v128, ids1: v128, lane: u32): void {
  const lanes = i32x4.splat(lane);
  random_bits8(to, seed, stream, ids0, lanes, ids1, lanes);
  v128.store(to, signed_unit_from_bits4(v128.load(to)));
  v128.store(to, signed_unit_from_bits4(v128.load(to, 16)), 16);
}

/** Copies the coordinates of `count` of four rows, one in each lane from `from` on, to rows of x. */
function write_rows(from: usize, count: u32, x: usize, row_bytes: usize): void {
  for (let at: usize = 0; at < row_bytes; at += 16, from += 4 * EIGHT) {
    const a = v128.load(from);
    const b = v128.load(from + EIGHT);
    const c = v128.load(from + 2 * EIGHT);
    const d = v128.load(from + 3 * EIGHT);
    const ab_low = v128.shuffle<u32>(a, b, 0, 4, 1, 5);
    const cd_low = v128.shuffle<u32>(c, d, 0, 4, 1, 5);
    const ab_high = v128.shuffle<u32>(a, b, 2, 6, 3, 7);
    const cd_high = v128.shuffle<u32>(c, d, 2, 6, 3, 7);
    v128.store(x + at, v128.shuffle<u64>(ab_low, cd_low, 0, 2));
    if (count > 1) v128.store(x + at + row_bytes, v128.shuffle<u64>(ab_low, cd_low, 1, 3));
    if (count > 2) v128.store(x + at + 2 * row_bytes, v128.shuffle<u64>(ab_high, cd_high, 0, 2));
    if (count > 3) v128.store(x + at + 3 * row_bytes, v128.shuffle<u64>(ab_high, cd_high, 1, 3));
  }
}

/** y = weight x + bias of `depth` inputs and all units; rows of the weight are `stride` bytes apart. Four units at a time. */
function layer(weight: usize, stride: usize, bias: usize, x: usize, depth: u32, y: usize): void {
  const x_end = x + <usize>depth * EIGHT;
  for (let i: u32 = 0; i < WIDTH; i += 4, weight += 4 * stride, bias += 16, y += 4 * EIGHT) {
    let a0 = v128.load32_splat(bias);
    let b0 = v128.load32_splat(bias, 4);
    let c0 = v128.load32_splat(bias, 8);
    let d0 = v128.load32_splat(bias, 12);
    let a1 = a0;
    let b1 = b0;
    let c1 = c0;
    let d1 = d0;
    let w = weight;
    for (let at = x; at < x_end; at += EIGHT, w += 4) {
      const x0 = v128.load(at);
      const x1 = v128.load(at, 16);
      const wa = v128.load32_splat(w);
      a0 = f32x4.add(a0, f32x4.mul(wa, x0));
      a1 = f32x4.add(a1, f32x4.mul(wa, x1));
      const wb = v128.load32_splat(w + stride);
      b0 = f32x4.add(b0, f32x4.mul(wb, x0));
      b1 = f32x4.add(b1, f32x4.mul(wb, x1));
      const wc = v128.load32_splat(w + 2 * stride);
      c0 = f32x4.add(c0, f32x4.mul(wc, x0));
      c1 = f32x4.add(c1, f32x4.mul(wc, x1));
      const wd = v128.load32_splat(w + 3 * stride);
      d0 = f32x4.add(d0, f32x4.mul(wd, x0));
      d1 = f32x4.add(d1, f32x4.mul(wd, x1));
    }
    v128.store(y, a0);
    v128.store(y, a1, 16);
    v128.store(y, b0, 32);
    v128.store(y, b1, 48);
    v128.store(y, c0, 64);
    v128.store(y, c1, 80);
    v128.store(y, d0, 96);
    v128.store(y, d1, 112);
  }
}

/** tanh of a layer's units, in place. */
function squash(units: usize): void {
  const end = units + <usize>WIDTH * EIGHT;
  for (let at = units; at < end; at += 64) {
    const y0 = Elementary.tanh(v128.load(at));
    const y1 = Elementary.tanh(v128.load(at, 16));
    const y2 = Elementary.tanh(v128.load(at, 32));
    const y3 = Elementary.tanh(v128.load(at, 48));
    v128.store(at, y0);
    v128.store(at, y1, 16);
    v128.store(at, y2, 32);
    v128.store(at, y3, 48);
  }
}

/** Targets of eight rows from the units of the second layer. */
function read_out(readout: usize, mean: f32, scale: f32): void {
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  for (let at = second; at < second + <usize>WIDTH * EIGHT; at += EIGHT, readout += 4) {
    const weight = v128.load32_splat(readout);
    sum0 = f32x4.add(sum0, f32x4.mul(weight, v128.load(at)));
    sum1 = f32x4.add(sum1, f32x4.mul(weight, v128.load(at, 16)));
  }
  v128.store(targets, f32x4.mul(f32x4.sub(sum0, f32x4.splat(mean)), f32x4.splat(scale)));
  v128.store(targets, f32x4.mul(f32x4.sub(sum1, f32x4.splat(mean)), f32x4.splat(scale)), 16);
}

export function manifold_batch(p: ManifoldBatch, z: u32): void {
  const rows = p.rows;
  const dimension = p.dimension;
  const stream = p.stream;
  const replica = replica_at(p.replicas, z * p.sharing);
  const seed = replica.seed;
  const row_bytes = (<usize>((dimension + 3) >> 2)) << 4;
  const first_bias = p.teacher + <usize>WIDTH * row_bytes;
  const second_weight = first_bias + <usize>WIDTH * 4;
  const second_bias = second_weight + <usize>(WIDTH * WIDTH) * 4;
  const readout = second_bias + <usize>WIDTH * 4;
  let x = p.x + ((<usize>z * p.x_copy) << 4);
  let y = p.y + ((<usize>z * p.y_copy) << 4);

  // The padding of x.
  for (let at = <usize>dimension * EIGHT; at < row_bytes * (EIGHT / 4); at += 16) {
    v128.store(coordinates + at, f32x4.splat(0));
  }
  for (let row: u32 = 0; row < rows; row += 8) {
    const ids0 = sample_ids(replica, rows, row, p.dataset);
    const ids1 = sample_ids(replica, rows, row + 4, p.dataset);
    for (let j: u32 = 0; j < dimension; j++) {
      draw_coordinate(coordinates + <usize>j * EIGHT, seed, stream, ids0, ids1, j);
    }
    const count = min<u32>(8, rows - row);
    write_rows(coordinates, count, x, row_bytes);
    if (count > 4) write_rows(coordinates + 16, count - 4, x + 4 * row_bytes, row_bytes);

    layer(p.teacher, row_bytes, first_bias, coordinates, dimension, first);
    squash(first);
    layer(second_weight, <usize>WIDTH * 4, second_bias, first, WIDTH, second);
    squash(second);
    read_out(readout, p.mean, p.scale);
    for (let r: u32 = 0; r < count; r++) {
      v128.store(y, v128.load32_zero(targets + ((<usize>r) << 2)));
      y += 16;
    }
    x += 8 * row_bytes;
  }
}

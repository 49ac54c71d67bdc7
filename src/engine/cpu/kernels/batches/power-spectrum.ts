// A batch of the power-spectrum task (shaders/power_spectrum_batch.wgsl): coins, each scaled for x and summed for y; x bit for bit.
//
// scales, amplitudes (coins), padded with zeros to whole vec4f   x (rows, inputs), y (rows, 1), rows padded with zeros to whole vec4f
// Draws for four rows at a time; of a row, four coins at a time. Overwrites x and y.

import { random_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
class PowerSpectrumBatch {
  rows: u32 = 0;
  coins: u32 = 0;
  inputs: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  lift: f32 = 0;
  x_copy: u32 = 0;
  y_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  scales: usize = 0;
  amplitudes: usize = 0;
  x: usize = 0;
  y: usize = 0;
}

/** Ids of four rows, then their random bits: word w of row r is at 16 w + 4 r. */
const ids_of_rows: usize = scratch;
const words: usize = scratch + 16;

/** The sign bit of each of coins 4 i … 4 i + 3 of a row that shows tails. */
function tails(row_words: usize, i: usize): v128 {
  const bits = load<u32>(row_words + (i >> 3) * 16) >> (<u32>((i & 7) << 2));
  const is_zero = i32x4.eq(v128.and(i32x4.splat(bits), i32x4(1, 2, 4, 8)), i32x4.splat(0));
  return v128.and(is_zero, i32x4.splat(1 << 31));
}

/** A row of all coins, whose sum over the four lanes is the target. */
function all_coins(p: PowerSpectrumBatch, row_words: usize, x: usize): v128 {
  const columns = <usize>((p.inputs + 3) >> 2);
  const vec4s = <usize>((p.coins + 3) >> 2);
  let sums = f32x4.splat(0);
  for (let i: usize = 0; i < columns; i++) {
    const flip = tails(row_words, i);
    sums = f32x4.add(sums, v128.xor(v128.load(p.amplitudes + (i << 4)), flip));
    v128.store(x + (i << 4), v128.xor(v128.load(p.scales + (i << 4)), flip));
  }
  for (let i = columns; i < vec4s; i++) {
    sums = f32x4.add(sums, v128.xor(v128.load(p.amplitudes + (i << 4)), tails(row_words, i)));
  }
  const rest = p.inputs & 3;
  if (rest > 0) {
    const last = x + ((columns - 1) << 4);
    v128.store(last, v128.and(v128.load(last), i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rest))));
  }
  return sums;
}

/** A row of one coin. */
function one_coin(p: PowerSpectrumBatch, id: u32, x: usize): v128 {
  const coin = min<u32>(id >> 1, p.coins - 1);
  const sign: f32 = id & 1 ? -p.lift : p.lift;
  const at = (<usize>coin) << 2;
  const end = (<usize>((p.inputs + 3) >> 2)) << 4;
  for (let i: usize = 0; i < end; i += 16) v128.store(x + i, f32x4.splat(0));
  if (coin < p.inputs) store<f32>(x + at, sign * load<f32>(p.scales + at));
  return f32x4.replace_lane(f32x4.splat(0), 0, sign * load<f32>(p.amplitudes + at));
}

export function power_spectrum_batch(p: PowerSpectrumBatch, z: u32): void {
  const rows = p.rows;
  const replica = replica_at(p.replicas, z * p.sharing);
  const word_count = (p.coins + 31) >> 5;
  const row_bytes = (<usize>((p.inputs + 3) >> 2)) << 4;
  let x = p.x + ((<usize>z * p.x_copy) << 4);
  let y = p.y + ((<usize>z * p.y_copy) << 4);

  for (let row: u32 = 0; row < rows; row += 4) {
    const ids = sample_ids(replica, rows, row, p.dataset);
    v128.store(ids_of_rows, ids);
    if (p.lift == 0) {
      for (let w: u32 = 0; w < word_count; w++) {
        v128.store(words + <usize>w * 16, random_bits4(replica.seed, p.stream, ids, i32x4.splat(w)));
      }
    }
    const count = <usize>min<u32>(4, rows - row);
    for (let r: usize = 0; r < count; r++) {
      const sums =
        p.lift == 0 ? all_coins(p, words + (r << 2), x) : one_coin(p, load<u32>(ids_of_rows + (r << 2)), x);
      const sum =
        f32x4.extract_lane(sums, 0) +
        f32x4.extract_lane(sums, 1) +
        (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
      v128.store(y, f32x4.replace_lane(f32x4.splat(0), 0, sum));
      x += row_bytes;
      y += 16;
    }
  }
}

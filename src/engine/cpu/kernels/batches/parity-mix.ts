// A batch of the parity-mix task (shaders/parity_mix_batch.wgsl): one-hot of a subtask, random bits, and the parity of those that the
// subtask asks for; bit for bit.
//
// thresholds (subtasks)   positions (subtasks, parity_bits)   x (rows, subtasks + bits), rows padded with zeros   label (rows)
// Four rows at a time. Overwrites x and label.

import { random_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';
import { drawn_by4 } from '../lib/thresholds';

@unmanaged
class ParityMixBatch {
  rows: u32 = 0;
  subtasks: u32 = 0;
  bits: u32 = 0;
  parity_bits: u32 = 0;
  samples_a_subtask: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  x_copy: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  thresholds: usize = 0;
  positions: usize = 0;
  x: usize = 0;
  label: usize = 0;
}

/** Random bits of four rows: word w of row r is at 16 w + 4 r. */
const words: usize = scratch;

/** Bit j of a row whose words begin at `row_words`. */
function bit_at(row_words: usize, j: u32): u32 {
  return (load<u32>(row_words + <usize>(j >> 5) * 16) >> (j & 31)) & 1;
}

/** The bits as 0 and 1 in f32, from `x` on. */
function write_bits(row_words: usize, bits: u32, x: usize): void {
  const lanes = i32x4(1, 2, 4, 8);
  const one = f32x4.splat(1);
  let j: u32 = 0;
  for (; j + 4 <= bits; j += 4) {
    const four = i32x4.splat(load<u32>(row_words + <usize>(j >> 5) * 16) >> (j & 31));
    v128.store(x + ((<usize>j) << 2), v128.and(i32x4.eq(v128.and(four, lanes), lanes), one));
  }
  for (; j < bits; j++) store<f32>(x + ((<usize>j) << 2), <f32>bit_at(row_words, j));
}

export function parity_mix_batch(p: ParityMixBatch, z: u32): void {
  const rows = p.rows;
  const subtasks = p.subtasks;
  const bits = p.bits;
  const parity_bits = p.parity_bits;
  const stream = p.stream;
  const replica = replica_at(p.replicas, z * p.sharing);
  const seed = replica.seed;
  const word_count = (bits + 31) >> 5;
  const subtask_of = words + <usize>word_count * 16;
  const row_bytes = (<usize>((subtasks + bits + 3) >> 2)) << 4;
  let x = p.x + ((<usize>z * p.x_copy) << 4);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let row: u32 = 0; row < rows; row += 4) {
    const ids = sample_ids(replica, rows, row, p.dataset);
    for (let w: u32 = 0; w < word_count; w++) {
      v128.store(words + <usize>w * 16, random_bits4(seed, stream, ids, i32x4.splat(1 + w)));
    }
    if (p.samples_a_subtask > 0) {
      v128.store(subtask_of, ids);
      for (let r: usize = 0; r < 16; r += 4) {
        store<u32>(subtask_of + r, min<u32>(load<u32>(subtask_of + r) / p.samples_a_subtask, subtasks - 1));
      }
    } else {
      v128.store(
        subtask_of,
        drawn_by4(random_bits4(seed, stream, ids, i32x4.splat(0)), p.thresholds, subtasks),
      );
    }

    const count = min<u32>(4, rows - row);
    for (let r: u32 = 0; r < count; r++) {
      const row_words = words + ((<usize>r) << 2);
      const subtask = load<u32>(subtask_of + ((<usize>r) << 2));
      for (let i: usize = 0; i < row_bytes; i += 16) v128.store(x + i, f32x4.splat(0));
      store<f32>(x + ((<usize>subtask) << 2), 1);
      write_bits(row_words, bits, x + ((<usize>subtasks) << 2));
      let parity: u32 = 0;
      for (let i: u32 = 0; i < parity_bits; i++) {
        parity ^= bit_at(row_words, load<u32>(p.positions + ((<usize>(subtask * parity_bits + i)) << 2)));
      }
      store<u32>(label, parity);
      x += row_bytes;
      label += 4;
    }
  }
}

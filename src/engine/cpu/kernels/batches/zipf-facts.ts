// A batch of the zipf-facts task (shaders/zipf_facts_batch.wgsl): the 32 bits of a fact's key as +1 and -1, and its class, redrawn
// with probability label_noise; bit for bit.
//
// thresholds (facts)   x (rows, 32)   label (rows)
// Four rows at a time. Overwrites x and label.

import { integer_from_bits4, random_bits4, unit_from_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';
import { drawn_by4 } from '../lib/thresholds';

@unmanaged
class ZipfFactsBatch {
  rows: u32 = 0;
  facts: u32 = 0;
  classes: u32 = 0;
  task_seed: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  all_facts: u32 = 0;
  label_noise: f32 = 0;
  x_copy: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  thresholds: usize = 0;
  x: usize = 0;
  label: usize = 0;
}

const TASK_STREAM: u32 = 4;

/** Bytes of a row of x. */
const ROW: usize = 128;

/** Bits of a key as +1 and -1: 1 with the sign of the bit's complement. */
function write_key(key: u32, x: usize): void {
  const lanes = i32x4(1, 2, 4, 8);
  const one = f32x4.splat(1);
  const sign = i32x4.splat(1 << 31);
  for (let i: usize = 0; i < ROW; i += 16) {
    const is_zero = i32x4.eq(v128.and(i32x4.splat(key), lanes), i32x4.splat(0));
    v128.store(x + i, v128.or(one, v128.and(is_zero, sign)));
    key >>= 4;
  }
}

export function zipf_facts_batch(p: ZipfFactsBatch, z: u32): void {
  const rows = p.rows;
  const stream = p.stream;
  const replica = replica_at(p.replicas, z * p.sharing);
  const seed = replica.seed;
  const is_drawn = p.all_facts == 0;
  const has_noise = is_drawn && p.label_noise > 0;
  const keys = scratch;
  const classes = scratch + 16;
  let x = p.x + ((<usize>z * p.x_copy) << 4);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let row: u32 = 0; row < rows; row += 4) {
    const ids = sample_ids(replica, rows, row, p.dataset);
    const facts = is_drawn
      ? drawn_by4(random_bits4(seed, stream, ids, i32x4.splat(0)), p.thresholds, p.facts)
      : i32x4.min_u(ids, i32x4.splat(p.facts - 1));
    let class_index = integer_from_bits4(
      random_bits4(p.task_seed, TASK_STREAM, facts, i32x4.splat(1)),
      p.classes,
    );
    if (has_noise) {
      const unit = unit_from_bits4(random_bits4(seed, stream, ids, i32x4.splat(1)));
      const redrawn = integer_from_bits4(random_bits4(seed, stream, ids, i32x4.splat(2)), p.classes);
      class_index = v128.bitselect(redrawn, class_index, f32x4.lt(unit, f32x4.splat(p.label_noise)));
    }
    v128.store(classes, class_index);
    v128.store(keys, random_bits4(p.task_seed, TASK_STREAM, facts, i32x4.splat(0)));

    const count = (<usize>min<u32>(4, rows - row)) << 2;
    for (let r: usize = 0; r < count; r += 4) {
      write_key(load<u32>(keys + r), x);
      store<u32>(label, load<u32>(classes + r));
      x += ROW;
      label += 4;
    }
  }
}

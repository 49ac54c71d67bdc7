// A batch of a language that is a Markov chain (shaders/chain_batch.wgsl): the same tokens as chainSampler in src/data/chain.ts.
//
// states (states): (token, row)   offsets (rows + 1): row r is entries offsets[r] … offsets[r + 1] - 1
// entries (entries): (threshold, successor)   x, label (sequences, context): the tokens, and the token after each
// Draw (id, lane t) picks state t, the first one from row `start`; all draws of a sequence are made first.
// Overwrites x and label.

import { random_bits8 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
class ChainBatch {
  sequences: u32 = 0;
  context: u32 = 0;
  start: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  x_copy: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  states: usize = 0;
  offsets: usize = 0;
  entries: usize = 0;
  x: usize = 0;
  label: usize = 0;
}

/** The successor that the bits name: that of the last of the entries low … high - 1 whose threshold does not exceed them. */
function successor(entries: usize, low: u32, high: u32, bits: u32): u32 {
  let left = high - low;
  while (left > 1) {
    const half = left >> 1;
    low += select<u32>(half, 0, load<u32>(entries + ((<usize>(low + half)) << 3)) <= bits);
    left -= half;
  }
  return load<u32>(entries + ((<usize>low) << 3), 4);
}

export function chain_batch(p: ChainBatch, z: u32): void {
  const sequences = p.sequences;
  const context = p.context;
  const entries = p.entries;
  const offsets = p.offsets;
  const states = p.states;
  const replica = replica_at(p.replicas, z * p.sharing);
  const ids = scratch;
  const draws = scratch + 16;
  let x = p.x + ((<usize>z * p.x_copy) << 2);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let sequence: u32 = 0; sequence < sequences; sequence++) {
    if ((sequence & 3) == 0) v128.store(ids, sample_ids(replica, sequences, sequence, p.dataset));
    const id = i32x4.splat(load<u32>(ids + ((<usize>(sequence & 3)) << 2)));
    for (let t: u32 = 0; t <= context; t += 8) {
      const lanes = i32x4.add(i32x4.splat(t), i32x4(0, 1, 2, 3));
      const next_lanes = i32x4.add(lanes, i32x4.splat(4));
      random_bits8(draws + ((<usize>t) << 2), replica.seed, p.stream, id, lanes, id, next_lanes);
    }
    let row = p.start;
    for (let t: u32 = 0; t <= context; t++) {
      const at = (<usize>t) << 2;
      const range = offsets + ((<usize>row) << 2);
      const state = successor(entries, load<u32>(range), load<u32>(range, 4), load<u32>(draws + at));
      const token = load<u32>(states + ((<usize>state) << 3));
      row = load<u32>(states + ((<usize>state) << 3), 4);
      if (t < context) store<u32>(x + at, token);
      if (t > 0) store<u32>(label + at - 4, token);
    }
    x += (<usize>context) << 2;
    label += (<usize>context) << 2;
  }
}

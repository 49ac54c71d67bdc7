// A batch of a text (shaders/text_batch.wgsl): sequences of its tokens, and the token after each; bit for bit.
//
// text (tokens): u16, one after another   x, label (sequences, context)
// With windows > 0, sample id is window id (starting over after the last) of those that lie side by side from token `start` on;
// otherwise draw (id, lane 0) picks one of `places` first tokens. Overwrites x and label.

import { integer_from_bits4, random_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
class TextBatch {
  sequences: u32 = 0;
  context: u32 = 0;
  start: u32 = 0;
  windows: u32 = 0;
  places: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  x_copy: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  text: usize = 0;
  x: usize = 0;
  label: usize = 0;
}

/** Widens `count` tokens from u16 to u32. */
function copy_tokens(from: usize, to: usize, count: u32): void {
  let t: u32 = 0;
  for (; t + 4 <= count; t += 4) {
    v128.store(to + ((<usize>t) << 2), v128.load_ext<u16>(from + ((<usize>t) << 1)));
  }
  for (; t < count; t++) store<u32>(to + ((<usize>t) << 2), load<u16>(from + ((<usize>t) << 1)));
}

export function text_batch(p: TextBatch, z: u32): void {
  const sequences = p.sequences;
  const context = p.context;
  const windows = p.windows;
  const replica = replica_at(p.replicas, z * p.sharing);
  const ids = scratch;
  const places = scratch + 16;
  let x = p.x + ((<usize>z * p.x_copy) << 2);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let sequence: u32 = 0; sequence < sequences; sequence += 4) {
    const four = sample_ids(replica, sequences, sequence, p.dataset);
    v128.store(ids, four);
    v128.store(
      places,
      integer_from_bits4(random_bits4(replica.seed, p.stream, four, i32x4.splat(0)), p.places),
    );
    const count = (<usize>min<u32>(4, sequences - sequence)) << 2;
    for (let s: usize = 0; s < count; s += 4) {
      const first = windows > 0 ? p.start + (load<u32>(ids + s) % windows) * context : load<u32>(places + s);
      const tokens = p.text + ((<usize>first) << 1);
      copy_tokens(tokens, x, context);
      copy_tokens(tokens + 2, label, context);
      x += (<usize>context) << 2;
      label += (<usize>context) << 2;
    }
  }
}

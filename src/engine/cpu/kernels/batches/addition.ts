// A batch of the addition task (shaders/addition_batch.wgsl): a+b=c in digits, bit for bit.
//
// x, label (sequences, 3 digits + 2): the tokens, and the token after each, 0xffffffff before the answer
// Four sequences at a time. Overwrites x and label.

import { integer_from_bits4, random_bits4 } from '../lib/random';
import { replica_at } from '../lib/replica';
import { sample_ids } from '../lib/sample-id';
import { scratch } from '../lib/scratch';

@unmanaged
class AdditionBatch {
  sequences: u32 = 0;
  digits: u32 = 0;
  limit: u32 = 0;
  reversed: u32 = 0;
  dataset: u32 = 0;
  stream: u32 = 0;
  x_copy: u32 = 0;
  label_copy: u32 = 0;
  sharing: u32 = 0;
  replicas: usize = 0;
  x: usize = 0;
  label: usize = 0;
}

const PLUS: u32 = 10;
const EQUALS: u32 = 11;
const IGNORED: u32 = 0xffffffff;

/** Digits of `value`, units last, from `x` on. */
function write_digits(value: u32, digits: u32, x: usize): void {
  for (let i = digits; i > 0; i--) {
    store<u32>(x + ((<usize>(i - 1)) << 2), value % 10);
    value /= 10;
  }
}

/** A question and its answer. The last token is only a target, never an input. */
function write_sequence(a: u32, b: u32, digits: u32, is_reversed: bool, x: usize, label: usize): void {
  const question: u32 = 2 * digits + 2;
  write_digits(a, digits, x);
  store<u32>(x + ((<usize>digits) << 2), PLUS);
  write_digits(b, digits, x + ((<usize>(digits + 1)) << 2));
  store<u32>(x + ((<usize>(question - 1)) << 2), EQUALS);
  for (let t: u32 = 0; t < question - 1; t++) store<u32>(label + ((<usize>t) << 2), IGNORED);
  let c = a + b;
  for (let i: u32 = 0; i <= digits; i++) {
    const t = is_reversed ? i : digits - i;
    const digit = c % 10;
    if (t < digits) store<u32>(x + ((<usize>(question + t)) << 2), digit);
    store<u32>(label + ((<usize>(question + t - 1)) << 2), digit);
    c /= 10;
  }
}

export function addition_batch(p: AdditionBatch, z: u32): void {
  const sequences = p.sequences;
  const digits = p.digits;
  const replica = replica_at(p.replicas, z * p.sharing);
  const first = scratch;
  const second = scratch + 16;
  const row_bytes = (<usize>(3 * digits + 2)) << 2;
  let x = p.x + ((<usize>z * p.x_copy) << 2);
  let label = p.label + ((<usize>z * p.label_copy) << 2);

  for (let sequence: u32 = 0; sequence < sequences; sequence += 4) {
    const ids = sample_ids(replica, sequences, sequence, p.dataset);
    const a = random_bits4(replica.seed, p.stream, ids, i32x4.splat(0));
    const b = random_bits4(replica.seed, p.stream, ids, i32x4.splat(1));
    v128.store(first, integer_from_bits4(a, p.limit));
    v128.store(second, integer_from_bits4(b, p.limit));
    const count = (<usize>min<u32>(4, sequences - sequence)) << 2;
    for (let s: usize = 0; s < count; s += 4) {
      write_sequence(load<u32>(first + s), load<u32>(second + s), digits, p.reversed == 1, x, label);
      x += row_bytes;
      label += row_bytes;
    }
  }
}

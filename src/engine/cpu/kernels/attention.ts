// Causal attention of several heads, by the tiles of matrix products. For each sequence and head, keys and values are packed once;
// then sixteen queries at a time, scores of the keys up to the diagonal lie in scratch memory. Nothing else is stored but the
// logarithm of their sum, from which backward computes the probabilities again.
//
// qkv (rows, 3 channels): q, k, v in this order, heads contiguous within each; y (rows, channels); row = b context + t;
// log_sum (b, head, t).

import { Elementary } from './lib/elementary';
import { pack, pack_transposed } from './lib/packing';
import { rows_of_tiles } from './lib/product';
import { scratch } from './lib/scratch';
import { tile_4, tile_8 } from './lib/tiles';
import { Lanes } from './lib/lanes';

@unmanaged
class AttentionForward {
  rows: u32 = 0;
  context: u32 = 0;
  heads: u32 = 0;
  head_size: u32 = 0;
  scale: f32 = 0;
  qkv: usize = 0;
  y: usize = 0;
  log_sum: usize = 0;
}

@unmanaged
class AttentionBackward {
  rows: u32 = 0;
  context: u32 = 0;
  heads: u32 = 0;
  head_size: u32 = 0;
  scale: f32 = 0;
  query_groups: u32 = 0;
  qkv: usize = 0;
  y: usize = 0;
  log_sum: usize = 0;
  dy: usize = 0;
  dqkv: usize = 0;
}

/** Queries whose scores are in scratch memory at a time. */
const QUERIES: u32 = 16;

/** Bytes of scratch memory that backward needs, of which forward needs a part. */
export function attention_scratch(context: u32, head_size: u32): usize {
  const keys = <usize>padded(context);
  return 4 * keys * (3 * <usize>head_size + 2 * QUERIES);
}

/** Positions, up to whole vectors. */
function padded(context: u32): u32 {
  return (context + 3) & ~3;
}

/** Vectors of scores for the first `depth` keys: whole panels of eight keys, but for the last. */
function columns_for(depth: u32, context: u32): u32 {
  return min(((depth + 7) >> 3) << 1, padded(context) >> 2);
}

/** y = softmax(scale q k^T) v over the positions up to the query's own. */
export function attention_forward(p: AttentionForward, z: u32): void {
  const context = p.context;
  const size = p.head_size;
  const head_bytes = (<usize>size) << 2;
  const channel_bytes = <usize>p.heads * head_bytes;
  const row_bytes = <usize>3 * channel_bytes;
  const width = size >> 2;
  const keys = scratch;
  const values = keys + <usize>padded(context) * head_bytes;
  const scores = values + <usize>padded(context) * head_bytes;
  const score_bytes = (<usize>padded(context)) << 2;
  const sequences = p.rows / context;
  for (let b: u32 = 0; b < sequences; b++) {
    const row = <usize>(z * p.rows + b * context);
    for (let head: u32 = 0; head < p.heads; head++) {
      const q = p.qkv + row * row_bytes + <usize>head * head_bytes;
      const y = p.y + row * channel_bytes + <usize>head * head_bytes;
      const log_sum = p.log_sum + ((row * p.heads + <usize>head * context) << 2);
      pack_transposed(q + channel_bytes, row_bytes, context, size, keys);
      pack(q + 2 * channel_bytes, row_bytes, width, context, values);
      for (let t: u32 = 0; t < context; t += 4) {
        const valid = min(4, context - t);
        const depth = t + valid;
        rows_of_tiles(
          q + <usize>t * row_bytes,
          row_bytes,
          keys,
          size,
          columns_for(depth, context),
          scores,
          score_bytes,
          valid,
          0,
          false,
        );
        for (let i: u32 = 0; i < valid; i++) {
          softmax_row(
            scores + <usize>i * score_bytes,
            t + i + 1,
            depth,
            p.scale,
            log_sum + ((<usize>(t + i)) << 2),
          );
        }
        // A panel has all columns of its head; of its rows, the keys, only the first are seen.
        values_of(
          scores,
          score_bytes,
          values,
          context,
          depth,
          width,
          y + <usize>t * channel_bytes,
          channel_bytes,
          valid,
        );
      }
    }
  }
}

/** Turns the scores of `seen` keys into probabilities; those of later keys, up to `depth` and up to whole vectors, become 0. */
function softmax_row(scores: usize, seen: u32, depth: u32, scale: f32, log_sum: usize): void {
  const factor = f32x4.splat(scale);
  const whole = ((<usize>seen) >> 2) << 4;
  const end = (<usize>padded(depth)) << 2;
  const inside = Lanes.below(seen & 3);
  let largest = f32x4.splat(-1e30);
  for (let i: usize = 0; i < whole; i += 16) {
    const s = f32x4.mul(factor, v128.load(scores + i));
    v128.store(scores + i, s);
    largest = f32x4.pmax(largest, s);
  }
  for (let i = whole; i < end; i += 16) {
    // The exponential of a masked score is 0.
    const s = f32x4.mul(factor, v128.load(scores + i));
    const masked = v128.bitselect(s, f32x4.splat(-1e30), i == whole ? inside : i32x4.splat(0));
    v128.store(scores + i, masked);
    largest = f32x4.pmax(largest, masked);
  }
  const most = Lanes.largest(largest);
  const shift = f32x4.splat(most);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < end; i += 16) {
    const e = Elementary.expUpTo88(f32x4.sub(v128.load(scores + i), shift));
    v128.store(scores + i, e);
    sum = f32x4.add(sum, e);
  }
  const total = Lanes.sum(sum);
  const share = f32x4.splat(1 / total);
  for (let i: usize = 0; i < end; i += 16) v128.store(scores + i, f32x4.mul(share, v128.load(scores + i)));
  store<f32>(log_sum, most + Elementary.logOf(total));
}

/** y of up to four queries: probabilities times values. */
function values_of(
  probabilities: usize,
  stride: usize,
  values: usize,
  context: u32,
  depth: u32,
  width: u32,
  y: usize,
  y_stride: usize,
  valid: u32,
): void {
  // Panels are `context` rows long, of which the first `depth` count.
  let v: u32 = 0;
  for (; v + 1 < width; v += 2) {
    const at = (<usize>v) << 4;
    rows_of_tiles(
      probabilities,
      stride,
      values + <usize>context * at,
      depth,
      2,
      y + at,
      y_stride,
      valid,
      0,
      false,
    );
  }
  if (v < width) {
    const at = (<usize>v) << 4;
    rows_of_tiles(
      probabilities,
      stride,
      values + <usize>context * at,
      depth,
      1,
      y + at,
      y_stride,
      valid,
      0,
      false,
    );
  }
}

/**
 * dqkv, with p = exp(scale q k - log_sum) and dscore = scale p (dy v - dy y): dq = dscore k, dk = dscore^T q, dv = p^T dy.
 * Goes from the last queries to the first: the last ones see all keys and begin dk and dv, the others add. Overwrites dqkv.
 */
export function attention_backward(p: AttentionBackward, z: u32): void {
  const context = p.context;
  const size = p.head_size;
  const head_bytes = (<usize>size) << 2;
  const channel_bytes = <usize>p.heads * head_bytes;
  const row_bytes = <usize>3 * channel_bytes;
  const width = size >> 2;
  const panel_bytes = <usize>padded(context) * head_bytes;
  const keys_across = scratch;
  const values_across = keys_across + panel_bytes;
  const keys = values_across + panel_bytes;
  const score_bytes = (<usize>padded(context)) << 2;
  const probabilities = keys + panel_bytes;
  const dscores = probabilities + <usize>QUERIES * score_bytes;
  const sequences = p.rows / context;
  for (let b: u32 = 0; b < sequences; b++) {
    const row = <usize>(z * p.rows + b * context);
    for (let head: u32 = 0; head < p.heads; head++) {
      const q = p.qkv + row * row_bytes + <usize>head * head_bytes;
      const dq = p.dqkv + row * row_bytes + <usize>head * head_bytes;
      const y = p.y + row * channel_bytes + <usize>head * head_bytes;
      const dy = p.dy + row * channel_bytes + <usize>head * head_bytes;
      const log_sum = p.log_sum + ((row * p.heads + <usize>head * context) << 2);
      pack_transposed(q + channel_bytes, row_bytes, context, size, keys_across);
      pack_transposed(q + 2 * channel_bytes, row_bytes, context, size, values_across);
      pack(q + channel_bytes, row_bytes, width, context, keys);
      const last = ((context - 1) / QUERIES) * QUERIES;
      for (let first = last; ; first -= QUERIES) {
        const count = min(QUERIES, context - first);
        for (let i: u32 = 0; i < count; i += 4) {
          const t = first + i;
          const valid = min(4, count - i);
          const depth = t + valid;
          const columns = columns_for(first + count, context);
          const at = <usize>i * score_bytes;
          const t_rows = <usize>t * row_bytes;
          const t_channels = <usize>t * channel_bytes;
          rows_of_tiles(
            q + t_rows,
            row_bytes,
            keys_across,
            size,
            columns,
            probabilities + at,
            score_bytes,
            valid,
            0,
            false,
          );
          rows_of_tiles(
            dy + t_channels,
            channel_bytes,
            values_across,
            size,
            columns,
            dscores + at,
            score_bytes,
            valid,
            0,
            false,
          );
          for (let j: u32 = 0; j < valid; j++) {
            const out = <usize>(t + j) * channel_bytes;
            softmax_gradient_row(
              probabilities + at + <usize>j * score_bytes,
              dscores + at + <usize>j * score_bytes,
              t + j + 1,
              columns,
              p.scale,
              load<f32>(log_sum + ((<usize>(t + j)) << 2)),
              dot(dy + out, y + out, width),
            );
          }
          values_of(dscores + at, score_bytes, keys, context, depth, width, dq + t_rows, row_bytes, valid);
        }
        const seen = first + count;
        const begins = first == last;
        const at = <usize>first * row_bytes;
        const dv = dq + 2 * channel_bytes;
        const dk = dq + channel_bytes;
        key_gradients(dscores, score_bytes, q + at, row_bytes, count, seen, width, dk, row_bytes, !begins);
        const from = dy + <usize>first * channel_bytes;
        key_gradients(
          probabilities,
          score_bytes,
          from,
          channel_bytes,
          count,
          seen,
          width,
          dv,
          row_bytes,
          !begins,
        );
        if (first == 0) break;
      }
    }
  }
}

/** Turns a row's scores into probabilities, and its dy v into the gradients of its scores; both are 0 for keys that are not seen. */
function softmax_gradient_row(
  scores: usize,
  dscores: usize,
  seen: u32,
  columns: u32,
  scale: f32,
  log_sum: f32,
  mean: f32,
): void {
  const factor = f32x4.splat(scale);
  const shift = f32x4.splat(log_sum);
  const centre = f32x4.splat(mean);
  const whole = ((<usize>seen) >> 2) << 4;
  const end = (<usize>columns) << 4;
  for (let i: usize = 0; i < whole; i += 16) {
    const e = Elementary.expUpTo88(f32x4.sub(f32x4.mul(factor, v128.load(scores + i)), shift));
    v128.store(scores + i, e);
    const d = f32x4.mul(e, f32x4.sub(v128.load(dscores + i), centre));
    v128.store(dscores + i, f32x4.mul(factor, d));
  }
  if (whole < end) {
    const inside = Lanes.below(seen & 3);
    const e = Elementary.expUpTo88(f32x4.sub(f32x4.mul(factor, v128.load(scores + whole)), shift));
    const kept = v128.and(e, inside);
    v128.store(scores + whole, kept);
    const d = f32x4.mul(e, f32x4.sub(v128.load(dscores + whole), centre));
    v128.store(dscores + whole, v128.and(f32x4.mul(factor, d), inside));
  }
  for (let i = whole + 16; i < end; i += 16) {
    v128.store(scores + i, f32x4.splat(0));
    v128.store(dscores + i, f32x4.splat(0));
  }
}

/** x y of `width` vectors. */
function dot(x: usize, y: usize, width: u32): f32 {
  let sum = f32x4.splat(0);
  const end = (<usize>width) << 4;
  for (let i: usize = 0; i < end; i += 16)
    sum = f32x4.add(sum, f32x4.mul(v128.load(x + i), v128.load(y + i)));
  return Lanes.sum(sum);
}

/** Gradients of `seen` keys or values, each a sum over `count` queries: weights^T x, in place. */
function key_gradients(
  weights: usize,
  weight_bytes: usize,
  x: usize,
  x_bytes: usize,
  count: u32,
  seen: u32,
  width: u32,
  to: usize,
  to_bytes: usize,
  add: bool,
): void {
  for (let key: u32 = 0; key < seen; key += 4) {
    const valid = min(4, seen - key);
    const from = weights + ((<usize>key) << 2);
    const rows = to + <usize>key * to_bytes;
    let v: u32 = 0;
    for (; v + 1 < width; v += 2) {
      const at = (<usize>v) << 4;
      tile_8(from, weight_bytes, x + at, x_bytes, count, rows + at, to_bytes, valid, 0, add);
    }
    if (v < width) {
      const at = (<usize>v) << 4;
      tile_4(from, weight_bytes, x + at, x_bytes, count, rows + at, to_bytes, valid, 0, add);
    }
  }
}

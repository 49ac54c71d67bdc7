// C = A B, the matrix products of linear layers, by tiles of 4 rows x 8 columns of C. B is packed in panels of 8 columns, so that a
// tile reads it in one run; so is A, four rows at a time, where C has enough columns to pay for it.
//
// Rows of A, B and C are padded with zeros to whole vectors; strides are bytes, widths are vectors. Sums run over k in order,
// block by block, whatever the machine.

import { copy_column, pack, pack_rows, pack_transposed } from './packing';
import { scratch } from './scratch';
import { rows_4, rows_8, tile_4, tile_8 } from './tiles';

/** Bytes of packed B, at most: they fit into the L2 cache. The tile of A follows. */
const ROOM_FOR_B: usize = 1 << 20;
/** The most of k in one block: one panel with so many rows fills the space for B. */
const MOST_K: u32 = 1 << 15;
/** Up to this width A is read where it lies. */
const IN_PLACE: u32 = 4;
/** Rows of a batch in one block of a product that sums over rows. */
const BLOCK_ROWS: u32 = 256;
/** Up to this width both sides of such a product are read where they lie. */
const NARROW: u32 = 8;

/**
 * C (rows, n) = A (rows, k) W^T + bias, W (outputs, k); `bias` 0: without one. With `add`, C += that.
 */
export function multiply_transposed(
  a: usize,
  a_stride: usize,
  rows: u32,
  k: u32,
  w: usize,
  w_stride: usize,
  outputs: u32,
  c: usize,
  bias: usize,
  add: bool,
): void {
  const width = (outputs + 3) >> 2;
  const c_stride = (<usize>width) << 4;
  for (let k0: u32 = 0; k0 < k; k0 += MOST_K) {
    const depth = min(MOST_K, k - k0);
    const block = block_width(depth);
    for (let v: u32 = 0; v < width; v += block) {
      const columns = min(block, width - v);
      pack_transposed(
        w + <usize>(v << 2) * w_stride + ((<usize>k0) << 2),
        w_stride,
        min(columns << 2, outputs - (v << 2)),
        depth,
        scratch,
      );
      const from = (<usize>v) << 4;
      multiply_packed(
        a + ((<usize>k0) << 2),
        a_stride,
        rows,
        depth,
        columns,
        c + from,
        c_stride,
        bias && k0 == 0 ? bias + from : 0,
        add || k0 > 0,
      );
    }
  }
}

/** C (rows, n) = A (rows, k) B, B (k, n), n being `width` vectors. */
export function multiply(a: usize, a_stride: usize, rows: u32, k: u32, b: usize, width: u32, c: usize): void {
  const c_stride = (<usize>width) << 4;
  for (let k0: u32 = 0; k0 < k; k0 += MOST_K) {
    const depth = min(MOST_K, k - k0);
    const block = block_width(depth);
    for (let v: u32 = 0; v < width; v += block) {
      const columns = min(block, width - v);
      const from = (<usize>v) << 4;
      pack(b + <usize>k0 * c_stride + from, c_stride, columns, depth, scratch);
      multiply_packed(a + ((<usize>k0) << 2), a_stride, rows, depth, columns, c + from, c_stride, 0, k0 > 0);
    }
  }
}

/** C (m, n) = A^T B, A (rows, m), B (rows, n), n being `width` vectors: a sum over the rows of a batch. */
export function multiply_rows(
  a: usize,
  a_stride: usize,
  m: u32,
  rows: u32,
  b: usize,
  width: u32,
  c: usize,
): void {
  const stride = (<usize>width) << 4;
  if (width <= NARROW && m <= NARROW << 2) {
    tiles_in_place(a, a_stride, m, rows, b, width, c);
    return;
  }
  for (let first: u32 = 0; first < rows || first == 0; first += BLOCK_ROWS) {
    const depth = min(BLOCK_ROWS, rows - first);
    const block = block_width(max(depth, 1));
    for (let v: u32 = 0; v < width; v += block) {
      const columns = min(block, width - v);
      const from = (<usize>v) << 4;
      pack(b + <usize>first * stride + from, stride, columns, depth, scratch);
      const a_block = a + <usize>first * a_stride;
      for (let i: u32 = 0; i < m; i += 4) {
        const tile = scratch + ROOM_FOR_B;
        copy_column(a_block + ((<usize>i) << 2), a_stride, depth, tile);
        const c_tile = c + <usize>i * stride + from;
        row_of_tiles(tile, depth, columns, c_tile, stride, min(4, m - i), 0, first > 0);
      }
    }
  }
}

/** As multiply_rows, without packing: such narrow matrices fit into the L1 cache as they are. */
function tiles_in_place(a: usize, a_stride: usize, m: u32, rows: u32, b: usize, width: u32, c: usize): void {
  const stride = (<usize>width) << 4;
  for (let i: u32 = 0; i < m; i += 4) {
    const a_tile = a + ((<usize>i) << 2);
    const c_tile = c + <usize>i * stride;
    const valid = min(4, m - i);
    let v: u32 = 0;
    for (; v + 1 < width; v += 2) {
      const at = (<usize>v) << 4;
      tile_8(a_tile, a_stride, b + at, stride, rows, c_tile + at, stride, valid, 0, false);
    }
    if (v < width) {
      const at = (<usize>v) << 4;
      tile_4(a_tile, a_stride, b + at, stride, rows, c_tile + at, stride, valid, 0, false);
    }
  }
}

/** Vectors of columns of B that fit at a time: an even number. */
function block_width(depth: u32): u32 {
  return (<u32>(ROOM_FOR_B / ((<usize>depth) << 5))) << 1;
}

/** C (rows, columns) of A and the packed B. */
function multiply_packed(
  a: usize,
  a_stride: usize,
  rows: u32,
  depth: u32,
  columns: u32,
  c: usize,
  c_stride: usize,
  bias: usize,
  add: bool,
): void {
  const in_place = columns <= IN_PLACE;
  const tile = scratch + ROOM_FOR_B;
  for (let row: u32 = 0; row < rows; row += 4) {
    const valid = min(4, rows - row);
    const a_rows = a + <usize>row * a_stride;
    const c_rows = c + <usize>row * c_stride;
    if (in_place) {
      rows_of_tiles(a_rows, a_stride, scratch, depth, columns, c_rows, c_stride, valid, bias, add);
    } else {
      pack_rows(a_rows, a_stride, valid, depth, tile);
      row_of_tiles(tile, depth, columns, c_rows, c_stride, valid, bias, add);
    }
  }
}

/** Up to four rows of C: rows of A where they lie against every panel of a packed B. */
export function rows_of_tiles(
  a: usize,
  a_stride: usize,
  panels: usize,
  depth: u32,
  columns: u32,
  c: usize,
  c_stride: usize,
  valid: u32,
  bias: usize,
  add: bool,
): void {
  // Rows beyond the last repeat the last, and are not stored.
  const a1 = valid > 1 ? a + a_stride : a;
  const a2 = valid > 2 ? a1 + a_stride : a1;
  const a3 = valid > 3 ? a2 + a_stride : a2;
  let v: u32 = 0;
  for (; v + 1 < columns; v += 2) {
    const at = (<usize>v) << 4;
    rows_8(
      a,
      a1,
      a2,
      a3,
      panels + <usize>depth * at,
      depth,
      c + at,
      c_stride,
      valid,
      bias ? bias + at : 0,
      add,
    );
  }
  if (v < columns) {
    const at = (<usize>v) << 4;
    rows_4(
      a,
      a1,
      a2,
      a3,
      panels + <usize>depth * at,
      depth,
      c + at,
      c_stride,
      valid,
      bias ? bias + at : 0,
      add,
    );
  }
}

/** Four rows of C: a packed tile of A against every panel of the packed B. */
function row_of_tiles(
  tile: usize,
  depth: u32,
  columns: u32,
  c: usize,
  c_stride: usize,
  valid: u32,
  bias: usize,
  add: bool,
): void {
  let v: u32 = 0;
  for (; v + 1 < columns; v += 2) {
    const at = (<usize>v) << 4;
    tile_8(
      tile,
      16,
      scratch + <usize>depth * at,
      32,
      depth,
      c + at,
      c_stride,
      valid,
      bias ? bias + at : 0,
      add,
    );
  }
  if (v < columns) {
    const at = (<usize>v) << 4;
    tile_4(
      tile,
      16,
      scratch + <usize>depth * at,
      16,
      depth,
      c + at,
      c_stride,
      valid,
      bias ? bias + at : 0,
      add,
    );
  }
}

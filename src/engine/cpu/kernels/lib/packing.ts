// Matrices as tiles read them: panels of 8 columns, one after another (the last has 4 where no more are left), each row by row;
// and four rows side by side. Strides are bytes; rows are padded with zeros to whole vectors.

/** Up to four rows of A side by side: a vector for every k. Rows beyond the last repeat the last. */
export function pack_rows(a: usize, stride: usize, valid: u32, depth: u32, tile: usize): void {
  const a1 = valid > 1 ? a + stride : a;
  const a2 = valid > 2 ? a1 + stride : a1;
  const a3 = valid > 3 ? a2 + stride : a2;
  const whole = ((<usize>(depth + 3)) >> 2) << 4;
  for (let i: usize = 0; i < whole; i += 16) {
    const r0 = v128.load(a + i);
    const r1 = v128.load(a1 + i);
    const r2 = v128.load(a2 + i);
    const r3 = v128.load(a3 + i);
    const p0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const p1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const p2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const p3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    const to = tile + (i << 2);
    v128.store(to, v128.shuffle<f64>(p0, p1, 0, 2));
    v128.store(to, v128.shuffle<f64>(p0, p1, 1, 3), 16);
    v128.store(to, v128.shuffle<f64>(p2, p3, 0, 2), 32);
    v128.store(to, v128.shuffle<f64>(p2, p3, 1, 3), 48);
  }
}

/** A column of vectors, one after another. */
export function copy_column(a: usize, a_stride: usize, depth: u32, tile: usize): void {
  for (let i = depth; i > 0; i--) {
    v128.store(tile, v128.load(a));
    a += a_stride;
    tile += 16;
  }
}

/** B (depth, columns) as panels. */
export function pack(b: usize, stride: usize, columns: u32, depth: u32, to: usize): void {
  let v: u32 = 0;
  for (; v + 1 < columns; v += 2) {
    let from = b + ((<usize>v) << 4);
    for (let i = depth; i > 0; i--) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += stride;
      to += 32;
    }
  }
  if (v < columns) copy_column(b + ((<usize>v) << 4), stride, depth, to);
}

/** W^T as panels, W (rows, depth): the panels' columns are rows of W, those beyond the last are zero. */
export function pack_transposed(w: usize, stride: usize, rows: u32, depth: u32, to: usize): void {
  let row: u32 = 0;
  for (; row + 4 < rows; row += 8) {
    transpose_four(w + <usize>row * stride, stride, 4, depth, to, 32);
    transpose_four(w + <usize>(row + 4) * stride, stride, min(4, rows - row - 4), depth, to + 16, 32);
    to += (<usize>depth) << 5;
  }
  if (row < rows) transpose_four(w + <usize>row * stride, stride, rows - row, depth, to, 16);
}

/** Up to four rows side by side, `step` bytes from one k to the next. */
function transpose_four(w: usize, stride: usize, valid: u32, depth: u32, to: usize, step: usize): void {
  const zero = f32x4.splat(0);
  for (let k: u32 = 0; k < depth; k += 4) {
    const at = w + ((<usize>k) << 2);
    const r0 = v128.load(at);
    const r1 = valid > 1 ? v128.load(at + stride) : zero;
    const r2 = valid > 2 ? v128.load(at + 2 * stride) : zero;
    const r3 = valid > 3 ? v128.load(at + 3 * stride) : zero;
    const p0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const p1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const p2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const p3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(p0, p1, 0, 2));
    to += step;
    if (k + 1 < depth) v128.store(to, v128.shuffle<f64>(p0, p1, 1, 3));
    to += step;
    if (k + 2 < depth) v128.store(to, v128.shuffle<f64>(p2, p3, 0, 2));
    to += step;
    if (k + 3 < depth) v128.store(to, v128.shuffle<f64>(p2, p3, 1, 3));
    to += step;
  }
}

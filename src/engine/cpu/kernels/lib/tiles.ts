// Tiles of matrix products, 4 rows x 8 columns of C or 4 x 4: eight sums, two vectors of B and one number of A at a time are what
// V8's registers hold without spilling. k is not unrolled: V8 would load all of a block first, and spill.
//
// C = A B, or with `add` C += A B. `valid` of the four rows are stored. Strides and steps are bytes; `bias` 0: without one.

class vec {
  /** c = sum, or c += sum. */
  @inline static store(c: usize, sum: v128, add: bool): void {
    v128.store(c, add ? f32x4.add(v128.load(c), sum) : sum);
  }

  /** a b + c, rounded twice; in the module of relaxed SIMD, rounded once on machines that can. */
  @inline static multiply_add(a: v128, b: v128, c: v128): v128 {
    if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
    return f32x4.add(c, f32x4.mul(a, b));
  }
}

/** A tile of 4 x 8, A and B read step by step: a vector of A holds the four rows of one k. */
export function tile_8(
  a: usize,
  a_step: usize,
  b: usize,
  b_step: usize,
  depth: u32,
  c: usize,
  c_stride: usize,
  valid: u32,
  bias: usize,
  add: bool,
): void {
  let s00 = bias ? v128.load(bias) : f32x4.splat(0);
  let s01 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  let s10 = s00,
    s11 = s01,
    s20 = s00,
    s21 = s01,
    s30 = s00,
    s31 = s01;
  for (let i = depth; i > 0; i--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = vec.multiply_add(x, b0, s00);
    s01 = vec.multiply_add(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = vec.multiply_add(x, b0, s10);
    s11 = vec.multiply_add(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = vec.multiply_add(x, b0, s20);
    s21 = vec.multiply_add(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = vec.multiply_add(x, b0, s30);
    s31 = vec.multiply_add(x, b1, s31);
    a += a_step;
    b += b_step;
  }
  vec.store(c, s00, add);
  vec.store(c + 16, s01, add);
  if (valid > 1) {
    c += c_stride;
    vec.store(c, s10, add);
    vec.store(c + 16, s11, add);
  }
  if (valid > 2) {
    c += c_stride;
    vec.store(c, s20, add);
    vec.store(c + 16, s21, add);
  }
  if (valid > 3) {
    c += c_stride;
    vec.store(c, s30, add);
    vec.store(c + 16, s31, add);
  }
}

/** The same, 4 x 4. */
export function tile_4(
  a: usize,
  a_step: usize,
  b: usize,
  b_step: usize,
  depth: u32,
  c: usize,
  c_stride: usize,
  valid: u32,
  bias: usize,
  add: bool,
): void {
  let s0 = bias ? v128.load(bias) : f32x4.splat(0);
  let s1 = s0,
    s2 = s0,
    s3 = s0;
  for (let i = depth; i > 0; i--) {
    const b0 = v128.load(b);
    s0 = vec.multiply_add(v128.load32_splat(a), b0, s0);
    s1 = vec.multiply_add(v128.load32_splat(a, 4), b0, s1);
    s2 = vec.multiply_add(v128.load32_splat(a, 8), b0, s2);
    s3 = vec.multiply_add(v128.load32_splat(a, 12), b0, s3);
    a += a_step;
    b += b_step;
  }
  vec.store(c, s0, add);
  if (valid > 1) vec.store((c += c_stride), s1, add);
  if (valid > 2) vec.store((c += c_stride), s2, add);
  if (valid > 3) vec.store(c + c_stride, s3, add);
}

/** A tile of 4 x 8 from four rows of A where they lie. */
export function rows_8(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  b: usize,
  depth: u32,
  c: usize,
  c_stride: usize,
  valid: u32,
  bias: usize,
  add: bool,
): void {
  let s00 = bias ? v128.load(bias) : f32x4.splat(0);
  let s01 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  let s10 = s00,
    s11 = s01,
    s20 = s00,
    s21 = s01,
    s30 = s00,
    s31 = s01;
  const end = (<usize>depth) << 2;
  for (let i: usize = 0; i < end; i += 4) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0 + i);
    s00 = vec.multiply_add(x, b0, s00);
    s01 = vec.multiply_add(x, b1, s01);
    x = v128.load32_splat(a1 + i);
    s10 = vec.multiply_add(x, b0, s10);
    s11 = vec.multiply_add(x, b1, s11);
    x = v128.load32_splat(a2 + i);
    s20 = vec.multiply_add(x, b0, s20);
    s21 = vec.multiply_add(x, b1, s21);
    x = v128.load32_splat(a3 + i);
    s30 = vec.multiply_add(x, b0, s30);
    s31 = vec.multiply_add(x, b1, s31);
    b += 32;
  }
  vec.store(c, s00, add);
  vec.store(c + 16, s01, add);
  if (valid > 1) {
    c += c_stride;
    vec.store(c, s10, add);
    vec.store(c + 16, s11, add);
  }
  if (valid > 2) {
    c += c_stride;
    vec.store(c, s20, add);
    vec.store(c + 16, s21, add);
  }
  if (valid > 3) {
    c += c_stride;
    vec.store(c, s30, add);
    vec.store(c + 16, s31, add);
  }
}

/** The same, 4 x 4. */
export function rows_4(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  b: usize,
  depth: u32,
  c: usize,
  c_stride: usize,
  valid: u32,
  bias: usize,
  add: bool,
): void {
  let s0 = bias ? v128.load(bias) : f32x4.splat(0);
  let s1 = s0,
    s2 = s0,
    s3 = s0;
  const end = (<usize>depth) << 2;
  for (let i: usize = 0; i < end; i += 4) {
    const b0 = v128.load(b);
    s0 = vec.multiply_add(v128.load32_splat(a0 + i), b0, s0);
    s1 = vec.multiply_add(v128.load32_splat(a1 + i), b0, s1);
    s2 = vec.multiply_add(v128.load32_splat(a2 + i), b0, s2);
    s3 = vec.multiply_add(v128.load32_splat(a3 + i), b0, s3);
    b += 16;
  }
  vec.store(c, s0, add);
  if (valid > 1) vec.store((c += c_stride), s1, add);
  if (valid > 2) vec.store((c += c_stride), s2, add);
  if (valid > 3) vec.store(c + c_stride, s3, add);
}

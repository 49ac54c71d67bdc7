// Sums over the four lanes of a vector, and masks for the padding in a row's last vector.

export class Lanes {
  /** (x + z) + (y + w). */
  @inline static sum(v: v128): f32 {
    const halves = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
  }

  @inline static largest(v: v128): f32 {
    const halves = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    return f32x4.extract_lane(f32x4.pmax(halves, v128.shuffle<f32>(halves, halves, 1, 0, 3, 2)), 0);
  }

  /** Ones in the first `count` lanes, zeros in the others. */
  @inline static below(count: u32): v128 {
    return i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(count));
  }

  /** Ones in the lanes of the last vector of a row of `columns` numbers, zeros in its padding. */
  @inline static last(columns: u32): v128 {
    const left = columns - (((columns - 1) >> 2) << 2);
    return i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(left));
  }
}

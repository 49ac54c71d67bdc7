// What random bits name where probabilities are intervals of 2^32, as in shaders/lib/thresholds.wgsl.

/** Loads of u32 by index. */
class Words {
  @inline
  static at(address: usize, i: u32): u32 {
    return load<u32>(address + ((<usize>i) << 2));
  }

  /** `length` if the word does not exceed the bits, else 0. */
  @inline
  static step(address: usize, i: u32, bits: u32, length: u32): u32 {
    return select<u32>(length, 0, Words.at(address, i) <= bits);
  }
}

/**
 * The last of `count` thresholds, ascending u32 of which the first is 0, that does not exceed the bits; four searches side by side,
 * so that their loads overlap.
 */
export function drawn_by4(bits: v128, thresholds: usize, count: u32): v128 {
  const bits0 = <u32>i32x4.extract_lane(bits, 0);
  const bits1 = <u32>i32x4.extract_lane(bits, 1);
  const bits2 = <u32>i32x4.extract_lane(bits, 2);
  const bits3 = <u32>i32x4.extract_lane(bits, 3);
  let low0: u32 = 0;
  let low1: u32 = 0;
  let low2: u32 = 0;
  let low3: u32 = 0;
  // Each result is among the `left` thresholds from its `low` on.
  let left = count;
  while (left > 1) {
    const half = left >> 1;
    low0 += Words.step(thresholds, low0 + half, bits0, half);
    low1 += Words.step(thresholds, low1 + half, bits1, half);
    low2 += Words.step(thresholds, low2 + half, bits2, half);
    low3 += Words.step(thresholds, low3 + half, bits3, half);
    left -= half;
  }
  return i32x4(low0, low1, low2, low3);
}

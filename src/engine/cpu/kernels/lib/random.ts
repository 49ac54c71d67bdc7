// Threefry-2x32 with 20 rounds (Salmon et al. 2011), the same bits as src/base/random.ts and shaders/lib/random.wgsl.
// key = (seed, stream), counter = (index, lane). Four draws are made at once, one in each lane of a v128, which is why
// batches take four rows at a time.

/** Third word of the key schedule: k0 ^ k1 ^ PARITY. */
const PARITY: u32 = 0x1bd11bda;

class Threefry {
  /** x1 of the round that has given `x0` = x0 + x1. */
  @inline
  static mix(x0: v128, x1: v128, rotation: i32): v128 {
    return v128.xor(v128.or(i32x4.shl(x1, rotation), i32x4.shr_u(x1, 32 - rotation)), x0);
  }
}

/** 32 random bits in each lane: draws (index, lane) of a seed's stream. */
export function random_bits4(seed: u32, stream: u32, index: v128, lane: v128): v128 {
  const third = seed ^ stream ^ PARITY;
  const k0 = i32x4.splat(seed);
  const k1 = i32x4.splat(stream);
  const k2 = i32x4.splat(third);
  let x1 = i32x4.add(lane, k1);
  let x0 = i32x4.add(i32x4.add(index, k0), x1);
  x1 = Threefry.mix(x0, x1, 13);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 15);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 26);
  x0 = i32x4.add(x0, x1);
  x1 = i32x4.add(Threefry.mix(x0, x1, 6), i32x4.splat(third + 1));
  x0 = i32x4.add(i32x4.add(x0, k1), x1);
  x1 = Threefry.mix(x0, x1, 17);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 29);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 16);
  x0 = i32x4.add(x0, x1);
  x1 = i32x4.add(Threefry.mix(x0, x1, 24), i32x4.splat(seed + 2));
  x0 = i32x4.add(i32x4.add(x0, k2), x1);
  x1 = Threefry.mix(x0, x1, 13);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 15);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 26);
  x0 = i32x4.add(x0, x1);
  x1 = i32x4.add(Threefry.mix(x0, x1, 6), i32x4.splat(stream + 3));
  x0 = i32x4.add(i32x4.add(x0, k0), x1);
  x1 = Threefry.mix(x0, x1, 17);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 29);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 16);
  x0 = i32x4.add(x0, x1);
  x1 = i32x4.add(Threefry.mix(x0, x1, 24), i32x4.splat(third + 4));
  x0 = i32x4.add(i32x4.add(x0, k1), x1);
  x1 = Threefry.mix(x0, x1, 13);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 15);
  x0 = i32x4.add(x0, x1);
  x1 = Threefry.mix(x0, x1, 26);
  // The last round's x1 is the second word, which is not used here.
  return i32x4.add(i32x4.add(x0, x1), k2);
}

/** random_bits4 twice, interleaved, as each mostly waits for its own last result. The draws are stored one after the other. */
export function random_bits8(
  to: usize,
  seed: u32,
  stream: u32,
  index_a: v128,
  lane_a: v128,
  index_b: v128,
  lane_b: v128,
): void {
  const third = seed ^ stream ^ PARITY;
  const k0 = i32x4.splat(seed);
  const k1 = i32x4.splat(stream);
  const k2 = i32x4.splat(third);
  let a1 = i32x4.add(lane_a, k1);
  let b1 = i32x4.add(lane_b, k1);
  let a0 = i32x4.add(i32x4.add(index_a, k0), a1);
  let b0 = i32x4.add(i32x4.add(index_b, k0), b1);
  a1 = Threefry.mix(a0, a1, 13);
  b1 = Threefry.mix(b0, b1, 13);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 15);
  b1 = Threefry.mix(b0, b1, 15);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 26);
  b1 = Threefry.mix(b0, b1, 26);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  const next0 = i32x4.splat(third + 1);
  a1 = i32x4.add(Threefry.mix(a0, a1, 6), next0);
  b1 = i32x4.add(Threefry.mix(b0, b1, 6), next0);
  a0 = i32x4.add(i32x4.add(a0, k1), a1);
  b0 = i32x4.add(i32x4.add(b0, k1), b1);
  a1 = Threefry.mix(a0, a1, 17);
  b1 = Threefry.mix(b0, b1, 17);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 29);
  b1 = Threefry.mix(b0, b1, 29);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 16);
  b1 = Threefry.mix(b0, b1, 16);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  const next1 = i32x4.splat(seed + 2);
  a1 = i32x4.add(Threefry.mix(a0, a1, 24), next1);
  b1 = i32x4.add(Threefry.mix(b0, b1, 24), next1);
  a0 = i32x4.add(i32x4.add(a0, k2), a1);
  b0 = i32x4.add(i32x4.add(b0, k2), b1);
  a1 = Threefry.mix(a0, a1, 13);
  b1 = Threefry.mix(b0, b1, 13);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 15);
  b1 = Threefry.mix(b0, b1, 15);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 26);
  b1 = Threefry.mix(b0, b1, 26);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  const next2 = i32x4.splat(stream + 3);
  a1 = i32x4.add(Threefry.mix(a0, a1, 6), next2);
  b1 = i32x4.add(Threefry.mix(b0, b1, 6), next2);
  a0 = i32x4.add(i32x4.add(a0, k0), a1);
  b0 = i32x4.add(i32x4.add(b0, k0), b1);
  a1 = Threefry.mix(a0, a1, 17);
  b1 = Threefry.mix(b0, b1, 17);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 29);
  b1 = Threefry.mix(b0, b1, 29);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 16);
  b1 = Threefry.mix(b0, b1, 16);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  const next3 = i32x4.splat(third + 4);
  a1 = i32x4.add(Threefry.mix(a0, a1, 24), next3);
  b1 = i32x4.add(Threefry.mix(b0, b1, 24), next3);
  a0 = i32x4.add(i32x4.add(a0, k1), a1);
  b0 = i32x4.add(i32x4.add(b0, k1), b1);
  a1 = Threefry.mix(a0, a1, 13);
  b1 = Threefry.mix(b0, b1, 13);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 15);
  b1 = Threefry.mix(b0, b1, 15);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  a1 = Threefry.mix(a0, a1, 26);
  b1 = Threefry.mix(b0, b1, 26);
  a0 = i32x4.add(a0, a1);
  b0 = i32x4.add(b0, b1);
  v128.store(to, i32x4.add(a0, k2));
  v128.store(to, i32x4.add(b0, k2), 16);
}

/** Uniform in [0, 1), a multiple of 2^-24. */
export function unit_from_bits4(bits: v128): v128 {
  // 24 bits are the same with and without a sign, and the signed conversion is one instruction.
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(bits, 8)), f32x4.splat(1.0 / 16777216));
}

/** Uniform in [-1, 1), a multiple of 2^-23. */
export function signed_unit_from_bits4(bits: v128): v128 {
  const unit = unit_from_bits4(bits);
  return f32x4.sub(f32x4.add(unit, unit), f32x4.splat(1));
}

/** Integers in [0, n): the high word of bits * n. */
export function integer_from_bits4(bits: v128, n: u32): v128 {
  const factor = i32x4.splat(n);
  const low = i64x2.extmul_low_i32x4_u(bits, factor);
  const high = i64x2.extmul_high_i32x4_u(bits, factor);
  return v128.shuffle<u32>(low, high, 1, 3, 5, 7);
}

/** Bits of a half of Feistel's network on 0 … n - 1: the least whose square holds n. */
function half_bits(n: u32): u32 {
  let half: u32 = 1;
  while ((<u32>1) << (2 * half) < n) half++;
  return half;
}

/** Images of four positions under the permutations of 0 … n - 1 that (seed, stream, round) name; n <= 2^30. */
export function shuffled_index4(seed: u32, stream: u32, round: v128, position: v128, n: u32): v128 {
  const half = half_bits(n);
  const mask = i32x4.splat((1 << half) - 1);
  const limit = i32x4.splat(n);
  let index = position;
  let outside = i32x4.splat(-1);
  // Each lane is permuted again until it is below n; lanes that are stay as they are.
  do {
    let left = i32x4.shr_u(index, half);
    let right = v128.and(index, mask);
    for (let i: u32 = 0; i < 4; i++) {
      const draw = random_bits4(seed, stream, round, v128.or(i32x4.splat(i << 28), right));
      const next = v128.and(v128.xor(left, draw), mask);
      left = right;
      right = next;
    }
    index = v128.bitselect(v128.or(i32x4.shl(left, half), right), index, outside);
    outside = i32x4.ge_u(index, limit);
  } while (v128.any_true(outside));
  return index;
}

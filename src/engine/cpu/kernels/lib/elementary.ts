// exp, log, tanh and the logistic function of four floats at a time, in plain SIMD: the same bits on every machine. Largest
// errors against float64, over all floats: exp 0.98 ulp, log 0.8 ulp, tanh 2.5 ulp.
//
// Coefficients and the split of ln 2 are those of Cephes (Moshier, single/expf.c and single/logf.c). exp writes
// x = k ln 2 + r, |r| <= ln(2) / 2, and e^x = 2^k (1 + r + r^2 P(r)). The sum x / ln 2 + 1.5 * 2^23 rounds to a whole number in its
// lowest bits; with 127 on top, these are 2^k's exponent, and a shift by 23 makes 2^k. pmin and pmax keep a NaN that comes first.

/** 1.5 * 2^23 + 127. */
const ROUND: f32 = 12583039;
const LOG2_E: f32 = 1.4426950408889634;
/** Of ln 2: the first part times a k is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
const FLT_MIN: f32 = 1.17549435e-38;

export class Elementary {
  /** (e^r - 1 - r) / r^2. */
  @inline static tail(r: v128): v128 {
    let p = f32x4.splat(1.98756915e-4);
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
    return f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  }

  /** x - k ln 2, of k as a float. */
  @inline static remainder(x: v128, k: v128): v128 {
    const rest = f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
    return f32x4.sub(rest, f32x4.mul(k, f32x4.splat(LN2_LOW)));
  }

  /** e^x without a check of the range: -88.3 <= x <= 88.7, NaN comes out as NaN. 0 below -87.7, inf above 88.37. */
  @inline static boundedExp(x: v128): v128 {
    const t = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(ROUND));
    const r = Elementary.remainder(x, f32x4.sub(t, f32x4.splat(ROUND)));
    const m = f32x4.add(f32x4.mul(Elementary.tail(r), f32x4.mul(r, r)), r);
    return f32x4.mul(f32x4.add(m, f32x4.splat(1)), i32x4.shl(t, 23));
  }

  /** e^x of x <= 88, as in a softmax: 0 below -87.7 (exactly; where e^x is under FLT_MIN, it may be 0 too), NaN stays NaN. */
  @inline static expUpTo88(x: v128): v128 {
    return Elementary.boundedExp(f32x4.pmax(x, f32x4.splat(-88)));
  }

  /** e^x: inf above 88.7228, 0 below -87.7, where e^x is under FLT_MIN; NaN stays NaN. */
  @inline static exp(x: v128): v128 {
    const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-88)), f32x4.splat(88.75));
    const t = f32x4.add(f32x4.mul(bounded, f32x4.splat(LOG2_E)), f32x4.splat(ROUND));
    const r = Elementary.remainder(bounded, f32x4.sub(t, f32x4.splat(ROUND)));
    let y = f32x4.add(f32x4.add(f32x4.mul(Elementary.tail(r), f32x4.mul(r, r)), r), f32x4.splat(1));
    // 2^128 is not a float: 2 y times 2^127 takes its place.
    const isLargest = f32x4.gt(t, f32x4.splat(ROUND + 127));
    y = f32x4.add(y, v128.and(y, isLargest));
    return f32x4.mul(y, i32x4.shl(i32x4.add(t, isLargest), 23));
  }

  /**
   * tanh x = m / (m + 2), m = e^2x - 1, as (r^2 P(r) + r) 2^k + (2^k - 1): near 0 nothing cancels. Exactly 1 and -1 far out; NaN
   * stays NaN.
   */
  @inline static tanh(x: v128): v128 {
    const bounded = f32x4.pmin(f32x4.pmax(f32x4.add(x, x), f32x4.splat(-20)), f32x4.splat(20));
    const t = f32x4.add(f32x4.mul(bounded, f32x4.splat(LOG2_E)), f32x4.splat(ROUND));
    const r = Elementary.remainder(bounded, f32x4.sub(t, f32x4.splat(ROUND)));
    const power = i32x4.shl(t, 23);
    const m = f32x4.add(
      f32x4.mul(f32x4.add(f32x4.mul(Elementary.tail(r), f32x4.mul(r, r)), r), power),
      f32x4.sub(power, f32x4.splat(1)),
    );
    return f32x4.div(m, f32x4.add(m, f32x4.splat(2)));
  }

  /** ln x, also of floats under FLT_MIN: -inf for 0, NaN below 0, inf for inf; NaN stays NaN. */
  @inline static log(x: v128): v128 {
    const isTiny = f32x4.lt(x, f32x4.splat(FLT_MIN));
    const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, isTiny);
    // scaled = 2^e (1 + z) with 1 + z from sqrt(1/2) to sqrt(2): the bits of sqrt(1/2) are subtracted before the exponent is read.
    const shifted = i32x4.sub(scaled, i32x4.splat(0x3f3504f3));
    let e = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
    e = f32x4.sub(e, v128.and(isTiny, f32x4.splat(23)));
    const mantissa = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
    const z = f32x4.sub(mantissa, f32x4.splat(1));
    const square = f32x4.mul(z, z);
    let p = f32x4.splat(7.0376836292e-2);
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-1.151461031e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.167699874e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-1.2420140846e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.4249322787e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-1.6668057665e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.0000714765e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.4999993993e-1));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(3.3333331174e-1));
    let y = f32x4.mul(f32x4.mul(p, z), square);
    y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)));
    y = f32x4.sub(y, f32x4.mul(square, f32x4.splat(0.5)));
    y = f32x4.add(f32x4.add(z, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
    // 0 gives -inf, inf and NaN themselves, and numbers below 0 give NaN, as 0 / 0.
    const infinity = f32x4.splat(Infinity);
    y = v128.bitselect(x, y, f32x4.ge(x, infinity));
    y = v128.bitselect(f32x4.neg(infinity), y, f32x4.eq(x, f32x4.splat(0)));
    return v128.bitselect(y, f32x4.splat(NaN), f32x4.ge(x, f32x4.splat(0)));
  }

  /** ln x of one float. */
  @inline static logOf(x: f32): f32 {
    return f32x4.extract_lane(Elementary.log(f32x4.splat(x)), 0);
  }

  /** e^x of one float. */
  @inline static expOf(x: f32): f32 {
    return f32x4.extract_lane(Elementary.exp(f32x4.splat(x)), 0);
  }
}

/** exp of `count` vectors from one address to another, which may be the same. */
export function exp_block(from: usize, to: usize, count: u32): void {
  const end = from + ((<usize>count) << 4);
  for (; from + 64 <= end; from += 64, to += 64) {
    const y0 = Elementary.exp(v128.load(from));
    const y1 = Elementary.exp(v128.load(from, 16));
    const y2 = Elementary.exp(v128.load(from, 32));
    const y3 = Elementary.exp(v128.load(from, 48));
    v128.store(to, y0);
    v128.store(to, y1, 16);
    v128.store(to, y2, 32);
    v128.store(to, y3, 48);
  }
  for (; from < end; from += 16, to += 16) v128.store(to, Elementary.exp(v128.load(from)));
}

/** ln of `count` vectors from one address to another, which may be the same. */
export function log_block(from: usize, to: usize, count: u32): void {
  const end = from + ((<usize>count) << 4);
  for (; from + 32 <= end; from += 32, to += 32) {
    const y0 = Elementary.log(v128.load(from));
    const y1 = Elementary.log(v128.load(from, 16));
    v128.store(to, y0);
    v128.store(to, y1, 16);
  }
  if (from < end) v128.store(to, Elementary.log(v128.load(from)));
}

// Real powers with the same bits in every browser (elementary.ts says why), by fdlibm's e_pow.c: log2 of the base to 70 bits, times
// the exponent in parts of 21 bits that multiply exactly, then 2 to it.

import { expRemainder } from './elementary.js';
import { highWord, scaled, truncated, withHighWord } from './float-bits.js';

/** 2 / (3 ln 2), whole and in two parts. */
const CP = 9.61796693925975554329e-1;
const CP_HIGH = 9.61796700954437255859e-1;
const CP_LOW = -7.02846165095275826516e-9;
/** ln 2, whole and in two parts. */
const LN2_HIGH = 6.93147182464599609375e-1;
const LN2_LOW = -1.90465429995776804525e-9;
/** log2 1.5 in two parts. */
const LOG2_HIGH = 5.84962487220764160156e-1;
const LOG2_LOW = 1.35003920212974897128e-8;

/**
 * base^exponent for base >= 0, within 1 ulp for exponents up to 2^31; whole powers up to 2^53 of whole numbers are exact. Infinities,
 * zeros and NaN as Math.pow has them. A negative base gives NaN: `integerPower` takes those.
 */
export function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (exponent === 0.5) return Math.sqrt(base);
  if (base === 0 || base === Infinity) {
    if (Number.isNaN(exponent)) return NaN;
    return (base === 0) === exponent > 0 ? 0 : Infinity;
  }
  if (!(base > 0) || Number.isNaN(exponent)) return NaN;
  if (Math.abs(exponent) === Infinity) return base === 1 ? NaN : base > 1 === exponent > 0 ? Infinity : 0;

  const [high, low] = log2(base);
  const head = truncated(exponent);
  const productLow = (exponent - head) * high + exponent * low;
  return exp2(head * high, productLow);
}

/** log2 of a positive x, as a part of 21 bits and the rest. */
function log2(x: number): readonly [high: number, low: number] {
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * 2 ** 53 : x;
  const bits = highWord(normal);
  const fraction = bits & 0xfffff;
  // x = 2^n a with a near 1 or near 1.5: [sqrt(3) / 2, sqrt(3/2)) or [sqrt(3/2), sqrt 3).
  const nearTwo = fraction >= 0xbb67a;
  const near3 = fraction > 0x3988e && !nearTwo;
  const n = (bits >> 20) - 1023 + (nearTwo ? 1 : 0) - (isSubnormal ? 53 : 0);
  const aBits = fraction | (nearTwo ? 0x3fe00000 : 0x3ff00000);
  const a = withHighWord(normal, aBits);
  const centre = near3 ? 1.5 : 1;

  // s = (a - centre) / (a + centre) = s_h + s_l.
  const u = a - centre;
  const v = 1 / (a + centre);
  const s = u * v;
  const s_h = truncated(s);
  const sum_h = withHighWord(0, ((aBits >> 1) | 0x20000000) + 0x80000 + (near3 ? 1 << 18 : 0));
  const sum_l = a - (sum_h - centre);
  const s_l = v * (u - s_h * sum_h - s_h * sum_l);

  // log(a / centre) = 2 s + 2/3 s^3 + …, as 2/3 s (3 + s^2 + r) = 2/3 (p_h + p_l).
  const z = s * s;
  const tail =
    z *
    z *
    (5.99999999999994648725e-1 +
      z *
        (4.28571428578550184252e-1 +
          z *
            (3.33333329818377432918e-1 +
              z *
                (2.72728123808534006489e-1 +
                  z * (2.30660745775561754067e-1 + z * 2.06975017800338417784e-1)))));
  const r = tail + s_l * (s_h + s);
  const square = s_h * s_h;
  const t_h = truncated(3 + square + r);
  const t_l = r - (t_h - 3 - square);
  const product = s_h * t_h;
  const rest = s_l * t_h + t_l * s;
  const p_h = truncated(product + rest);
  const p_l = rest - (p_h - product);

  const z_h = CP_HIGH * p_h;
  const z_l = CP_LOW * p_h + p_l * CP + (near3 ? LOG2_LOW : 0);
  const centre_h = near3 ? LOG2_HIGH : 0;
  const high = truncated(z_h + z_l + centre_h + n);
  return [high, z_l - (high - n - centre_h - z_h)];
}

/** 2^(high + low). */
function exp2(high: number, low: number): number {
  const sum = high + low;
  if (sum > 1025) return Infinity;
  if (sum < -1080) return 0;
  const n = Math.floor(sum + 0.5);
  const fraction = high - n;
  const t = truncated(low + fraction);
  const u = t * LN2_HIGH;
  const v = (low - (t - fraction)) * Math.LN2 + t * LN2_LOW;
  const x = u + v;
  const lost = v - (x - u);
  const c = expRemainder(x);
  return scaled(1 - ((x * c) / (c - 2) - (lost + x * lost) - x), n);
}

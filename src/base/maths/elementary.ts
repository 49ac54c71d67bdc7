// exp, log, tanh and whole powers with the same bits in every browser. ECMAScript leaves Math.exp and similar functions to the
// engine ("implementation-approximated"), so runs that used them would differ in the last bit. Here are only + - * /, comparisons and
// bits, which IEEE 754 defines. sin and cos are in trigonometry.ts, real powers in power.ts. Lint keeps Math's functions out of
// everything that training uses.
//
// Method and constants: fdlibm 5.3 (Sun Microsystems 1993, e_exp.c and e_log.c, https://www.netlib.org/fdlibm) and Cephes
// (Moshier 1989, tanh.c, https://www.netlib.org/cephes). 1 ulp is the distance of the two float64 around the true value.

import { highWord, scaled, withHighWord } from './float-bits.js';

/** ln 2 in two parts: the first has 33 bits, so its products with exponents are exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/**
 * e^x within 1 ulp. x = n ln 2 + r, |r| <= ln 2 / 2; e^r = 1 + 2 r / (R - r) with R = r (e^r + 1) / (e^r - 1), an even function
 * that begins with 2 + r^2 / 6.
 */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const n = Math.trunc(x * Math.LOG2E + (x < 0 ? -0.5 : 0.5));
  const high = x - n * LN2_HIGH;
  const low = n * LN2_LOW;
  const r = high - low;
  const c = expRemainder(r);
  return Number.isNaN(x) ? NaN : scaled(1 - (low - (r * c) / (2 - c) - high), n);
}

/** r - (R - 2), |r| <= ln 2 / 2, for exp and power: fdlibm's minimax polynomial of R, good to 2^-59. */
export function expRemainder(r: number): number {
  const t = r * r;
  return (
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  );
}

/**
 * Natural logarithm within 1 ulp. x = 2^n (1 + f) with 1 + f in [sqrt(1/2), sqrt 2); with s = f / (2 + f),
 * log(1 + f) = log((1 + s) / (1 - s)) = 2 s + s R(s^2), R by a minimax polynomial good to 2^-58.
 */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x === Infinity ? x : NaN;
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * 2 ** 54 : x;
  const bits = highWord(normal);
  const fraction = bits & 0xfffff;
  // 1 where the fraction is above that of sqrt 2: 1 + f is then halved.
  const halved = (fraction + 0x95f64) >> 20;
  const n = (bits >> 20) - 1023 + halved - (isSubnormal ? 54 : 0);
  const f = withHighWord(normal, fraction | ((1023 - halved) << 20)) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const R = even + odd;
  // Away from 1, f - f^2 / 2 is taken first, which is more exact than f - s (f - R).
  if (fraction > 0x6147a && fraction < 0x6b851) {
    const half = 0.5 * f * f;
    return n * LN2_HIGH - (half - (s * (half + R) + n * LN2_LOW) - f);
  }
  return n * LN2_HIGH - (s * (f - R) - n * LN2_LOW - f);
}

/** Within 1.5 ulp: x + x^3 P(x^2) / Q(x^2) up to 0.625 (Cephes), 1 - 2 / (e^2x + 1) above. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size >= 0.625) {
    const value = 1 - 2 / (exp(2 * size) + 1);
    return x < 0 ? -value : value;
  }
  if (x === 0) return x;
  const z = x * x;
  const P = (-0.9643991794250523 * z - 99.28772310019185) * z - 1614.6876844170845;
  const Q = ((z + 112.81167849163293) * z + 2235.4883906010045) * z + 4844.063053251255;
  return x + x * z * (P / Q);
}

/**
 * base^n for a whole n >= 0, by squaring: exact where the result is a whole number up to 2^53, and otherwise off by n / 2 ulp at
 * most, to first order.
 */
export function integerPower(base: number, n: number): number {
  if (!Number.isInteger(n) || n < 0) throw new Error(`expected a whole exponent, got ${n}`);
  let power = 1;
  for (let rest = n, square = base; rest > 0; rest = Math.floor(rest / 2), square *= square) {
    if (rest % 2 === 1) power *= square;
  }
  return power;
}

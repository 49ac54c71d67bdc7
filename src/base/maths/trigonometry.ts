// sin and cos with the same bits in every browser (elementary.ts says why), within 1 ulp. fdlibm's method as FreeBSD's msun has it
// (e_rem_pio2.c, k_sin.c, k_cos.c, https://github.com/freebsd/freebsd-src/tree/main/lib/msun/src).

/** pi / 2 in 33 + 33 + 33 bits and the rest (Cody & Waite 1980): products of the first three with n <= 2^20 are exact. */
const HALF_PI = [
  1.57079632673412561417, 6.0771005063039659766e-11, 2.0222662487111664558e-21, 8.47842766036889956997e-32,
] as const;
/** Adding and subtracting 1.5 x 2^52 rounds to a whole number. */
const ROUNDER = 6755399441055744;
/** 2^20 pi / 2: up to here the quadrant has 20 bits. */
const LARGEST = 1647099;

/** Angle within [-pi / 4, pi / 4] of the last `reduce`, in two parts; module state, so a call allocates nothing. */
const angle = new Float64Array(2);

export function sin(x: number): number {
  return turned(reduce(x));
}

export function cos(x: number): number {
  return turned(reduce(x) + 1);
}

/** sin of `angle` after as many quarter turns. */
function turned(quarters: number): number {
  const value = quarters & 1 ? cosKernel(angle[0], angle[1]) : sinKernel(angle[0], angle[1]);
  return quarters & 2 ? -value : value;
}

/** Sets `angle` to x - n pi / 2 and returns n. Infinities and NaN have no angle. */
function reduce(x: number): number {
  if (Math.abs(x) > LARGEST && Math.abs(x) < Infinity) {
    throw new Error(`expected an angle up to ${LARGEST}, got ${x}`);
  }
  const n = x * (2 / Math.PI) + ROUNDER - ROUNDER;
  // Each line subtracts a part of n pi / 2; `lost` is what rounding the difference lost.
  const first = x - n * HALF_PI[0];
  const second = first - n * HALF_PI[1];
  const lost = first - second - n * HALF_PI[1];
  const third = second - n * HALF_PI[2];
  const rest = n * HALF_PI[3] - (second - third - n * HALF_PI[2]) - lost;
  angle[0] = third - rest;
  angle[1] = third - angle[0] - rest;
  return n;
}

/** sin(x + y), |x| <= pi / 4 and y its tail. */
function sinKernel(x: number, y: number): number {
  const z = x * x;
  const cube = z * x;
  const r =
    8.33333333332248946124e-3 +
    z * (-1.98412698298579493134e-4 + z * 2.75573137070700676789e-6) +
    z * z * z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10);
  return x - (z * (0.5 * y - cube * r) - y - cube * -1.66666666666666324348e-1);
}

/** cos(x + y), |x| <= pi / 4 and y its tail. */
function cosKernel(x: number, y: number): number {
  const z = x * x;
  const r =
    z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
    z *
      z *
      z *
      z *
      (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + (z * r - x * y));
}

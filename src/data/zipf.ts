// Draws by rank, as words are distributed (Zipf 1935): rank k = 1 … n has probability ~ k^-exponent. The probabilities are integers over
// 2^32, so the GPU (shaders/lib/thresholds.wgsl) draws the same ranks. Ranks count from 0 in code.

import { power } from '../base/maths/power.js';

/**
 * 32 random bits in [thresholds[k], thresholds[k + 1]) pick rank k; the last interval ends at 2^32. Ascending;
 * thresholds[0] is 0. Length `count`.
 */
export function zipfThresholds(count: number, exponent: number): Uint32Array {
  const cumulative = new Float64Array(count + 1);
  for (let k = 0; k < count; k++) cumulative[k + 1] = cumulative[k] + power(k + 1, -exponent);
  const scale = 2 ** 32 / cumulative[count];
  return Uint32Array.from({ length: count }, (_, k) => Math.min(cumulative[k] * scale, 2 ** 32 - 1));
}

/** Probability of each, exactly as the thresholds give it; sums to 1. */
export function thresholdWeights(thresholds: Uint32Array): Float64Array {
  const end = (k: number): number => (k + 1 < thresholds.length ? thresholds[k + 1] : 2 ** 32);
  return Float64Array.from(thresholds, (start, k) => (end(k) - start) / 2 ** 32);
}

/** The rank that 32 random bits pick: the last one whose threshold does not exceed them. */
export function drawnBy(bits: number, thresholds: Uint32Array): number {
  let low = 0;
  let high = thresholds.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle] <= bits) low = middle;
    else high = middle;
  }
  return low;
}

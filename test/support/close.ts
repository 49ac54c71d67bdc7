// Comparing what the GPU computed with a float64 reference.

import { expect } from 'chai';

/**
 * Expects every value to differ from its reference by at most `tolerance` times the larger of 1 and the largest reference:
 * f32 sums lose about 1e-7 of their largest term at every addition.
 */
export function expectClose(
  actual: ArrayLike<number>,
  reference: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(actual.length, `${what}: count`).to.equal(reference.length);
  let scale = 1;
  for (let i = 0; i < reference.length; i++) scale = Math.max(scale, Math.abs(reference[i]));
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs(actual[i] - reference[i]);
    if (!(difference <= tolerance * scale)) {
      expect.fail(`${what}[${i}]: expected ${reference[i]} within ${tolerance * scale}, got ${actual[i]}`);
    }
  }
}

// Points of power laws that are known, with noise or without.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { fitPowerLaw } from '../../../src/fit/power-law/fit.js';
import type { Floor, LawPoint, PowerLawFit, PowerLawOptions } from '../../../src/fit/power-law/law.js';

export interface Truth {
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
}

export const free: Floor = { type: 'free' };

export const none: Floor = { type: 'none' };

export const truth: Truth = { E: 1.69, A: 406.4, alpha: 0.34 };

/** `count` sizes between powers of ten. */
export function ladder(count: number, low = 3, high = 7): number[] {
  return Array.from({ length: count }, (_, i) => 10 ** (low + ((high - low) * i) / (count - 1)));
}

export function lossOf({ E, A, alpha }: Truth, x: number): number {
  return E + A * x ** -alpha;
}

/** Points of a law with log-normal noise, by a seed. */
export function measure(law: Truth, sizes: readonly number[], noise = 0, seed = 1): LawPoint[] {
  return sizes.map((x, i) => ({
    x,
    loss: lossOf(law, x) * Math.exp(noise * normal(seed, 'data', i, 0)),
    standardError: null,
  }));
}

export function fitted(points: readonly LawPoint[], options: PowerLawOptions = { floor: free }): PowerLawFit {
  const result = fitPowerLaw(points, options);
  if (result.type === 'refused') expect.fail(result.reason);
  return result;
}

export function refused(points: readonly LawPoint[], options: PowerLawOptions = { floor: free }): string {
  const result = fitPowerLaw(points, options);
  if (result.type === 'fit') expect.fail(`expected a refusal, got alpha ${result.alpha}`);
  return result.reason;
}

export function expectNear(actual: number, expected: number, relative: number, what: string): void {
  expect(Math.abs(actual / expected - 1), `${what}: ${actual} for ${expected}`).to.be.below(relative);
}

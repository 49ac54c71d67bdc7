// Two families of runs with a known compute multiplier: how often its interval holds it.

import { normal } from '../../src/base/random.js';
import { compareFamilies, type FamilyComparison, type FamilyRun } from '../../src/laws/compare/multiplier.js';

/** Six sizes over two decades of compute, two seeds each: A as it is, B as if its compute were `multiplier` times as much. */
export function simulateFamilies(
  multiplier: number,
  seed: number,
  { noise = 0.005, shared = 0.5, growth = 0 } = {},
): { readonly a: readonly FamilyRun[]; readonly b: readonly FamilyRun[] } {
  const family = (isB: boolean): readonly FamilyRun[] =>
    [0, 1, 2, 3, 4, 5].flatMap((i) =>
      [1, 2].map((s) => {
        const flops = 1e12 * 10 ** (0.4 * i);
        const effective = flops * (isB ? multiplier * 10 ** (0.4 * i * growth) : 1);
        const common = normal(seed, 'data', 2 * i + s, 0);
        const own = normal(seed, 'data', 100 + 2 * i + s, isB ? 1 : 0);
        const deviation = noise * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * own);
        const loss = (1.5 + 2 * (effective / 1e12) ** -0.25) * Math.exp(deviation);
        return { flops, tokens: 1e6, seconds: null, loss, size: String(i), seed: s };
      }),
    );
  return { a: family(false), b: family(true) };
}

export interface FamilyCoverage {
  /** Share of 90 % intervals that hold the multiplier, and their median width as a ratio of the ends. */
  readonly held: number;
  readonly ratio: number;
  readonly trends: Readonly<Record<FamilyComparison['trend'], number>>;
}

/** Compares pairs of families with seeds from 1. */
export function measureFamilies(
  multiplier: number,
  pairs: number,
  options: Parameters<typeof simulateFamilies>[2] = {},
): FamilyCoverage {
  const trends = { grows: 0, shrinks: 0, 'cannot-tell': 0 };
  const ratios: number[] = [];
  let held = 0;
  for (let seed = 1; seed <= pairs; seed++) {
    const { a, b } = simulateFamilies(multiplier, seed, options);
    const { multiplier: found, trend } = compareFamilies(a, b);
    trends[trend]++;
    if (found.flops === null) continue;
    const { low, high } = found.flops;
    held += Number(low <= multiplier && multiplier <= high);
    ratios.push(high / low);
  }
  return { held: held / pairs, ratio: ratios.sort((x, y) => x - y)[pairs >> 1], trends };
}

// Sweeps of compute budgets on loss surfaces with a known truth: how near the exponent of approach 2 comes.
//
// C = 6 N D training FLOPs, D tokens, N parameters.

import { normal } from '../../src/base/random.js';
import { fitIsoflop } from '../../src/fit/isoflop/fit.js';
import type { IsoflopPoint, Optimum } from '../../src/fit/isoflop/isoflop.js';
import { lossOf, optimum, type Truth } from './simulated-sweeps.js';

export interface IsoflopCoverage {
  readonly refused: number;
  /** Of the exponent a: root mean square error, mean error, and share of 95 % intervals that hold it. */
  readonly error: number;
  readonly bias: number;
  readonly held: number;
  /** Share of the minima with a 95 % interval that holds the true one. */
  readonly minima: number;
}

/** Sizes of a budget in units of the best one: even over ±4x, or ragged, with other sizes and another centre for each budget. */
export const designs: Readonly<Record<string, (seed: number, budget: number) => readonly number[]>> = {
  even: () => Array.from({ length: 9 }, (_, i) => 2 ** ((i - 4) / 2)),
  ragged: (seed, budget) => {
    const draw = (i: number): number => normal(seed, 'data', 900 + 7 * budget + i, 1);
    const count = 6 + (Math.floor(Math.abs(draw(1)) * 2) % 4);
    const reach = 3 * Math.exp(Math.abs(draw(3)) / 2);
    const sizes = Array.from({ length: count }, (_, i) => {
      const step = (2 * i) / (count - 1) - 1;
      return Math.exp(draw(2) / 2) * reach ** step * Math.exp(draw(20 + i) / 10);
    });
    return sizes.sort((a, b) => a - b);
  },
};

/** Fits sweeps of five budgets a factor 4 apart, with seeds from 1, and counts. */
export function measureIsoflop(
  truth: Truth,
  design: string,
  noise: number,
  { sweeps, optimum: reading }: { readonly sweeps: number; readonly optimum: Optimum },
): IsoflopCoverage {
  const a = truth.beta / (truth.alpha + truth.beta);
  const errors: number[] = [];
  let held = 0;
  const minima: boolean[] = [];
  for (let seed = 1; seed <= sweeps; seed++) {
    const fit = fitIsoflop(simulate(truth, design, noise, seed), { optimum: reading });
    if (fit.type === 'refused') continue;
    errors.push(fit.exponent - a);
    held += Number(fit.exponentInterval[0] <= a && a <= fit.exponentInterval[1]);
    for (const { C, interval } of fit.budgets) {
      if (interval === null) continue;
      const { N } = optimum(truth, C);
      minima.push(interval[0] <= N && N <= interval[1]);
    }
  }
  const fits = errors.length;
  return {
    refused: sweeps - fits,
    error: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / fits),
    bias: errors.reduce((sum, error) => sum + error, 0) / fits,
    held: held / fits,
    minima: minima.filter(Boolean).length / minima.length,
  };
}

function simulate(truth: Truth, design: string, noise: number, seed: number): readonly IsoflopPoint[] {
  return [-2, -1, 0, 1, 2].flatMap((step, budget) => {
    const C = truth.C * 4 ** step;
    const { N } = optimum(truth, C);
    return designs[design](seed, budget).map((factor, i) => {
      const x = N * factor;
      const deviation = noise * normal(seed, 'data', i + 50 * budget, 0);
      return { C, x, loss: lossOf(truth, x, C / (6 * x)) * Math.exp(deviation) };
    });
  });
}

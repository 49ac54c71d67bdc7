// Valleys of loss over size that are known, with noise or without.
//
// C training FLOPs, D samples or tokens, N parameters.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { fitIsoflop } from '../../../src/fit/isoflop/fit.js';
import type {
  IsoflopFit,
  IsoflopOptions,
  IsoflopPoint,
  IsoflopRefusal,
} from '../../../src/fit/isoflop/isoflop.js';

export const parabola: IsoflopOptions = { optimum: 'parabola' };

export const spline: IsoflopOptions = { optimum: 'spline' };

export const budgets = [1e15, 1e16, 1e17, 1e18];

/** Valleys that are parabolas of loss in log N, with their bottom at 3 C^0.5. */
export function parabolicValleys(noise = 0): IsoflopPoint[] {
  return budgets.flatMap((C, k) =>
    [0.13, 0.31, 0.6, 1.3, 2.4, 5.1, 9].map((factor, i) => {
      const x = factor * 3 * C ** 0.5;
      const loss = 60 * C ** -0.09 * (1 + 0.05 * Math.log(factor) ** 2);
      return { C, x, loss: loss * Math.exp(noise * normal(7, 'data', i, k)) };
    }),
  );
}

/** Exact valleys of L = 1.69 + 406 N^-alpha + 411 D^-beta, seven sizes within so many times of the best, 1e17 to 1e21 FLOPs. */
export function surfaceValleys(
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
  reach: number,
): IsoflopPoint[] {
  return [1e17, 1e18, 1e19, 1e20, 1e21].flatMap((C) => {
    const best =
      ((alpha * 406.4) / (beta * 410.7)) ** (1 / (alpha + beta)) * (C / 6) ** (beta / (alpha + beta));
    return [-3, -2, -1, 0, 1, 2, 3].map((step) => {
      const x = best * reach ** (step / 3);
      return { C, x, loss: 1.69 + 406.4 * x ** -alpha + 410.7 * (C / 6 / x) ** -beta };
    });
  });
}

export function fitted(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopFit {
  const result = fitIsoflop(points, options);
  if (result.type === 'refused') expect.fail(result.reason);
  return result;
}

export function refused(points: readonly IsoflopPoint[], options: IsoflopOptions = {}): IsoflopRefusal {
  const result = fitIsoflop(points, options);
  if (result.type === 'fit') expect.fail(`expected a refusal, got exponent ${result.exponent}`);
  return result;
}

// Points of loss surfaces that are known, with noise or without.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { fitLossSurface } from '../../../src/fit/surface/fit.js';
import type { LossSurfaceFit, LossSurfaceOptions, SurfacePoint } from '../../../src/fit/surface/surface.js';

export const truth = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };

export const parameters = ['E', 'A', 'B', 'alpha', 'beta'] as const;

export const paperHuber = { type: 'huber', delta: 1e-3 } as const;

export function lossOf({ E, A, B, alpha, beta }: typeof truth, N: number, D: number): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

/** Seven sizes by five amounts of data, exact or with relative noise. */
export function surfacePoints(noise = 0, seed = 1, law = truth): SurfacePoint[] {
  return Array.from({ length: 35 }, (_, i) => {
    const N = 1e6 * 10 ** ((i % 7) / 2);
    const D = 1e8 * 10 ** (Math.floor(i / 7) / 2);
    return { N, D, loss: lossOf(law, N, D) * Math.exp(noise * normal(seed, 'data', i, 0)) };
  });
}

export function fitted(points: readonly SurfacePoint[], options: LossSurfaceOptions = {}): LossSurfaceFit {
  const result = fitLossSurface(points, options);
  if (result.type === 'refused') expect.fail(result.reason);
  return result;
}

export function refused(points: readonly SurfacePoint[], options: LossSurfaceOptions = {}): string {
  const result = fitLossSurface(points, options);
  if (result.type === 'fit') expect.fail(`fitted ${JSON.stringify(result)}`);
  return result.reason;
}

export function expectClose(fit: LossSurfaceFit, expected: typeof truth, share: number): void {
  for (const name of parameters) {
    expect(fit[name], name).to.be.closeTo(expected[name], share * expected[name]);
  }
}

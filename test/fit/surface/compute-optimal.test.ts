// Covers src/fit/surface/compute-optimal.ts

import { expect } from 'chai';
import { computeOptimalExponents, computeOptimum } from '../../../src/fit/surface/compute-optimal.js';
import { predictLossSurface } from '../../../src/fit/surface/predict.js';
import { fitted, surfacePoints, truth } from './sample-surfaces.js';

describe('compute-optimal line', () => {
  it('is where the surface is lowest for its compute', () => {
    const fit = fitted(surfacePoints(0.003));
    const C = 6 * 1e8 * 1e10;
    const { N, D, prediction, tokensPerParameter } = computeOptimum(fit, C);
    expect(6 * N.value * D.value).to.be.closeTo(C, 1e-9 * C);
    expect(tokensPerParameter.value).to.be.closeTo(D.value / N.value, 1e-9 * tokensPerParameter.value);
    for (const factor of [0.99, 1.01]) {
      const beside = predictLossSurface(fit, N.value * factor, D.value / factor).loss;
      expect(beside).to.be.above(prediction.loss);
    }
    const exact = (truth.alpha * truth.A) / (truth.beta * truth.B);
    const expectedN = exact ** (1 / 0.62) * (C / 6) ** (truth.beta / 0.62);
    expect(expectedN).to.be.within(...N.interval);
  });

  it('has the exponents beta / (alpha + beta) and alpha / (alpha + beta)', () => {
    const { a, b } = computeOptimalExponents(fitted(surfacePoints()));
    expect(a.value).to.be.closeTo(0.28 / 0.62, 1e-8);
    expect(a.value + b.value).to.equal(1);
    const noisy = computeOptimalExponents(fitted(surfacePoints(0.01)));
    expect(0.28 / 0.62).to.be.within(...noisy.a.interval);
  });
});

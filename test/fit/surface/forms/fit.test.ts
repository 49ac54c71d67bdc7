// Covers src/fit/surface/forms/{fit,forms,predict}.ts

import { expect } from 'chai';
import { fitSurfaceForm } from '../../../../src/fit/surface/forms/fit.js';
import { predictSurfaceForm } from '../../../../src/fit/surface/forms/predict.js';
import { fitted, noisy, refused } from '../../results.js';
import { kaplan, kaplanLoss, productLoss, surfacePoints } from './sample-forms.js';

describe('Kaplan’s and the product surface', () => {
  it('are recovered from exact points', () => {
    const { parameters } = fitted(fitSurfaceForm('kaplan', surfacePoints(kaplanLoss)));
    for (const [name, value] of Object.entries(kaplan)) {
      expect(parameters[name] / value, name).to.be.closeTo(1, 1e-8);
    }
    const product = fitted(fitSurfaceForm('product', surfacePoints(productLoss)));
    expect(product.parameters.alpha).to.be.closeTo(0.06, 1e-12);
    expect(product.parameters.beta).to.be.closeTo(0.09, 1e-12);
    expect(product.parameters.K).to.be.closeTo(40, 1e-9);
  });

  it('hold their parameters and the next run in their intervals as often as they say', () => {
    const sweeps = 100;
    const [N, D] = [1e11, 1e12];
    let [parameterHits, runHits] = [0, 0];
    for (let seed = 1; seed <= sweeps; seed++) {
      const fit = fitted(fitSurfaceForm('kaplan', surfacePoints(kaplanLoss, 0.01, seed)));
      const [low, high] = fit.intervals.Dc;
      if (low <= kaplan.Dc && kaplan.Dc <= high) parameterHits++;
      const run = noisy(kaplanLoss(N, D), 0.01, seed, 1000);
      const [lowRun, highRun] = predictSurfaceForm(fit, N, D, 0.9).interval;
      if (lowRun <= run && run <= highRun) runHits++;
    }
    // Three standard deviations of a binomial.
    expect(parameterHits / sweeps, '95 % intervals').to.be.within(0.88, 1);
    expect(runHits / sweeps, '90 % predictions').to.be.within(0.81, 0.99);
  });

  it('say what they cannot be fitted to', () => {
    const points = surfacePoints(kaplanLoss, 0.01);
    expect(refused(fitSurfaceForm('kaplan', []))).to.match(/at least 5 points, and there are 0/);
    expect(refused(fitSurfaceForm('product', points.slice(0, 3)))).to.match(/at least 4 points/);
    const line = points.map(({ N, loss }) => ({ N, D: 20 * N, loss }));
    expect(refused(fitSurfaceForm('product', line))).to.match(/grow together/);
    const rising = points.map((point) => ({ ...point, loss: 2 + point.N ** 0.1 }));
    for (const form of ['kaplan', 'product'] as const) {
      expect(refused(fitSurfaceForm(form, rising))).to.match(/does not fall as [ND] grows/);
      expect(refused(fitSurfaceForm(form, [...points, { N: 1e8, D: NaN, loss: 2 }]))).to.match(
        /Point 50 has D/,
      );
    }
  });
});

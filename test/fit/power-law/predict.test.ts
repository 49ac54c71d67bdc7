// Covers src/fit/power-law/{predict,bootstrap,profile,warnings}.ts. Also src/fit/goodness/prediction.ts.

import { expect } from 'chai';
import type { Prediction } from '../../../src/fit/goodness/prediction.js';
import { confidenceBand, predictPowerLaw } from '../../../src/fit/power-law/predict.js';
import { profilePowerLaw } from '../../../src/fit/power-law/profile.js';
import { fitted, free, ladder, measure, none, truth } from './sample-laws.js';

describe('power law, what it says', () => {
  it('predicts with a wider interval for a run than for the law, widening outwards', () => {
    const fit = fitted(measure(truth, ladder(8), 0.003));
    const near = predictPowerLaw(fit, 1e5);
    const far = predictPowerLaw(fit, 2e8);
    const band = confidenceBand(fit, 1e5);
    expect(near.loss).to.be.within(...band);
    expect(near.interval[0]).to.be.below(band[0]);
    const width = ({ loss, interval }: Prediction): number => (interval[1] - interval[0]) / loss;
    expect(width(far)).to.be.above(width(near));
    expect(predictPowerLaw(fit, 1e5, 0.5).interval[1]).to.be.below(near.interval[1]);
    expect([near.extrapolation, near.warning]).to.deep.equal([1, null]);
    expect(far.extrapolation).to.be.closeTo(20, 1e-9);
    expect(far.warning).to.match(/20 times beyond/);
  });

  it('offers a seeded residual bootstrap beside the intervals', () => {
    const points = measure(truth, ladder(20), 0.003);
    const bootstrap = { resamples: 200, seed: 5 };
    const fit = fitted(points, { floor: free, bootstrap });
    expect(fit.bootstrap).to.deep.equal(fitted(points, { floor: free, bootstrap }).bootstrap);
    const [low, high] = fit.bootstrap!.alpha;
    expect(fit.alpha).to.be.within(low, high);
    const ratio = (high - low) / (fit.intervals.alpha[1] - fit.intervals.alpha[0]);
    expect(ratio).to.be.within(0.7, 1.3);
    expect(fitted(points).bootstrap).to.equal(null);
  });

  it('draws the ridge of E and alpha as a profile', () => {
    const points = measure(truth, ladder(8), 0.003);
    const fit = fitted(points);
    const { points: ridge, interval, limit } = profilePowerLaw(points, fit)!;
    const best = ridge.reduce((lowest, point) => (point.rise < lowest.rise ? point : lowest));
    expect(best.E).to.be.closeTo(fit.E, (ridge[1].E - ridge[0].E) / 2 + 1e-12);
    expect(fit.E).to.be.within(...interval);
    for (const [i, { E, alpha, rise }] of ridge.entries()) {
      if (i > 0) expect(alpha, 'a higher floor takes a steeper law').to.be.above(ridge[i - 1].alpha);
      expect(rise <= limit, `E = ${E}`).to.equal(E >= interval[0] && E <= interval[1]);
    }
    expect(profilePowerLaw(points, fitted(points, { floor: none }))).to.equal(null);
  });

  it('says when the points do not separate alpha from the floor, and when they bend away', () => {
    const vague = fitted(measure({ E: 1, A: 2, alpha: 0.3 }, ladder(5, 3, 4), 0.01, 4));
    expect(vague.warnings.join(' ')).to.match(/do not separate alpha from the floor/);
    const bent = ladder(16).map((x) => ({ x, loss: x ** -0.3 + 1e4 * x ** -1.5, standardError: null }));
    expect(fitted(bent, { floor: none }).warnings.join(' ')).to.match(/bend away/);
  });
});

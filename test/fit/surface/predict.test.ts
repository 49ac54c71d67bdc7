// Covers src/fit/surface/{predict,covariance,profile,bootstrap,warnings}.ts

import { expect } from 'chai';
import { predictLossSurface } from '../../../src/fit/surface/predict.js';
import { profileLossSurface } from '../../../src/fit/surface/profile.js';
import type { LossSurfaceOptions } from '../../../src/fit/surface/surface.js';
import { fitted, paperHuber, surfacePoints } from './sample-surfaces.js';
import { designs, measureCoverage, simulate, truths } from '../../reference/simulated-sweeps.js';

describe('loss surface, its uncertainty', () => {
  it('predicts runs within its intervals as often as they say, and beats approaches 2 and 3', () => {
    const { refused, predictions, parameters, error } = measureCoverage(
      truths.besiroglu,
      designs.trunks,
      0.01,
      { sweeps: 100, approaches: true },
    );
    expect(refused).to.equal(0);
    // Three standard deviations of a binomial.
    expect(predictions, '90 % predictions').to.be.within(0.81, 0.99);
    expect(parameters, '95 % intervals').to.be.within(0.88, 1);
    expect(error.ours).to.be.below(error.approach2).and.below(error.approach3);
  });

  it('gives a badly known floor the interval of its profile: long below it, short above, and never below 0', () => {
    const { refused, leastParameter } = measureCoverage(truths.asymmetric, designs.grid, 0.03, {
      sweeps: 150,
    });
    expect(refused).to.equal(0);
    // By the delta method the floor's hold 91 % here. Three standard deviations of a binomial.
    expect(leastParameter, '95 % intervals').to.be.above(0.897);
    const points = simulate(truths.asymmetric, designs.grid, 0.03, 5);
    const fit = fitted(points);
    const { interval, points: curve, limit } = profileLossSurface(points, fit)!;
    expect(interval).to.deep.equal(fit.intervals.E);
    expect(interval[0]).to.be.at.least(0);
    expect(fit.E - interval[0]).to.be.above(interval[1] - fit.E);
    // The curve leaves the interval where it passes the limit.
    for (const { E, rise } of curve) {
      if (Math.abs(rise - limit) > 1e-3 * limit) {
        expect(rise < limit, `E ${E}`).to.equal(E >= interval[0] && E <= interval[1]);
      }
    }
  });

  it('puts bootstrap intervals beside its own, the same for the same seed', () => {
    for (const points of [surfacePoints(0.01), surfacePoints(0.01).slice(0, 19)]) {
      const options = { bootstrap: { resamples: 60, seed: 3 } };
      const fit = fitted(points, options);
      expect(fit.bootstrap!.alpha[0]).to.be.below(fit.alpha);
      expect(fit.bootstrap!.alpha[1]).to.be.above(fit.alpha);
      expect(fitted(points, options).bootstrap).to.deep.equal(fit.bootstrap);
    }
  });

  it('warns of a forecast far from the points', () => {
    const fit = fitted(surfacePoints(0.01));
    expect(predictLossSurface(fit, 1e9, 1e10).warning).to.equal(null);
    expect(predictLossSurface(fit, 1e11, 1e10).warning).to.match(/100 times beyond/);
  });
});

describe('points far off a loss surface', () => {
  const outlying = (options: LossSurfaceOptions, factor: number): string[] => {
    const points = surfacePoints(0.003).map((point, i) =>
      i === 20 ? { ...point, loss: factor * point.loss } : point,
    );
    return fitted(points, options).warnings.filter((text) => text.includes('deviations off'));
  };

  it('are reported, and left to a robust fit', () => {
    expect(outlying({}, 1)).to.deep.equal([]);
    expect(outlying({}, 1.2)).to.have.length(1);
    expect(outlying({ robust: paperHuber }, 1.2)).to.deep.equal([]);
  });

  it('are not reported where losses are exact', () => {
    expect(fitted(surfacePoints()).warnings.join()).not.to.include('deviations off');
  });
});

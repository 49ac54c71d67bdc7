// Covers src/fit/power-law/{fit,estimate,solve,covariance}.ts. Also src/base/maths/statistics.ts, src/fit/goodness/criteria.ts and
// src/fit/numerics/log-axis.ts.

import { expect } from 'chai';
import type { PowerLawFit } from '../../../src/fit/power-law/law.js';
import { predictPowerLaw } from '../../../src/fit/power-law/predict.js';
import { expectNear, fitted, free, ladder, measure, none, truth } from './sample-laws.js';

describe('power law, recovered', () => {
  it('finds the truth in exact points, shallow or steep, with a floor or without', () => {
    for (const law of [truth, { E: 0.5, A: 1e6, alpha: 2.3 }, { E: 3, A: 0.4, alpha: 0.05 }]) {
      const { E, A, alpha, r2, warnings } = fitted(measure(law, ladder(7)));
      expectNear(E, law.E, 1e-9, 'E');
      expectNear(A, law.A, 1e-9, 'A');
      expectNear(alpha, law.alpha, 1e-9, 'alpha');
      expect(r2).to.be.closeTo(1, 1e-12);
      expect(warnings).to.deep.equal([]);
    }
    const pure = fitted(measure({ E: 0, A: 11, alpha: 0.076 }, ladder(4, 3, 9)), { floor: none });
    expectNear(pure.alpha, 0.076, 1e-9, 'alpha');
  });

  it('uses a floor that is known', () => {
    const fit = fitted(measure(truth, ladder(4)), { floor: { type: 'fixed', value: truth.E } });
    expectNear(fit.alpha, truth.alpha, 1e-9, 'alpha');
    expect(fit.intervals.E).to.deep.equal([truth.E, truth.E]);
  });

  it('never fits a floor below zero', () => {
    // A law that bends down, as if towards a negative loss.
    const points = ladder(8).map((x) => ({ x, loss: 3 - 0.3 * Math.log10(x), standardError: null }));
    const fit = fitted(points);
    expect(fit.E).to.equal(0);
    expect(fit.warnings.join(' ')).to.match(/floor is 0/);
    expectNear(fit.alpha, fitted(points, { floor: none }).alpha, 1e-9, 'alpha');
  });

  it('comes near the truth from noisy points, and its intervals hold it', () => {
    const { E, alpha, intervals } = fitted(measure(truth, ladder(12), 0.003));
    expect(alpha).to.be.closeTo(truth.alpha, 0.02);
    expect(E).to.be.closeTo(truth.E, 0.1);
    expect(truth.alpha).to.be.within(...intervals.alpha);
    expect(truth.E).to.be.within(...intervals.E);
    expect(truth.A).to.be.within(...intervals.A);
  });

  it('changes A and E alone, and by the exact factor, when x or the loss change their unit', () => {
    const points = measure(truth, ladder(9), 0.004);
    const base = fitted(points);
    const larger = fitted(points.map((point) => ({ ...point, x: point.x * 1e6 })));
    const bits = fitted(points.map((point) => ({ ...point, loss: point.loss / Math.LN2 })));
    for (const fit of [larger, bits]) {
      expectNear(fit.alpha, base.alpha, 1e-9, 'alpha');
      expectNear(fit.intervals.alpha[1], base.intervals.alpha[1], 1e-9, 'its upper end');
    }
    expectNear(larger.E, base.E, 1e-9, 'E of larger x');
    expectNear(larger.A, base.A * 1e6 ** base.alpha, 1e-7, 'A of larger x');
    expectNear(bits.E, base.E / Math.LN2, 1e-9, 'E in bits');
    expectNear(bits.A, base.A / Math.LN2, 1e-8, 'A in bits');
  });

  it('does not depend on the order of the points', () => {
    const points = measure(truth, ladder(9), 0.004);
    const shuffled = [4, 0, 8, 2, 6, 1, 7, 3, 5].map((i) => points[i]);
    const bootstrap = { resamples: 20, seed: 3 };
    expect(fitted(shuffled, { floor: free, bootstrap })).to.deep.equal(
      fitted(points, { floor: free, bootstrap }),
    );
  });

  it('keeps an outlier from moving the fit, by Huber’s loss', () => {
    const points = measure(truth, ladder(12), 0.001).map((point, i) =>
      i === 8 ? { ...point, loss: point.loss * 1.2 } : point,
    );
    const robust = fitted(points, { floor: free, huber: 0.002 });
    expect(robust.alpha).to.be.closeTo(truth.alpha, 0.001);
    expect(Math.abs(fitted(points).alpha - truth.alpha)).to.be.above(0.01);
  });
});

describe('power law, its uncertainty', () => {
  it('covers the truth as often as it says', () => {
    // Six sizes, two decades, 0.3 % of noise, a forecast at four times the largest.
    const law = { E: 1, A: 0.43 * 1e5 ** 0.3, alpha: 0.3 };
    const sets = 300;
    const hits = { alpha: 0, E: 0, forecast: 0 };
    for (let seed = 0; seed < sets; seed++) {
      const fit = fitted(measure(law, ladder(6, 3, 5), 0.003, seed));
      const [next] = measure(law, [4e5], 0.003, sets + seed);
      const forecast = predictPowerLaw(fit, next.x, 0.9).interval;
      if (law.alpha >= fit.intervals.alpha[0] && law.alpha <= fit.intervals.alpha[1]) hits.alpha++;
      if (law.E >= fit.intervals.E[0] && law.E <= fit.intervals.E[1]) hits.E++;
      if (next.loss >= forecast[0] && next.loss <= forecast[1]) hits.forecast++;
    }
    // Sampling error of 300 sets: 1.3 and 1.7 points.
    expect(hits.alpha / sets, 'alpha, 95 %').to.be.within(0.91, 0.99);
    expect(hits.E / sets, 'E, 95 %').to.be.within(0.91, 0.99);
    expect(hits.forecast / sets, 'forecast, 90 %').to.be.within(0.85, 0.95);
  });

  it('does not believe residuals that are smaller than the points’ own errors', () => {
    const points = measure(truth, ladder(6), 0.0001);
    const own = points.map((point) => ({ ...point, standardError: 0.01 * point.loss }));
    const width = ({ intervals: { alpha } }: PowerLawFit): number => alpha[1] - alpha[0];
    expect(width(fitted(own))).to.be.above(20 * width(fitted(points)));
    expectNear(fitted(own).residualVariance, 1e-4, 1e-9, 'variance of a run');
  });

  it('listens less to a point with a larger error', () => {
    const sizes = ladder(8);
    const points = measure(truth, sizes, 0.001).map((point, i) => ({
      ...point,
      loss: point.loss * (i === 7 ? 1.03 : 1),
      standardError: (i === 7 ? 0.03 : 0.001) * point.loss,
    }));
    const deaf = points.map((point) => ({ ...point, standardError: null }));
    const offset = ({ alpha }: PowerLawFit): number => Math.abs(alpha - truth.alpha);
    expect(offset(fitted(points))).to.be.below(offset(fitted(deaf)) / 2);
  });
});

// Covers src/fit/surface/{fit,estimate,solve,starts,objective}.ts. Also
// src/fit/goodness/{bootstrap,own-errors,profile,robust,thinned}.ts.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import type { LossSurfaceFit, LossSurfaceOptions } from '../../../src/fit/surface/surface.js';
import {
  expectClose,
  fitted,
  lossOf,
  paperHuber,
  parameters,
  surfacePoints,
  truth,
} from './sample-surfaces.js';

const none = { type: 'none' } as const;

describe('loss surface, recovered', () => {
  it('recovers exact surfaces, whatever residuals are and however they count', () => {
    const laws = [
      truth,
      { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 },
      { E: 0, A: 3, B: 900, alpha: 0.08, beta: 0.6 },
      { E: 0.02, A: 5e9, B: 30, alpha: 1.7, beta: 0.2 },
    ];
    for (const law of laws) {
      for (const residuals of ['log', 'linear'] as const) {
        for (const robust of [none, paperHuber, { type: 'absolute' } as const]) {
          const fit = fitted(surfacePoints(0, 1, law), { residuals, robust });
          for (const name of parameters) {
            const scale = name === 'E' ? 1 : law[name];
            expect(fit[name], `${name}, ${residuals}, ${robust.type}`).to.be.closeTo(law[name], 1e-6 * scale);
          }
        }
      }
    }
  });

  it('finds the one exponent of a surface that has one', () => {
    const law = { ...truth, beta: truth.alpha };
    const tied = fitted(surfacePoints(0.003, 1, law), { tied: true });
    expect(tied.beta).to.equal(tied.alpha);
    expect(tied.alpha).to.be.closeTo(law.alpha, 0.02);
    const both = fitted(surfacePoints(0.003, 1, law));
    const width = ({ intervals }: LossSurfaceFit): number => intervals.alpha[1] - intervals.alpha[0];
    expect(width(tied)).to.be.below(width(both));
    expectClose(fitted(surfacePoints(0, 1, law), { tied: true }), law, 1e-6);
  });

  it('scales with the units of N, D and the loss, and changes in nothing else', () => {
    const points = surfacePoints(0.01);
    for (const residuals of ['log', 'linear'] as const) {
      const fit = fitted(points, { residuals });
      const bits = 1 / Math.log(2);
      const scaled = fitted(
        points.map(({ N, D, loss }) => ({ N: N * 1e6, D: D * 1e9, loss: loss * bits })),
        { residuals },
      );
      const expected = {
        E: fit.E * bits,
        A: fit.A * bits * 1e6 ** fit.alpha,
        B: fit.B * bits * 1e9 ** fit.beta,
        alpha: fit.alpha,
        beta: fit.beta,
      };
      expectClose(scaled, expected, 1e-7);
      expect(scaled.condition).to.be.closeTo(fit.condition, 1e-4 * fit.condition);
    }
  });

  it('does not depend on the order of the points', () => {
    const points = surfacePoints(0.01);
    const backwards = [...points].reverse();
    const options = { bootstrap: { resamples: 5, seed: 1 } };
    const [fit, other] = [fitted(points, options), fitted(backwards, options)];
    expect({ ...other, logResiduals: [...other.logResiduals].reverse() }).to.deep.equal(fit);
  });

  it('counts points by their own errors, and equal ones like none', () => {
    const noisy = surfacePoints(0.002).map((point, i) => {
      const error = i % 3 === 0 ? 0.05 : 0.002;
      const loss = point.loss * Math.exp(error * normal(5, 'data', i, 1));
      return { ...point, loss, standardError: error * loss };
    });
    const plain = fitted(noisy.map(({ N, D, loss }) => ({ N, D, loss })));
    const weighed = fitted(noisy);
    const width = ({ intervals }: LossSurfaceFit): number => intervals.beta[1] - intervals.beta[0];
    expect(width(weighed)).to.be.below(0.9 * width(plain));
    expect(Math.abs(weighed.beta - truth.beta)).to.be.below(Math.abs(plain.beta - truth.beta));
    for (const name of parameters) expect(truth[name], name).to.be.within(...weighed.intervals[name]);
    const equal = fitted(
      surfacePoints(0.01).map((point) => ({ ...point, standardError: 1e-3 * point.loss })),
    );
    expectClose(equal, fitted(surfacePoints(0.01)), 1e-6);
    // In other units of the loss too.
    const linear = fitted(noisy, { residuals: 'linear' });
    const scaled = fitted(
      noisy.map((point) => ({ ...point, loss: 3 * point.loss, standardError: 3 * point.standardError })),
      { residuals: 'linear' },
    );
    expect(scaled.alpha).to.be.closeTo(linear.alpha, 1e-7);
  });

  it('keeps to the bulk of the points where outliers should not count', () => {
    const points = surfacePoints(0.002).map((point, i) =>
      i % 9 === 4 ? { ...point, loss: 1.3 * point.loss } : point,
    );
    const error = (options: LossSurfaceOptions): number =>
      Math.abs(fitted(points, options).beta - truth.beta);
    expect(error({ robust: { type: 'absolute' } })).to.be.below(0.03);
    expect(error({ robust: { type: 'huber', delta: 3e-3 } })).to.be.below(0.03);
    expect(error({})).to.be.above(0.03);
  });

  it('says how many points lie far off', () => {
    const words = (...off: number[]): string =>
      fitted(
        surfacePoints(0.002).map((p, i) => (off.includes(i) ? { ...p, loss: 1.3 * p.loss } : p)),
      ).warnings.join(' ');
    expect(words(4)).to.match(/^1 point lies .* Check it, leave it out if it is wrong, or use Huber’s loss/);
    expect(words(4, 13)).to.match(/^2 points lie .* Check them, leave out those that are wrong, or use/);
  });

  it('comes to an end with absurd units and many points', () => {
    const absurd = surfacePoints(0.01).map(({ N, D, loss }) => ({
      N: N * 1e200,
      D: D * 1e-200,
      loss: loss * 1e100,
    }));
    expect(fitted(absurd).alpha).to.be.closeTo(fitted(surfacePoints(0.01)).alpha, 1e-6);
    const many = Array.from({ length: 20000 }, (_, i) => {
      const N = 1e6 * 10 ** (4 * ((i * 0.754877666) % 1));
      const D = 1e8 * 10 ** (4 * ((i * 0.569840291) % 1));
      return { N, D, loss: lossOf(truth, N, D) * Math.exp(0.01 * normal(1, 'data', i, 0)) };
    });
    expect(fitted(many).alpha).to.be.closeTo(truth.alpha, 0.01);
  });
});

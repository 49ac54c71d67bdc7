// Covers src/fit/power-law/refuse.ts. Also src/fit/goodness/sizes.ts.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { fitPowerLaw } from '../../../src/fit/power-law/fit.js';
import type { LawPoint, PowerLawFit } from '../../../src/fit/power-law/law.js';
import { free, ladder, measure, none, refused, truth } from './sample-laws.js';

describe('power law, refused', () => {
  const points = measure(truth, ladder(6));
  const withPoint = (i: number, change: Partial<LawPoint>): LawPoint[] =>
    points.map((point, k) => (k === i ? { ...point, ...change } : point));

  it('with too few sizes, however often each was measured', () => {
    expect(refused([])).to.match(/at least 4 different sizes, and there are 0/);
    expect(refused(points.slice(0, 3))).to.match(/at least 4 different sizes, and there are 3/);
    expect(refused(Array.from({ length: 9 }, () => points[0]))).to.match(/there is 1/);
    expect(refused(points, { floor: free, minimumSizes: 8 })).to.match(/at least 8/);
  });

  it('over less than a decade, and names the size that would do', () => {
    expect(refused(measure(truth, ladder(6, 3, 3.7)))).to.match(/span 0\.70 decades.*size of 8910 or more/);
  });

  it('with a size or loss that is not a positive number, and names the point', () => {
    for (const bad of [NaN, Infinity, 0, -1]) {
      expect(refused(withPoint(2, { loss: bad }))).to.match(new RegExp(`^Point 3 has loss ${bad};`));
      expect(refused(withPoint(4, { x: bad }))).to.match(new RegExp(`^Point 5 has size ${bad};`));
    }
  });

  it('when the loss does not fall', () => {
    expect(refused(points.map((point) => ({ ...point, loss: 2 })))).to.match(/does not fall/);
    const rising = points.map((point, i) => ({ ...point, loss: 1 + 0.1 * i }));
    for (const floor of [free, none]) expect(refused(rising, { floor })).to.match(/does not fall/);
  });

  it('when the loss falls once and is flat beyond', () => {
    const step = points.map((point, i) => ({ ...point, loss: i === 0 ? 3 : 1 }));
    expect(refused(step)).to.match(/only between the smallest sizes/);
  });

  it('with a known floor above every loss, or none at all', () => {
    expect(refused(points, { floor: { type: 'fixed', value: 99 } })).to.match(/below the known floor 99/);
    expect(refused(points, { floor: { type: 'fixed', value: NaN } })).to.match(/known floor is NaN/);
  });

  it('never throws and never answers with a number that is not finite', () => {
    const finite = ({ E, A, alpha, intervals, r2, condition, rollingOrigin }: PowerLawFit): boolean =>
      [E, A, alpha, ...intervals.E, ...intervals.alpha, r2, condition, ...rollingOrigin].every(
        Number.isFinite,
      );
    const extremes = [1e-300, 1e-9, 1, 1e12, 1e300];
    for (let seed = 0; seed < 60; seed++) {
      const wild = Array.from({ length: 4 + (seed % 5) }, (_, i) => ({
        x: extremes[seed % 5] * 10 ** (i + normal(seed, 'data', i, 0)),
        loss: extremes[(seed * 7) % 5] * Math.exp(3 * normal(seed, 'data', i, 1)),
        standardError: seed % 3 === 0 ? Math.abs(normal(seed, 'data', i, 2)) : null,
      }));
      for (const huber of [null, 0.01]) {
        const result = fitPowerLaw(wild, { floor: free, huber });
        expect(result.type === 'refused' || finite(result), JSON.stringify(wild)).to.equal(true);
      }
    }
  });
});

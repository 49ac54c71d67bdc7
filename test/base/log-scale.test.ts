// Covers src/base/log-scale.ts.
import { expect } from 'chai';
import { linearTicks, logTicks, padded, positiveExtent } from '../../src/base/log-scale.js';

describe('ticks of an axis', () => {
  it('lie at round values', () => {
    expect(logTicks([1, 1000])).to.deep.equal([1, 3, 10, 30, 100, 300, 1000]);
    expect(logTicks([2, 6])).to.deep.equal([2, 3, 4, 5, 6]);
    expect(linearTicks(0, 1, 5)).to.deep.equal([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('are few, whatever a file makes of the range', () => {
    const values = [5e-324, 1e-308, 1e-300, 1, 2 ** 53, 1e17, 1e300, Number.MAX_VALUE, Infinity, 0, -1, NaN];
    for (const low of values) {
      for (const high of values) {
        for (const near of [high, low * (1 + 1e-15), low + 1]) {
          expect(logTicks([low, near], 8).length, `log ${low} ${near}`).to.be.below(60);
          expect(linearTicks(low, near, 8).length, `linear ${low} ${near}`).to.be.below(20);
        }
      }
    }
  });
});

describe('the range of a log axis', () => {
  it('has margins and a least width', () => {
    expect(padded([1, 100], 0.5)).to.deep.equal([0.1, 1000]);
    expect(padded([10, 10], 0, 2)).to.deep.equal([1, 100]);
  });

  it('is one of numbers whose ratio is a number, whatever the values are', () => {
    for (const values of [[5e-324], [1e308], [5e-324, 1e308], [1e-200, 1e-180], [1e170, 1e200], [1, 2]]) {
      const [low, high] = padded(positiveExtent(values)!);
      expect(high / low, values.join()).to.be.within(1.5, 1e300);
    }
    expect(positiveExtent([0, -1, NaN, Infinity, null])).to.equal(null);
  });
});

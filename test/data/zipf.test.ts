// Covers src/data/zipf.ts.

import { expect } from 'chai';
import { drawnBy, thresholdWeights, zipfThresholds } from '../../src/data/zipf.js';

describe('ranks', () => {
  it('have probabilities ~ rank^-exponent, which sum to 1', () => {
    const weights = thresholdWeights(zipfThresholds(50, 1.5));
    expect(weights.reduce((sum, p) => sum + p)).to.equal(1);
    for (const rank of [2, 10, 50]) {
      expect(weights[rank - 1] / weights[0]).to.be.closeTo(rank ** -1.5, 1e-8);
    }
  });

  it('are drawn by the last threshold that 32 bits reach', () => {
    const thresholds = Uint32Array.of(0, 2 ** 31, 3 * 2 ** 30);
    const drawn = [0, 2 ** 31 - 1, 2 ** 31, 3 * 2 ** 30 - 1, 3 * 2 ** 30, 2 ** 32 - 1];
    expect(drawn.map((bits) => drawnBy(bits, thresholds))).to.deep.equal([0, 0, 1, 1, 2, 2]);
  });
});

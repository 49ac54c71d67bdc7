// Covers src/fit/goodness/wilson.ts

import { expect } from 'chai';
import { wilsonInterval } from '../../../src/fit/goodness/wilson.js';

describe('the interval of a share', () => {
  it("is Wilson's, as SciPy has it", () => {
    // scipy.stats.binomtest(hits, trials).proportion_ci(0.95, 'wilson'), SciPy 1.17.1
    const known = [
      [8, 10, 0.4901624715366418, 0.9433178485456248],
      [0, 20, 0, 0.16112515805281935],
      [20, 20, 0.8388748419471808, 1],
      [73, 100, 0.63567883232055, 0.8073041585042366],
      [146, 200, 0.6645656480133157, 0.7867655018531416],
      [1, 512, 0.00034485776154337486, 0.010979278212421853],
    ] as const;
    for (const [hits, trials, low, high] of known) {
      const interval = wilsonInterval(hits, trials);
      expect(interval[0], `${hits} of ${trials}`).to.be.closeTo(low, 1e-12);
      expect(interval[1], `${hits} of ${trials}`).to.be.closeTo(high, 1e-12);
    }
  });

  it('is everything before there is a trial', () => {
    expect(wilsonInterval(0, 0)).to.deep.equal([0, 1]);
  });
});

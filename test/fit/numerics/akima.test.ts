// Covers src/fit/numerics/akima.ts

import { expect } from 'chai';
import { akima } from '../../../src/fit/numerics/akima.js';

describe('Akima interpolation', () => {
  it('passes through its points and follows straight lines and parabolas exactly', () => {
    const x = [0, 1, 2.5, 3, 4.2, 6];
    const uneven = akima(x, [3, -1, 0, 7, 7, 2]);
    [3, -1, 0, 7, 7, 2].forEach((y, i) => expect(uneven(x[i])).to.be.closeTo(y, 1e-12));
    const line = akima(
      x,
      x.map((value) => 2 - 3 * value),
    );
    const even = akima([0, 1, 2, 3, 4, 5], [0, 1, 4, 9, 16, 25]);
    for (const at of [0.1, 1.7, 2.5, 3.3, 4.9]) {
      expect(line(at)).to.be.closeTo(2 - 3 * at, 1e-12);
      expect(even(at)).to.be.closeTo(at * at, 1e-12);
    }
  });

  it('keeps a step flat on both sides, where a smooth spline would swing', () => {
    const step = akima([0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 1, 1, 1, 1]);
    for (const at of [0.5, 1.5]) expect(step(at)).to.equal(0);
    for (const at of [5.5, 6.5]) expect(step(at)).to.equal(1);
  });
});

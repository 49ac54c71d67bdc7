// Covers src/fit/power-law/floor-limit.ts

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { fitFloorLimit, type DataSlice } from '../../../src/fit/power-law/floor-limit.js';
import type { PowerLawFit } from '../../../src/fit/power-law/law.js';

const sizes = [500, 800, 1200, 1800, 2700, 4000, 6000];
const lengths = [64e3, 128e3, 256e3, 512e3, 1024e3, 2048e3];
const E = 0.99;

/** Amplitude and exponent along N fall with D, as where parameters and data bind at once; the floors fall as D^-1/2. */
function slicesOf(noise: (i: number) => number): readonly DataSlice[] {
  return lengths.map((D, j) => ({
    D,
    points: sizes.map((N, i) => {
      const alpha = 1.1 - 0.08 * j;
      const loss = E + 36 * D ** -0.5 + 0.12 * (N / 1800) ** -alpha;
      return { x: N, loss: loss * (1 + noise(j * sizes.length + i)), standardError: null };
    }),
  }));
}

describe('the floor of endless parameters and data', () => {
  it('is found by one limit after the other, whatever amplitude and exponent along N do with D', () => {
    const slices = slicesOf(() => 0);
    const { floors, fit } = fitFloorLimit(slices);
    expect(floors.map(({ D }) => D)).to.deep.equal(lengths);
    for (const { D, fit: at } of floors) expect(at.E).to.be.closeTo(E + 36 * D ** -0.5, 1e-5);
    const { E: limit, alpha } = fit as PowerLawFit;
    expect(limit).to.be.closeTo(E, 1e-4);
    expect(alpha).to.be.closeTo(0.5, 2e-3);
  });

  it('lies within its interval at least as often as it says', () => {
    const trials = 200;
    let covered = 0;
    let fits = 0;
    for (let seed = 0; seed < trials; seed++) {
      const { fit } = fitFloorLimit(slicesOf((i) => 0.001 * normal(seed, 'data', i, 0)));
      if (fit.type !== 'fit') continue;
      fits++;
      const [low, high] = fit.intervals.E;
      if (low <= E && E <= high) covered++;
    }
    expect(fits).to.be.above(0.9 * trials);
    expect(covered / fits).to.be.above(0.95);
  });

  it('is the same in any order of D, and leaves out a D that supports no law', () => {
    const slices = slicesOf((i) => 0.001 * normal(7, 'data', i, 0));
    const { fit } = fitFloorLimit(slices);
    const short: DataSlice = { D: 32e3, points: slices[0].points.slice(0, 3) };
    const other = fitFloorLimit([...slices].reverse().concat(short));
    expect(other.fit).to.deep.equal(fit);
  });

  it('is refused, with the reason, where too few D have a law', () => {
    const { fit } = fitFloorLimit(slicesOf(() => 0).slice(0, 3));
    expect(fit.type === 'refused' && fit.reason).to.contain('at least 4');
  });
});

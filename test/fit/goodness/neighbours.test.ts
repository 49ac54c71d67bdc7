// Covers src/fit/goodness/neighbours.ts: whether a surface misses something.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { agreeingNeighbours, type Place } from '../../../src/fit/goodness/neighbours.js';
import type { SurfacePoint } from '../../../src/fit/surface/surface.js';
import { fitted, lossOf, surfacePoints, truth } from '../surface/sample-surfaces.js';

const MISSES = /neighbouring runs have one sign/;
const misses = (points: readonly SurfacePoint[]): boolean =>
  fitted(points).warnings.some((warning) => MISSES.test(warning));

/** Losses of another form: the limit of data and that of parameters, whichever is worse. */
const twoLimits = (noise: number, seed: number): SurfacePoint[] =>
  surfacePoints(0).map(({ N, D }, i) => {
    const loss = 1.7 + Math.max(406 * N ** -0.34, 411 * D ** -0.28);
    return { N, D, loss: loss * Math.exp(noise * normal(seed, 'data', i, 0)) };
  });

describe('a surface of the wrong form', () => {
  it('is named, without noise and with some', () => {
    expect(misses(twoLimits(0, 1))).to.equal(true);
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    expect(seeds.filter((seed) => misses(twoLimits(0.003, seed))).length).to.be.at.least(19);
  });

  it('is hardly ever named where the form is right, on a grid or with sizes of their own', () => {
    const seeds = Array.from({ length: 100 }, (_, seed) => seed);
    const ragged = (seed: number): SurfacePoint[] =>
      Array.from({ length: 30 }, (_, i) => {
        const N = 1e6 * 1000 ** ((i + normal(seed, 'data', i, 1) / 2) / 29);
        const D = 1e8 * 100 ** (((7 * i) % 30) / 29);
        return { N, D, loss: lossOf(truth, N, D) * Math.exp(0.003 * normal(seed, 'data', i, 0)) };
      });
    expect(seeds.filter((seed) => misses(surfacePoints(0.003, seed))).length, 'grid').to.be.at.most(4);
    expect(seeds.filter((seed) => misses(ragged(seed))).length, 'ragged').to.be.at.most(4);
    expect(misses(surfacePoints(0)), 'exact').to.equal(false);
  });

  it('is looked for among many runs in a moment, and not among few', () => {
    const places = Array.from({ length: 20_000 }, (_, i): Place => [i % 141, Math.floor(i / 141)]);
    const { pairs, rare } = agreeingNeighbours(
      places,
      places.map(([a]) => (a < 70 ? 1 : -1)),
    );
    expect(pairs).to.be.below(1500);
    expect(rare).to.equal(true);
    const few = places.slice(0, 8);
    expect(agreeingNeighbours(few, [1, 1, 1, 1, -1, -1, -1, -1]).rare).to.equal(false);
  });
});

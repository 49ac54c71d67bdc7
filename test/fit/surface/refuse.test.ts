// Covers src/fit/surface/refuse.ts. Also src/fit/goodness/words.ts.

import { expect } from 'chai';
import type { SurfacePoint } from '../../../src/fit/surface/surface.js';
import { lossOf, refused, surfacePoints, truth } from './sample-surfaces.js';

describe('loss surface, refused', () => {
  it('says what it cannot fit, and what would settle it', () => {
    const points = surfacePoints(0.001);
    const changed = (change: (point: SurfacePoint) => Partial<SurfacePoint>): SurfacePoint[] =>
      points.map((point) => ({ ...point, ...change(point) }));
    expect(refused([])).to.match(/at least 6 points, and there are 0/);
    expect(refused(points.slice(0, 5))).to.match(/at least 6 points/);
    expect(refused(points.slice(0, 4), { tied: true })).to.match(/at least 5 points/);
    expect(refused(changed(() => ({ N: 1e6 })))).to.match(/3 different N, and there is 1/);
    expect(refused(changed(() => ({ D: 1e9 })))).to.match(/3 different D, and there is 1/);
    expect(refused(changed(() => points[3]))).to.match(/different N/);
    expect(refused(changed(({ N }) => ({ D: 20 * N })))).to.match(/grow together/);
    for (const bad of [NaN, 0, -1, Infinity]) {
      expect(refused([...points, { N: 1e6, D: 1e8, loss: bad }])).to.match(/Point 36 has loss/);
      expect(refused([...points, { N: bad, D: 1e8, loss: 2 }])).to.match(/Point 36 has N/);
    }
    expect(refused(changed(({ N }) => ({ loss: 2 + N ** 0.1 })))).to.match(/does not fall .* as N grows/);
    expect(refused(changed(({ N }) => ({ loss: 2 + 400 * N ** -0.3 })))).to.match(/D/);
    expect(refused(changed(() => ({ loss: 2 })))).to.match(/does not fall/);
    const apart = points.map(({ N }, i) => {
      const D = 1e8 * 10 ** (20 * Math.floor(i / 7));
      return { N, D, loss: lossOf(truth, N, D) + 1e-4 * Math.sin(i * i) };
    });
    expect(refused(apart)).to.match(/do not determine the parameters|exponent cannot be determined/);
    expect(refused(points, { robust: { type: 'huber', delta: 0 } })).to.match(/delta/);
  });
});

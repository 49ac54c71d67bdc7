// Covers src/laws/runs/theory-line.ts

import { expect } from 'chai';
import { theoryLine } from '../../../src/laws/runs/theory-line.js';

const points = [10, 100, 1000, 10_000].map((x) => ({ x, loss: 0.5 + 3 * x ** -0.7 }));

describe('theoryLine', () => {
  it('has the slope of theory above the floor, through the geometric middle of the points', () => {
    const lossAt = theoryLine(points, 1, 0.5)!;
    const excess = (x: number): number => lossAt(x) - 0.5;
    expect(Math.log(excess(10) / excess(1e4)) / Math.log(1e3)).to.be.closeTo(1, 1e-9);
    const middle = 10 ** 2.5;
    expect(excess(middle)).to.be.closeTo(3 * middle ** -0.7, 1e-12);
  });

  it('is the law itself where theory is right', () => {
    const lossAt = theoryLine(points, 0.7, 0.5)!;
    for (const { x, loss } of points) expect(lossAt(x)).to.be.closeTo(loss, 1e-12);
  });

  it('leaves out points at or below the floor, and is missing with fewer than two above it', () => {
    const below = { x: 1e5, loss: 0.4 };
    expect(theoryLine([...points, below], 1, 0.5)!(50)).to.equal(theoryLine(points, 1, 0.5)!(50));
    expect(theoryLine([points[0], below], 1, 0.5)).to.equal(null);
    expect(theoryLine([], 1, 0)).to.equal(null);
  });
});

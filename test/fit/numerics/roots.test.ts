// Covers src/fit/numerics/roots.ts

import { expect } from 'chai';
import { bisect, crossing, goldenSection, minimizeOnGrid } from '../../../src/fit/numerics/roots.js';

describe('roots and minima of one variable', () => {
  it('finds where a function passes 0 on its way out, on either side', () => {
    const f = (x: number): number => x ** 3 - 2;
    expect(crossing(f, { x: 0, value: -2 }, 4)).to.be.closeTo(Math.cbrt(2), 1e-6);
    const mirrored = (x: number): number => f(-x);
    expect(crossing(mirrored, { x: 0, value: -2 }, -4)).to.be.closeTo(-Math.cbrt(2), 1e-6);
  });

  it('halves the way between inside and outside, in any mean', () => {
    const [inside, outside] = bisect((x) => x * x <= 2, [0, 2], 40);
    expect(inside).to.be.at.most(Math.SQRT2).and.closeTo(Math.SQRT2, 1e-11);
    expect(outside).to.be.above(Math.SQRT2).and.closeTo(Math.SQRT2, 1e-11);
    const asked: number[] = [];
    const ask = (x: number): boolean => asked.push(x) > 0;
    bisect(ask, [1, 1e4], 1, (a, b) => Math.sqrt(a * b));
    expect(asked).to.deep.equal([100]);
  });

  it('finds a minimum from values alone to half the digits', () => {
    const { x, value } = goldenSection((at) => (at - 1) ** 2 + 3, [-5, 4], 50);
    expect(x).to.be.closeTo(1, 1e-7);
    expect(value).to.equal(3);
  });

  it('finds the lowest of several minima to full precision from slopes, or an end of the grid', () => {
    // Minima at 1 and 4, the second lower.
    const at = (x: number) => ({
      value: ((x - 1) * (x - 4)) ** 2 - x / 10,
      slope: 2 * (x - 1) * (x - 4) * (2 * x - 5) - 0.1,
    });
    const grid = [0, 0.9, 2.1, 3.7, 4.6, 6];
    const { x } = minimizeOnGrid(grid, at, (i) => at(grid[i]));
    expect(x).to.be.closeTo(4, 0.01);
    expect(Math.abs(at(x).slope)).to.be.below(1e-13);
    const falling = (place: number) => ({ value: -place, slope: -1 });
    expect(minimizeOnGrid(grid, falling, (i) => falling(grid[i])).x).to.equal(6);
  });
});

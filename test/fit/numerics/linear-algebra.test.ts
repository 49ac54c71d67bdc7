// Covers src/fit/numerics/{linear-algebra,newton}.ts

import { expect } from 'chai';
import {
  invertGram,
  solvePositive,
  standardErrorAlong,
  symmetricEigen,
} from '../../../src/fit/numerics/linear-algebra.js';
import { minimizeNewton } from '../../../src/fit/numerics/newton.js';

const matrix = [
  [4, 1, -2],
  [1, 3, 0.5],
  [-2, 0.5, 5],
];

describe('small symmetric matrices', () => {
  it('are the sum of their eigenvalues times the squares of their eigenvectors', () => {
    const { values, vectors } = symmetricEigen(matrix);
    expect(values).to.deep.equal([...values].sort((a, b) => a - b));
    for (const j of [0, 1, 2]) {
      for (const k of [0, 1, 2]) {
        const entry = values.reduce((sum, value, e) => sum + value * vectors[e][j] * vectors[e][k], 0);
        expect(entry).to.be.closeTo(matrix[j][k], 1e-14);
        const product = vectors[j].reduce((sum, v, i) => sum + v * vectors[k][i], 0);
        expect(product).to.be.closeTo(j === k ? 1 : 0, 1e-14);
      }
    }
  });

  it('solve a system if they are positive definite, and say so if they are not', () => {
    const x = [1, -2, 0.5];
    const right = matrix.map((row) => row.reduce((sum, entry, k) => sum + entry * x[k], 0));
    solvePositive(matrix, right)!.forEach((value, k) => expect(value).to.be.closeTo(x[k], 1e-14));
    const singular = [
      [1, 2],
      [2, 4],
    ];
    expect(solvePositive(singular, [1, 1])).to.equal(null);
  });

  it('of a straight line give its covariance, whatever the scale of its columns', () => {
    const x = [1, 2, 3, 4];
    for (const scale of [1, 1e9]) {
      const { inverse, condition } = invertGram(x.map((value) => [1, scale * value]));
      // (X'X)^-1 of an intercept and a slope: sum x^2 = 30, sum x = 10, n = 4, determinant 20.
      expect(inverse[0][0]).to.be.closeTo(1.5, 1e-12);
      expect(inverse[1][1] * scale ** 2).to.be.closeTo(0.2, 1e-12);
      expect(inverse[0][1] * scale).to.be.closeTo(-0.5, 1e-12);
      expect(condition).to.be.within(4, 5);
      // At the mean of x the fitted line is known to sigma / sqrt(n).
      expect(standardErrorAlong(inverse, [1, scale * 2.5])).to.be.closeTo(0.5, 1e-12);
    }
  });
});

describe('Newton’s method in a box', () => {
  /** Rosenbrock's valley, lowest at (1, 1). */
  const valley = {
    value: ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    evaluate: (at: readonly number[]) => {
      const [x, y] = at;
      const hessian = [
        [2 - 400 * (y - 3 * x * x), -400 * x],
        [-400 * x, 200],
      ];
      return {
        value: valley.value(at),
        gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
        hessian,
        curvatures: [2 + 800 * x * x, 200],
      };
    },
  };

  it('follows a curved flat valley to its end', () => {
    const [x, y] = minimizeNewton([-1.2, 1], { low: [-5, -5], high: [5, 5] }, valley, 1e-12);
    expect(x).to.be.closeTo(1, 1e-10);
    expect(y).to.be.closeTo(1, 1e-10);
  });

  it('stops at the box where the minimum lies outside', () => {
    const [x, y] = minimizeNewton([-1.2, 1], { low: [-5, -5], high: [0.5, 5] }, valley, 1e-12);
    expect(x).to.equal(0.5);
    expect(y).to.be.closeTo(0.25, 1e-10);
  });
});

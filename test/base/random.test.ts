// Covers src/base/random.ts.

import { expect } from 'chai';
import {
  integerFromBits,
  normal,
  randomBits,
  shuffledIndex,
  threefry,
  uniform,
} from '../../src/base/random.js';

describe('random', () => {
  it('agrees with the published test vectors of Threefry-2x32-20 (Random123)', () => {
    const vectors: [number[], number[], number[]][] = [
      [
        [0, 0],
        [0, 0],
        [0x6b200159, 0x99ba4efe],
      ],
      [
        [0xffffffff, 0xffffffff],
        [0xffffffff, 0xffffffff],
        [0x1cb996fc, 0xbb002be7],
      ],
      [
        [0x243f6a88, 0x85a308d3],
        [0x13198a2e, 0x03707344],
        [0xc4923a9c, 0x483df7a0],
      ],
    ];
    for (const [counter, key, expected] of vectors) {
      const words = threefry(key[0], key[1], counter[0], counter[1]);
      expect([...words]).to.deep.equal(expected);
    }
  });

  it('draws uniforms and normals with the moments they should have', () => {
    const n = 200_000;
    let sum = 0;
    let squares = 0;
    let normalSum = 0;
    let normalSquares = 0;
    for (let i = 0; i < n; i++) {
      const u = uniform(7, 'data', i, 0);
      const z = normal(7, 'init', i, 1);
      sum += u;
      squares += u * u;
      normalSum += z;
      normalSquares += z * z;
    }
    // Five standard errors of each mean.
    expect(sum / n).to.be.closeTo(1 / 2, 5 * Math.sqrt(1 / 12 / n));
    expect(squares / n).to.be.closeTo(1 / 3, 5 * Math.sqrt(4 / 45 / n));
    expect(normalSum / n).to.be.closeTo(0, 5 / Math.sqrt(n));
    expect(normalSquares / n).to.be.closeTo(1, 5 * Math.sqrt(2 / n));
  });

  it('draws integers below n, each as often', () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[integerFromBits(randomBits(3, 'data', i, 0), 10)]++;
    for (const count of counts) expect(count).to.be.closeTo(10_000, 5 * Math.sqrt(9_000));
  });

  it('draws integers below any n of 32 bits exactly, as whole-number arithmetic has them', () => {
    for (const n of [1, 10, 1_003_790, 2 ** 20 + 1, 499_999_937, 2 ** 32 - 1, 2 ** 32]) {
      for (const bits of [0, 1, 0xffff, 0x10000, 0x7fffffff, 0x9e3779b9, 0xffffffff]) {
        expect(integerFromBits(bits, n)).to.equal(Number((BigInt(bits) * BigInt(n)) >> 32n));
      }
    }
  });

  it('shuffles: every index comes once, and another round gives another order', () => {
    for (const n of [1, 2, 3, 17, 64, 1000]) {
      const first = Array.from({ length: n }, (_, i) =>
        shuffledIndex({ seed: 5, stream: 'shuffle', round: 0 }, i, n),
      );
      expect([...first].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: n }, (_, i) => i));
    }
    const round = (r: number) =>
      Array.from({ length: 100 }, (_, i) =>
        shuffledIndex({ seed: 5, stream: 'shuffle', round: r }, i, 100),
      ).join();
    expect(round(0)).not.to.equal(round(1));
  });
});

// Covers src/engine/self-test/difference.ts.

import { expect } from 'chai';
import { differenceOf } from '../../../src/engine/self-test/difference.js';

describe('differenceOf', () => {
  const floats = (...values: number[]): ArrayBuffer => Float32Array.from(values).buffer;
  const words = (...values: number[]): ArrayBuffer => Uint32Array.from(values).buffer;

  it('allows floats to differ by rounding, relative to their neighbours', () => {
    expect(differenceOf('linear_forward', 'y', floats(1, 1e-7), floats(1.00001, 0))).to.equal(null);
    expect(differenceOf('linear_forward', 'y', floats(1, 1e-3), floats(1, 0))).to.include({
      index: 1,
      gpu: Math.fround(1e-3),
      cpu: 0,
    });
  });

  it('finds NaN and infinity where the other has a number, and accepts them where both have them', () => {
    expect(differenceOf('adamw', 'parameters', floats(1, NaN), floats(1, 2))?.gpu).to.be.NaN;
    expect(differenceOf('adamw', 'parameters', floats(1, 2), floats(1, Infinity))?.cpu).to.equal(Infinity);
    expect(differenceOf('adamw', 'parameters', floats(1, NaN), floats(1, NaN))).to.equal(null);
  });

  it('compares integers bit for bit, also between floats', () => {
    expect(differenceOf('chain_batch', 'x', words(5, 7), words(5, 8))).to.include({ gpu: 7, cpu: 8 });
    const state = (step: number): ArrayBuffer => {
      const content = words(1, step, 0, 0);
      new Float32Array(content).set([0.01, 2], 2);
      return content;
    };
    expect(differenceOf('finish_step', 'replicas', state(3), state(3))).to.equal(null);
    expect(differenceOf('finish_step', 'replicas', state(4), state(3))).to.include({
      index: 1,
      gpu: 4,
      cpu: 3,
    });
  });

  it('measures second moments by their own size', () => {
    const moments = (second: number): ArrayBuffer =>
      floats(0.1, 0.1, 0.1, 0.1, second, second, second, second);
    expect(differenceOf('adamw', 'moments', moments(2e-6), moments(1e-6))?.index).to.equal(4);
  });
});

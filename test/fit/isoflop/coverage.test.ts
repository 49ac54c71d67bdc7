// Covers by many sweeps of a known truth how near approach 2 comes: src/fit/isoflop/{minima,bias,valley}.ts.

import { expect } from 'chai';
import { measureIsoflop } from '../../reference/simulated-isoflop.js';
import { truths } from '../../reference/simulated-sweeps.js';

const { hoffmann, asymmetric } = truths;

describe('isoFLOP minima, how near they come', () => {
  // The spline's error is .049.
  it('knows the exponent to .009 where runs differ by .3 %, with an interval for each minimum', () => {
    const { error, bias, held, minima } = measureIsoflop(hoffmann, 'even', 0.003, {
      sweeps: 120,
      optimum: 'centred',
    });
    expect(error).to.be.below(0.009);
    expect(Math.abs(bias)).to.be.below(0.01);
    expect(held).to.be.within(0.9, 1);
    expect(minima).to.be.within(0.92, 1);
  });

  it('stays unbiased where the sizes of each budget are others', () => {
    const options = { sweeps: 120, optimum: 'centred' } as const;
    for (const truth of [hoffmann, asymmetric]) {
      const { bias, held } = measureIsoflop(truth, 'ragged', 0.005, options);
      expect(Math.abs(bias)).to.be.below(0.01);
      expect(held).to.be.within(0.88, 1);
    }
  });
});

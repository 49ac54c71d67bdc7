// Covers src/models/schedule.ts.

import { expect } from 'chai';
import { digest } from '../../src/base/digest.js';
import { scheduleFactor } from '../../src/models/schedule.js';

describe('scheduleFactor', () => {
  it('has the same bits in every browser and in Node', () => {
    const schedule = {
      type: 'cosine',
      warmupSteps: 50,
      totalSteps: 3000,
      minimumFactor: 0.1,
      decaySteps: 0,
    } as const;
    const factors = Float64Array.from({ length: 3000 }, (_, step) => scheduleFactor(schedule, step));
    expect(digest(new Uint8Array(factors.buffer))).to.equal('87b07c7960c10c34');
  });
});

// Covers src/fit/numerics/student-t.ts

import { expect } from 'chai';
import { studentT } from '../../../src/fit/numerics/student-t.js';
import { fixture } from '../fixture.js';

describe('Student’s t', () => {
  it('has the same quantiles of Student’s t', async () => {
    interface Quantile {
      readonly level: number;
      readonly degreesOfFreedom: number;
      readonly t: number;
    }
    for (const { level, degreesOfFreedom, t } of await fixture<Quantile[]>('student-t.json')) {
      const what = `level ${level}, ${degreesOfFreedom} degrees of freedom`;
      // scipy's inverse itself is off by up to 2e-9.
      expect(studentT(level, degreesOfFreedom), what).to.be.closeTo(t, 1e-8 * t);
    }
  });
});

// Covers src/laws/forecast/budget-range.ts. Also src/laws/forecast/planning-law.ts.

import { expect } from 'chai';
import { budgetRange } from '../../../src/laws/forecast/budget-range.js';
import type { PlanningLaw } from '../../../src/laws/forecast/planning-law.js';
import { device, line, near, planned, surface } from '../../support/planning-laws.js';

describe('budgets on offer', () => {
  it('reach from the smallest run to a thousand times the largest, in every unit', () => {
    for (const law of [surface(), line()]) {
      const [low, high] = budgetRange(law, 'flops', device) ?? [NaN, NaN];
      near(low, law.type === 'surface' ? 6 * 1e8 * 1e9 : 6e6 * 1e3);
      near(high, 1000 * (law.type === 'surface' ? 6 * 1e10 * 1e11 : 6e6 * 1e5));
      near(budgetRange(law, 'seconds', device)?.[1] ?? NaN, high / 1e12);
      const [best, worst] = budgetRange(law, 'loss', device) ?? [NaN, NaN];
      near(planned(law, { type: 'loss', loss: best }).flops ?? NaN, high, 1e-4);
      near(planned(law, { type: 'loss', loss: worst }).flops ?? NaN, low, 1e-4);
    }
  });

  it('are none where they would say nothing', () => {
    const same = { ...line(), flopsPerUnit: null } as PlanningLaw;
    expect(budgetRange(same, 'flops', device)).to.equal(null);
    expect(budgetRange(same, 'loss', device)).not.to.equal(null);
    expect(budgetRange(line(), 'seconds', { flopsPerSecond: null, watts: 1 })).to.equal(null);
  });
});

// Covers src/laws/forecast/next-runs.ts

import { expect } from 'chai';
import { fitLossSurface } from '../../../src/fit/surface/fit.js';
import {
  nextRun,
  nextRunInWords,
  targetsOf,
  type NextRun,
  type NextRunTarget,
} from '../../../src/laws/forecast/next-runs.js';
import { planningSurface, type PlanningLaw } from '../../../src/laws/forecast/planning-law.js';
import { grid, line, near, reasonOf } from '../../support/planning-laws.js';

describe('the run to make next', () => {
  const noisy = grid.map((point, i) => ({ ...point, loss: point.loss * (1 + 0.002 * Math.sin(9 * i + 1)) }));
  const law = ((): PlanningLaw => {
    const fit = fitLossSurface(noisy);
    if (fit.type === 'refused') expect.fail(fit.reason);
    return planningSurface(fit, noisy);
  })();
  const found = (target: NextRunTarget, budget: number): NextRun => {
    const run = nextRun(law, target, budget);
    return run.type === 'run' ? run : expect.fail(run.reason);
  };

  it('is worth at least as much with a larger budget, and costs no more than that', () => {
    for (const target of targetsOf(law)) {
      const [small, large] = [1e20, 1e22].map((budget) => found(target, budget));
      expect(small.halfWidthAfter, target).to.be.below(small.halfWidth);
      expect(large.halfWidthAfter, target).to.be.at.most(small.halfWidthAfter);
      expect(large.flops).to.be.at.most(1e22);
      near(large.flops, 6 * (large.N ?? NaN) * (large.D ?? NaN) * large.seeds);
    }
  });

  it('tells the error that its law tells', () => {
    const { fit } = law as Extract<PlanningLaw, { type: 'surface' }>;
    near(found('beta', 1e22).halfWidth, (fit.intervals.beta[1] - fit.intervals.beta[0]) / 2);
    expect(nextRunInWords(found('beta', 1e22))).to.match(/^N = .*, D = .*: β ± \S+ instead of ± \S+$/);
  });

  it('is refused with a reason where the budget pays for none', () => {
    expect(reasonOf(nextRun(law, 'E', 1e10))).to.match(/10 G FLOPs do not pay for a run/);
    expect(reasonOf(nextRun(line(), 'beta', 1e10))).to.match(/no beta/);
  });
});

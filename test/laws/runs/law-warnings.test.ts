// Covers src/laws/runs/law-warnings.ts.

import { expect } from 'chai';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import { parameterCounts } from '../../../src/models/parameters.js';
import { finishedStore, onlyLaw, planOf, lossOf } from '../../support/finished-run.js';

describe('laws', () => {
  it('say that the form is wrong where a free floor misses the exact one by more than its error', () => {
    const facts = plan(
      resolveExperiment('zipf-facts', { 'task.labelNoise': 0.2, 'model.widths': [4, 8, 16, 32, 64, 128] }),
    );
    const warned = (floor: number): boolean => {
      const loss = (run: RunPlan): number => floor + 20 / parameterCounts(run.model).total;
      return laws(finishedStore(facts, loss).state)[0].warnings.some((text) => text.includes('Left free'));
    };
    expect(warned(0.990337)).to.be.false;
    expect(warned(1.05)).to.be.true;
  });

  it('warn where the learning-rate sweep is off, the seed is one, or the best rate is at the edge', () => {
    const { warnings } = onlyLaw(
      finishedStore(planOf({ 'lrSweep.enabled': false, 'seeds.count': 1 }), () => 0.5),
    );
    expect(warnings.join(' ')).to.match(/one learning rate.*one seed/);
    // Of two rates the better one is at an edge, whichever it is.
    const two = onlyLaw(finishedStore(planOf({ 'lrSweep.count': 2, 'lrSweep.widen': false })));
    expect(two.warnings.join(' ')).to.match(/^Two learning rates for each size are too few to see/);
    const edge = onlyLaw(
      finishedStore(
        planOf(),
        lossOf((run) => run.replicas[0].learningRate),
      ),
    );
    expect(edge.points[0].atSweepEdge).to.be.true;
    expect(edge.warnings.join(' ')).to.contain('At width 4, 8, 16, 32 the best learning rate is at the edge');
  });
});

// Covers src/laws/runs/words.ts.

import { expect } from 'chai';
import { endlessFloorInWords, lawInWords } from '../../../src/laws/runs/words.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import { modelWidth } from '../../../src/models/model-spec.js';
import { parameterCounts } from '../../../src/models/parameters.js';
import { branchedStore, onlyLaw, finishedStore, planOf, lossOf } from '../../support/finished-run.js';

describe('laws', () => {
  it('follow the floors along N at the end of every branch to that of endless data', () => {
    const facts = plan(
      resolveExperiment('zipf-facts', {
        'task.labelNoise': 0.2,
        'model.depth': 1,
        'model.widths': [11, 16, 23, 32, 45, 64, 102],
        'training.steps': 4000,
        'training.schedule.decayFraction': 0.3,
        'data.branches': [0.04, 0.08, 0.15, 0.3, 0.6],
      }),
    );
    const loss = (run: RunPlan, step: number): number =>
      0.990337 + 20 / parameterCounts(run.model).total + 30 * (step * run.batch) ** -0.5;
    const store = branchedStore(facts, loss);
    const [alongN, alongD] = laws(store.state);
    const { floors, fit } = alongN.endlessFloor!;
    expect(floors).to.have.length(6);
    expect(fit.type === 'fit' && fit.E).to.be.closeTo(0.990337, 1e-4);
    expect(alongD.endlessFloor).to.equal(null);
    expect(alongN.warnings.join(' '), 'no talk of a wrong form').not.to.contain('Left free');
    expect(endlessFloorInWords(alongN)).to.match(
      /^Left free, the floor along N falls from 1\.111 after 61\.4 k to 1\.015 after 1\.54 M samples\. Its limit with endless data is 0\.990 (± [\d.]+|\([\d.]+ to [\d.]+\))\. The exact one is 0\.9903: within the error\.$/,
    );
    expect(endlessFloorInWords(onlyLaw(finishedStore(planOf(), lossOf())))).to.equal(null);
  });

  it('are put in words', () => {
    const store = finishedStore(
      planOf(),
      (run, r) => lossOf()(run, r) * (1 + 0.03 * Math.sin(modelWidth(run.model))),
    );
    expect(lawInWords(onlyLaw(store))).to.match(
      /^Each doubling of N cuts the loss by \d\d(\.\d)? ± \d+(\.\d)? %\. Theory expects 50(\.0)? % \(alpha = 1\.00\): within the error\.$/,
    );
    // In eight dimensions theory expects 0.5, and these losses still fall with an exponent near 1.
    const off = finishedStore(
      planOf({ 'task.dimension': 8 }),
      (run, r) => lossOf()(run, r) * (1 + 0.01 * Math.sin(modelWidth(run.model))),
    );
    expect(lawInWords(onlyLaw(off))).to.match(
      /Theory expects 29(\.\d)? % \(alpha = 0\.500\): outside the error, as the exponent found is (9\d|10\d) % above it\.$/,
    );
    // One size has learned a skill by luck.
    const lucky = finishedStore(planOf(), (run) => (modelWidth(run.model) === 8 ? 0.009 : 0.9));
    expect(lawInWords(onlyLaw(lucky))).to.match(/^No power law in N describes these losses: R2 is [−-]/);
    expect(lawInWords(onlyLaw(finishedStore(planOf({ 'model.widths': [4] }))))).to.contain('at least');
  });
});

// Covers src/ui/experiment/experiment-edits.ts: what the dials do to a spec.

import { expect } from 'chai';
import { describeExperiment } from '../../../src/ui/experiment/summary.js';
import { withOptimizer, withSize, withTaskField } from '../../../src/ui/experiment/experiment-edits.js';
import { device, smallManifold } from '../../support/synthetic-run.js';

const manifold = smallManifold();

describe('edits of an experiment', () => {
  it('keep the dials when its size changes', () => {
    const spec = withSize(withTaskField(manifold, 'dimension', 8), 'standard');
    expect(spec.task).to.include({ dimension: 8 });
    expect(spec.size).to.equal('standard');
  });

  it('accept what cannot be run, and the page then says why', () => {
    const large = withSize({ ...manifold, model: { ...manifold.model, widths: [8192] } }, 'full');
    expect(large.size).to.equal('full');
    expect(describeExperiment(large, device, null).problem).to.match(
      /^model.widths: expected models of at most/,
    );
  });

  it('leave an experiment without a preset as it is', () => {
    const mine = { ...manifold, preset: 'mine' };
    expect(withSize(mine, 'full')).to.equal(mine);
    expect(withOptimizer(mine, 'sgd')).to.equal(mine);
  });

  it('give back the same experiment when the optimiser changes twice', () => {
    expect(withOptimizer(withOptimizer(manifold, 'sgd'), 'adamw')).to.deep.equal(manifold);
  });
});

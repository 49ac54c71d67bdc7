// Covers src/lab/presets/resolve.ts.

import { expect } from 'chai';
import { overridesOf } from '../../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../../support/experiments.js';
import { complaint } from '../../support/complaint.js';

const manifoldWith = (path: string, value: unknown): string =>
  complaint(() => resolveExperiment('manifold', { [path]: value }));

describe('composeExperiment', () => {
  it('picks the size first, then sets what is asked for', () => {
    const spec = resolveExperiment('manifold', { 'training.steps': 7000, 'task.dimension': 2, size: 'full' });
    expect(spec).to.deep.include({ size: 'full', preset: 'manifold' });
    expect(spec.task).to.deep.include({ dimension: 2 });
    expect(spec.training).to.deep.include({ steps: 7000, batch: 1024 });
  });

  it('brings the defaults of another optimiser, and the learning rate that suits it', () => {
    const spec = resolveExperiment('manifold', { 'training.optimizer.type': 'sgd' });
    expect(spec.training.optimizer).to.deep.include({ type: 'sgd', momentum: 0.9 });
    expect(spec.lrSweep.centre).to.be.closeTo(10 * resolveExperiment('manifold').lrSweep.centre, 1e-12);
  });

  it('names the nearest preset or field when there is none of a name', () => {
    expect(complaint(() => resolveExperiment('manifld'))).to.equal(
      'there is no preset manifld; did you mean manifold?',
    );
    expect(manifoldWith('task.dimensoin', 4)).to.equal(
      'task.dimensoin: there is no such field; did you mean task.dimension?',
    );
    expect(manifoldWith('training.steps.x', 4)).to.contain('there is no such field');
    expect(manifoldWith('size', 'huge')).to.equal('size: expected one of small, standard, full, got "huge"');
  });

  it('says what differs from the preset, and gives the spec back from it', () => {
    expect(overridesOf(resolveExperiment('glyphs'))).to.deep.equal({});
    const overrides = {
      size: 'standard',
      'model.widths': [4, 9],
      'training.optimizer.type': 'sgd',
      'lrSweep.centre': 1,
    };
    const spec = resolveExperiment('glyphs', overrides);
    expect(overridesOf(spec)).to.deep.equal(overrides);
  });
});

// Covers src/laws/runs/too-few-sizes.ts

import { expect } from 'chai';
import { presetIds } from '../../../src/lab/presets/presets.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { experimentSizes } from '../../../src/lab/experiment/experiment.js';
import { tooFewSizes } from '../../../src/laws/runs/too-few-sizes.js';
import { resolveExperiment } from '../../support/experiments.js';

describe('tooFewSizes', () => {
  const warned = (widths: readonly number[]): string | null =>
    tooFewSizes(plan(resolveExperiment('zipf-facts', { 'model.widths': widths })));

  it('says before a start that sizes are too few or too close for a law', () => {
    expect(warned([11, 16, 23, 32, 45, 64, 90])).to.equal(
      'This experiment cannot give a law along N: the sizes span 0.90 decades, and a law needs at least 0.95. Add a size of 4950 or more.',
    );
    expect(warned([4, 16, 64])).to.include('at least 4 different sizes, and there are 3');
  });

  it('says nothing where a law is possible, or where there is a single size', () => {
    expect(warned([8, 16, 32, 90])).to.equal(null);
    expect(warned([16])).to.equal(null);
  });

  it('has nothing to say of any preset of several sizes', () => {
    for (const preset of presetIds.filter((id) => id !== 'text')) {
      for (const size of experimentSizes) {
        expect(tooFewSizes(plan(resolveExperiment(preset, { size }))), `${preset} ${size}`).to.equal(null);
      }
    }
  });
});

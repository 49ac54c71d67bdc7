// Covers src/lab/plan/check-plan.ts. Also src/models/limits.ts.

import { expect } from 'chai';
import { tasks } from '../../../src/data/tasks/tasks.js';
import { addText } from '../../../src/data/text/texts.js';
import { resolveExperiment } from '../../support/experiments.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { complaint } from '../../support/complaint.js';

describe('checkPlan', () => {
  it('refuses data sets larger than their text', () => {
    const spec = resolveExperiment('markov');
    const textId = addText('short', 'Not much to read here. '.repeat(100));
    const withUnique = (uniqueSamples: (number | null)[]): unknown => ({
      ...spec,
      task: { ...tasks.text.defaults, context: 23, textId },
      data: { ...spec.data, uniqueSamples },
    });
    // 2070 characters to train on, the last of them only as a target.
    readExperiment(withUnique([10, 89, null]));
    expect(complaint(() => readExperiment(withUnique([10, 90, null])))).to.equal(
      'data.uniqueSamples: expected at most the 89 samples that this text has, got 90',
    );
  });

  it('refuses models and memory that would be too large, before anything is allocated', () => {
    expect(
      complaint(() => resolveExperiment('manifold', { 'model.widths': [8192], 'model.depth': 8 })),
    ).to.contain('at most 32 M parameters');
    expect(
      complaint(() => resolveExperiment('manifold', { 'model.widths': [2048], 'training.batch': 65_535 })),
    ).to.match(/^w2048 with one replica would need \d+(\.\d+)? GiB of memory, more than the limit of 4 GiB/);
  });
});

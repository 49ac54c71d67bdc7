// Covers src/figures/ladder.ts

import { expect } from 'chai';
import { ladderOf, rungWords } from '../../src/figures/ladder.js';
import { resolveExperiment } from '../support/experiments.js';
import { plan } from '../../src/lab/plan/plan.js';
import { LabStore } from '../../src/lab/records/store.js';
import { syntheticBatches } from '../support/synthetic-run.js';
import { syntheticState } from '../support/synthetic-state.js';

describe('the ladder', () => {
  it('orders widths, or data sets where there is one width', () => {
    expect(ladderOf(syntheticState().runs).kind).to.equal('width');
    const spec = resolveExperiment('zipf-facts-data', { 'data.uniqueSamples': [250, 500, 1000, 2000] });
    const store = new LabStore();
    for (const batch of syntheticBatches(plan(spec), { until: 0.001 })) store.apply(batch);
    const ladder = ladderOf(store.state.runs);
    expect(ladder.rungs).to.deep.equal(spec.data.uniqueSamples);
    expect(rungWords(ladder, 2)).to.equal('1 k samples');
    const alone = ladderOf(syntheticState({}, { 'model.widths': [8] }).runs);
    expect(rungWords(alone, 0)).to.equal('width 8');
  });
});

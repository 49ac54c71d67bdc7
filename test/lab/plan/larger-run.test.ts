// Covers src/lab/plan/larger-run.ts.

import { expect } from 'chai';
import { resolveExperiment } from '../../support/experiments.js';
import { isExtension } from '../../../src/lab/experiment/experiment.js';
import { defaultLargerRun, largerRuns } from '../../../src/lab/plan/larger-run.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

describe('a larger run', () => {
  it('is one size more than the largest, a few times beyond it, with the same learning-rate sweep and seeds', () => {
    const last = plan(smallManifold());
    const offers = largerRuns(last, 'N');
    const ratios = offers.map(({ ratio }) => ratio);
    expect(ratios).to.deep.equal([...ratios].sort((a, b) => a - b));
    expect(ratios[0]).to.be.above(1);
    expect(ratios.at(-1)).to.be.within(6, 10);
    const { ratio, plan: next, config, cost } = defaultLargerRun(offers);
    expect(ratio).to.be.within(2, 4);
    expect(next.runs.slice(0, -1)).to.deep.equal(last.runs);
    const [run, before] = [next.runs[next.runs.length - 1], last.runs[last.runs.length - 1]];
    expect(run.config).to.equal(config);
    expect(run.replicas.length).to.equal(before.replicas.length);
    expect(run.steps).to.equal(before.steps);
    expect(cost.trainingFlops).to.equal(run.trainingFlops * run.replicas.length);
  });

  it('is a larger data set where the law runs along data, and none where data are endless', () => {
    const last = plan(resolveExperiment('zipf-facts-data', { size: 'small' }));
    const offer = defaultLargerRun(largerRuns(last, 'D'));
    expect(offer.ratio).to.be.within(2, 4);
    expect(offer.plan.spec.data.uniqueSamples.at(-1)).to.equal(offer.x);
    expect(offer.plan.runs.length).to.equal(last.runs.length + 1);
    expect(largerRuns(plan(smallManifold()), 'D')).to.be.empty;
  });

  it('leaves the runs that ended in the store, and trains beside them', () => {
    const last = plan(smallManifold());
    const { plan: next, config } = defaultLargerRun(largerRuns(last, 'N'));
    const store = new LabStore();
    for (const batch of syntheticBatches(last)) store.apply(batch);
    const before = store.state.runs;
    const without = last.runs.map(({ id }) => id);
    const [started, ...batches] = [...syntheticBatches(next, { without })];
    store.apply(started);
    expect(store.state.runs.slice(0, -1)).to.deep.equal(before);
    expect(store.state.runs.at(-1)).to.deep.include({ status: 'waiting' });
    for (const batch of batches) store.apply(batch);
    expect(store.state.status).to.equal('finished');
    expect(store.state.runs.at(-1)?.plan.config).to.equal(config);
    expect(store.state.runs.at(-1)?.evaluations).not.to.be.empty;
  });

  it('extends an experiment that is the same but for it', () => {
    const last = plan(smallManifold());
    const [{ plan: next }] = largerRuns(last, 'N');
    expect(isExtension(last.spec, next.spec)).to.equal(true);
    expect(isExtension(next.spec, last.spec)).to.equal(false);
    expect(isExtension(last.spec, last.spec)).to.equal(false);
    const turned = Object.fromEntries(Object.entries(next.spec).reverse()) as unknown as typeof next.spec;
    expect(isExtension(last.spec, turned)).to.equal(true);
    const other = { ...next.spec, training: { ...next.spec.training, steps: 7 } };
    expect(isExtension(last.spec, other)).to.equal(false);
  });
});

// Covers src/ui/experiment/summary.ts: what the page says of an experiment before it starts. Also src/ui/experiment/words.ts.

import { expect } from 'chai';
import type { ExperimentSpec } from '../../../src/lab/experiment/experiment.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { parseSpec } from '../../../src/lab/experiment/schema.js';
import { describeExperiment, planWords } from '../../../src/ui/experiment/summary.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { device, processor, smallManifold, softwareDevice } from '../../support/synthetic-run.js';

/** A spec, and how often its version was read: every parse reads it. */
function watched(overrides = {}): { readonly spec: ExperimentSpec; readonly reads: () => number } {
  let reads = 0;
  const spec = composeExperiment('manifold', overrides);
  const get = (target: ExperimentSpec, field: keyof ExperimentSpec): unknown => {
    if (field === 'version') reads++;
    return target[field];
  };
  return { spec: new Proxy(spec, { get: get as ProxyHandler<ExperimentSpec>['get'] }), reads: () => reads };
}

describe('describeExperiment', () => {
  it('reads a spec once when it changes, and not again while nothing does', () => {
    const parsed = watched();
    parseSpec(parsed.spec);
    expect(parsed.reads()).to.be.above(0);
    const { spec, reads } = watched();
    const first = describeExperiment(spec, null, null);
    expect(reads()).to.equal(parsed.reads());
    expect(describeExperiment(spec, null, first)).to.equal(first);
    expect(reads()).to.equal(parsed.reads());
  });

  it('gives the plan that a start trains, and none where there is a problem', () => {
    const { plan } = describeExperiment(
      composeExperiment('manifold', { 'model.widths': [4, 8] }),
      null,
      null,
    );
    expect(plan?.runs.map(({ id }) => id)).to.deep.equal(['w4', 'w8']);
    const wrong = composeExperiment('manifold', { 'model.widths': [8, 4] });
    const { plan: none, problem } = describeExperiment(wrong, null, null);
    expect(none).to.equal(null);
    expect(problem).to.match(/^model\.widths: expected ascending/);
  });
});

describe('planWords', () => {
  it('say how much work it is, and between which times it may take', () => {
    const spec = smallManifold({ 'training.steps': 3000 });
    expect(planWords(plan(spec), null)).to.deep.equal({
      cost: '7 sizes × 8 replicas, 3 k steps each',
      time: '',
    });
    for (const each of [device, softwareDevice, processor])
      expect(planWords(plan(spec), each).time).to.match(/^(under \d+|\d+ to \d+) (s|min)$/);
  });
});

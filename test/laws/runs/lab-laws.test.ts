// Covers src/laws/runs/lab-laws.ts: when laws are made again. What they say is in lab-points, law-so-far, law-warnings and words.test.ts.

import { expect } from 'chai';
import { plan } from '../../../src/lab/plan/plan.js';
import type { LabState } from '../../../src/lab/records/record.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { resolveExperiment } from '../../support/experiments.js';
import { stateOf } from '../../support/synthetic-state.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

/** The states of a small experiment, one a batch of events. */
function states(): LabState[] {
  const store = new LabStore();
  return [...syntheticBatches(plan(smallManifold()))].map((batch) => {
    store.apply(batch);
    return store.state;
  });
}

const evaluationsIn = ({ runs }: LabState): number =>
  runs.reduce((sum, { evaluations }) => sum + evaluations.length, 0);
const endedIn = ({ runs }: LabState): number => runs.filter(({ status }) => status === 'finished').length;

describe('laws', () => {
  it('run through the best size of each compute budget', () => {
    const spec = resolveExperiment('isoflop');
    // Along this law the largest size of a budget is the best.
    const [law, ...others] = laws(stateOf(spec));
    expect(others).to.deep.equal([]);
    expect(law.points.map(({ config }) => config)).to.deep.equal([
      'w91-c3e8',
      'w128-c8e8',
      'w181-c2e9',
      'w256-c6e9',
    ]);
    expect(law).to.deep.include({ theory: null, soFar: null });
  });

  it('are the same objects until an evaluation arrives or a run ends', () => {
    let kept = 0;
    states().reduce((before, now) => {
      const isSame = laws(before) === laws(now);
      const isQuiet =
        before.plan === now.plan &&
        before.runs.every(({ status }, i) => status === now.runs[i].status) &&
        evaluationsIn(before) === evaluationsIn(now) &&
        endedIn(before) === endedIn(now);
      expect(isSame).to.equal(isQuiet);
      if (isSame) kept++;
      return now;
    });
    expect(kept).to.be.above(10);
  });

  it('are made again for another way of counting N, and for another experiment', () => {
    const state = states().at(-1)!;
    const [usual] = laws(state);
    expect(laws(state)[0]).to.equal(usual);
    expect(laws(state, 'nonEmbedding')[0].convention).to.equal('nonEmbedding');
    const other = { plan: state.plan, runs: state.runs.slice(0, 5) };
    expect(laws(other)[0].points).to.have.length(5);
    expect(laws(state)[0]).to.deep.equal(usual);
    expect(laws({ plan: null, runs: [] })).to.deep.equal([]);
  });
});

// Covers src/lab/records/widen.ts.

import { expect } from 'chai';
import { plan } from '../../../src/lab/plan/plan.js';
import { widen } from '../../../src/lab/records/widen.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import type { TunedRun } from '../../../src/lab/records/tuning.js';

describe('widen', () => {
  const spec = resolveExperiment('manifold', {
    'model.widths': [4],
    'seeds.count': 1,
    'lrSweep.count': 4,
    'lrSweep.ratio': 2,
    'lrSweep.widen': true,
  });
  const [config] = plan(spec).runs;
  const ended = (run: RunPlan, losses: number[]): TunedRun => ({
    plan: run,
    evaluations: [
      {
        step: run.steps,
        losses: Float32Array.from(losses),
        standardErrors: new Float32Array(losses.length),
        accuracies: null,
        exactMatches: null,
        groupLosses: null,
      },
    ],
    branchEvaluations: [],
    outcomes: losses.map((loss) => (Number.isNaN(loss) ? 'diverged' : 'finished')),
  });

  it('adds two rates beyond the edge that is best, and knows its round', () => {
    const widened = widen(spec, [ended(config, [4, 3, 2, 1])])!;
    expect(widened.run).to.deep.include({ id: 'w4+1', config: 'w4', round: 1 });
    const edge = config.replicas[3].learningRate;
    expect(widened.run.replicas.map(({ learningRate }) => learningRate / edge)).to.deep.equal([2, 4]);
    expect(widened.reason).to.contain('highest');
    const low = widen(spec, [ended(config, [1, 2, 3, 4])])!.run.replicas;
    expect(low.map(({ learningRate }) => learningRate / config.replicas[0].learningRate)).to.deep.equal([
      0.25, 0.5,
    ]);
  });

  it('does nothing where the learning-rate sweep holds its minimum or ends in divergence', () => {
    expect(widen(spec, [ended(config, [2, 1, 2, 3])])).to.equal(null);
    expect(widen(spec, [ended(config, [4, 3, 1, NaN])])).to.equal(null);
    expect(widen(spec, [ended(config, [NaN, NaN, NaN, NaN])])).to.equal(null);
  });

  it('gives up after the second widening', () => {
    const runs = [ended(config, [4, 3, 2, 1])];
    runs.push(ended(widen(spec, runs)!.run, [0.9, 0.8]));
    const second = widen(spec, runs)!.run;
    expect(second.id).to.equal('w4+2');
    expect(widen(spec, [...runs, ended(second, [0.7, 0.6])])).to.equal(null);
  });
});

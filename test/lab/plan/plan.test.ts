// Covers src/lab/plan/plan.ts and src/lab/plan/budgets.ts.

import { expect } from 'chai';
import { evaluationSteps, logSpacedSteps, plan } from '../../../src/lab/plan/plan.js';
import { complaint } from '../../support/complaint.js';
import { resolveExperiment } from '../../support/experiments.js';

describe('plan', () => {
  const widths = [8, 32, 128];

  const spec = resolveExperiment('manifold', {
    'model.widths': widths,
    'seeds.count': 2,
    'lrSweep.count': 4,
    'lrSweep.ratio': 2,
    'lrSweep.centre': 0.003,
  });

  it('gives equal specs equal runs', () => {
    expect(plan(spec)).to.deep.equal(plan(structuredClone(spec)));
  });

  it('gives every config its seeds times the rates of its learning-rate sweep, centred by width', () => {
    const run = plan(spec).runs.find(({ id }) => id === 'w32')!;
    expect(run.replicas).to.have.length(8);
    const rates = run.replicas.slice(0, 4).map(({ learningRate }) => learningRate);
    // Engines round powers differently in the last bit.
    rates.forEach((rate, i) => expect(rate / rates[0]).to.be.closeTo(2 ** i, 1e-12));
    expect(rates[1] * rates[2]).to.be.closeTo(0.003 ** 2, 1e-12);
    const wide = plan(spec).runs.find(({ id }) => id === 'w128')!;
    expect(wide.replicas[0].learningRate / rates[0]).to.be.closeTo(1 / 2, 1e-9);
  });

  it('crosses widths with sizes of the data set', () => {
    const crossed = resolveExperiment('manifold', {
      'model.widths': [4, 8],
      'data.uniqueSamples': [100, null],
      'lrSweep.enabled': false,
    });
    expect(plan(crossed).runs.map(({ id }) => id)).to.deep.equal(['w4-d100', 'w4', 'w8-d100', 'w8']);
    expect(plan(crossed).runs[0].replicas).to.have.length(2);
  });

  it('spends each compute budget on the sizes around its expected minimum, for as many steps as it pays for', () => {
    const budgets = [1e9, 4e9];
    const overrides = {
      'data.budgets': budgets,
      'data.sizesPerBudget': 3,
      'model.widths': [11, 16, 23, 32, 45, 64],
    };
    const { runs } = plan(resolveExperiment('isoflop', overrides));
    const ids = (name: string) => runs.filter(({ id }) => id.endsWith(name)).map(({ id }) => id);
    expect(ids('c1e9')).to.deep.equal(['w16-c1e9', 'w23-c1e9', 'w32-c1e9']);
    expect(ids('c4e9')).to.deep.equal(['w23-c4e9', 'w32-c4e9', 'w45-c4e9']);
    for (const { config, trainingFlops, steps, evaluationSteps } of runs) {
      expect(trainingFlops / (config.endsWith('c1e9') ? 1e9 : 4e9)).to.be.closeTo(1, 0.01);
      expect(evaluationSteps.at(-1)).to.equal(steps);
    }
    expect(
      complaint(() => resolveExperiment('isoflop', { ...overrides, 'data.budgets': [1e3, 1e9] })),
    ).to.match(
      /^data.budgets: expected FLOPs that at least 3 of the widths spend in 51 to 100000 steps of 256, got 1000/,
    );
  });

  it('evaluates at steps that are evenly spaced in their logarithm, the last at the end', () => {
    expect(logSpacedSteps(1000, 4)).to.deep.equal([1, 10, 100, 1000]);
    expect(logSpacedSteps(3, 10)).to.deep.equal([1, 2, 3]);
    expect(logSpacedSteps(50, 1)).to.deep.equal([50]);
  });

  it('evaluates more often where a gap would be longer than a share of the steps', () => {
    const steps = (longestGap: number | null): readonly number[] =>
      evaluationSteps(1000, { points: 4, longestGap });
    expect(steps(null)).to.deep.equal([1, 10, 100, 1000]);
    expect(steps(0.3)).to.deep.equal([1, 10, 100, 400, 700, 1000]);
    expect(steps(0.005)).to.have.length(1 + 2 + 18 + 180);
    // A gap is never shorter than a step.
    expect(evaluationSteps(3, { points: 1, longestGap: 0.01 })).to.deep.equal([1, 2, 3]);
  });
});

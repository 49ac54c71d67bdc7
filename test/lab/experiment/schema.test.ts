// Covers src/lab/experiment/{schema,fields,task-schema}.ts. Also src/lab/experiment/experiment.ts.

import { expect } from 'chai';
import { tasks } from '../../../src/data/tasks/tasks.js';
import { resolveExperiment } from '../../support/experiments.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { complaint } from '../../support/complaint.js';

const manifoldWith = (path: string, value: unknown): string =>
  complaint(() => resolveExperiment('manifold', { [path]: value }));

describe('a spec', () => {
  it('is refused with field, value and what would be right', () => {
    expect(manifoldWith('training.steps', -5)).to.equal(
      'training.steps: expected a whole number from 1 to 10000000, got -5',
    );
    expect(manifoldWith('lrSweep.centre', NaN)).to.equal(
      'lrSweep.centre: expected a number from 1e-8 to 100, got NaN',
    );
    expect(manifoldWith('model.widths', [4, '8'])).to.equal(
      'model.widths.1: expected a whole number from 1 to 8192, got "8"',
    );
    expect(manifoldWith('model.widths', [])).to.equal(
      'model.widths: expected at least one of widths, got []',
    );
    expect(manifoldWith('model.activation', 'rule')).to.equal(
      'model.activation: expected one of relu, tanh, gelu, got "rule"',
    );
    expect(manifoldWith('task.dimension', 99)).to.match(
      /^task.dimension: expected a whole number from 1 to 16/,
    );
    expect(complaint(() => readExperiment(3))).to.match(/^spec: expected an object with version, preset/);
  });

  it('has compute budgets only for endless data without branches, and none where an earlier version wrote it', () => {
    const isoflopWith = (path: string, value: unknown): string =>
      complaint(() => resolveExperiment('isoflop', { [path]: value }));
    expect(isoflopWith('data.budgets', [3e9, 1e9, 1e10])).to.equal(
      'data.budgets: expected ascending values without repeats, got [3000000000,1000000000]',
    );
    expect(isoflopWith('data.budgets', ['much'])).to.equal(
      'data.budgets.0: expected a number from 1 to 1e+24, got "much"',
    );
    expect(isoflopWith('data.sizesPerBudget', 2)).to.match(
      /^data.sizesPerBudget: expected a whole number from 3/,
    );
    expect(isoflopWith('data.branches', [0.5])).to.match(/^data.branches: expected \[\], no branches/);
    expect(isoflopWith('data.uniqueSamples', [64])).to.match(/^data.uniqueSamples: expected \[null\]/);
    const spec = resolveExperiment('manifold');
    const { budgets, sizesPerBudget, ...data } = spec.data;
    expect(budgets).to.deep.equal([]);
    expect(sizesPerBudget).to.equal(5);
    expect(readExperiment({ ...spec, data }).spec).to.deep.equal(spec);
  });

  it('has a largest gap between evaluations, and none where an earlier version wrote it', () => {
    const spec = resolveExperiment('manifold');
    const { longestGap, ...evaluation } = spec.evaluation;
    expect(longestGap).to.equal(null);
    expect(readExperiment({ ...spec, evaluation }).spec).to.deep.equal(spec);
    expect(resolveExperiment('manifold', { size: 'standard' }).evaluation.longestGap).to.equal(0.03);
    expect(manifoldWith('evaluation.longestGap', 0)).to.equal(
      'evaluation.longestGap: expected a number from 0.005 to 1, got 0',
    );
  });

  it('has at most 4096 models, and is refused before it is planned with the number that would work', () => {
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
    const settings = { 'lrSweep.count': 16, 'seeds.count': 32 };
    const withSizes = (sizes: number, datasets: number) => ({
      ...settings,
      'model.widths': numbers(sizes),
      'data.uniqueSamples': numbers(datasets),
    });
    const refusal = (sizes: number, datasets: number): string =>
      complaint(() => resolveExperiment('manifold', withSizes(sizes, datasets)));
    expect(refusal(32, 1)).to.equal(
      'seeds.count: 32 seeds x 16 learning rates x 32 sizes are 16384 models, and at most 4096 are possible; ' +
        'at most 8 seeds would work',
    );
    expect(refusal(32, 32)).to.match(/^lrSweep.count: .* with 1 seed, at most 4 learning rates would work$/);
    for (const works of [
      { ...withSizes(32, 1), 'seeds.count': 8 },
      { ...withSizes(32, 32), 'seeds.count': 1, 'lrSweep.count': 4 },
    ])
      expect(resolveExperiment('manifold', works).seeds.count).to.equal(works['seeds.count']);
  });

  it('names unknown and missing fields, whatever a field is called', () => {
    for (const name of ['a"b', '\\', '\ud800', ''])
      expect(complaint(() => readExperiment({ [name]: 1 }))).to.contain(': there is no such field; ');
    const spec = resolveExperiment('manifold');
    const misspelt = { ...spec, sedes: spec.seeds, seeds: undefined };
    expect(complaint(() => readExperiment(misspelt))).to.equal(
      'sedes: there is no such field; did you mean seeds?',
    );
    expect(complaint(() => readExperiment({ ...spec, lrSweep: { enabled: true } }))).to.equal(
      'lrSweep.count: this field is missing',
    );
    expect(complaint(() => readExperiment({ ...spec, task: { type: 'mnist' } }))).to.equal(
      `task.type: expected one of ${Object.keys(tasks).join(', ')}, got "mnist"`,
    );
  });

  it('is refused where its fields do not fit together', () => {
    expect(manifoldWith('model.widths', [8, 4])).to.contain('ascending values without repeats, got [8,4]');
    expect(manifoldWith('data.uniqueSamples', [null, 100])).to.contain('ascending');
    expect(manifoldWith('training.steps', 50)).to.contain('fewer than training.steps = 50');
    expect(manifoldWith('seeds.first', 2 ** 32 - 1)).to.contain('seeds.first');
    expect(
      complaint(() =>
        resolveExperiment('manifold', {
          'model.initialisation': 'mup',
          'training.optimizer.type': 'sgd',
        }),
      ),
    ).to.contain('muP');
    expect(
      complaint(() => resolveExperiment('manifold', { size: 'full', 'training.steps': 5_000_000 })),
    ).to.contain('training.steps: expected at most 4194304 steps of batch 1024');
  });
});

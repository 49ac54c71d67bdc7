// Covers src/lab/plan/read-experiment.ts. That each of its steps is called once is in test/tooling/read-once.test.mjs. Also
// src/lab/plan/run-plan.ts.

import { expect } from 'chai';
import { addText } from '../../../src/data/text/texts.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { complaint } from '../../support/complaint.js';

describe('readExperiment', () => {
  it('gives the spec and its plan, which is of the very spec', () => {
    const { spec, plan } = readExperiment(composeExperiment('manifold', { 'model.widths': [4, 8] }));
    expect(plan.spec).to.equal(spec);
    expect(plan.runs.map(({ id }) => id)).to.deep.equal(['w4', 'w8']);
  });

  it('parses before it plans, and plans before it checks', () => {
    const wrong = { 'model.widths': [8192], 'model.depth': 8, 'task.dimension': 99, 'training.steps': -1 };
    const said = (...fields: (keyof typeof wrong)[]): string =>
      complaint(() =>
        readExperiment(
          composeExperiment('manifold', Object.fromEntries(fields.map((field) => [field, wrong[field]]))),
        ),
      );
    expect(said('training.steps', 'task.dimension', 'model.widths', 'model.depth')).to.match(
      /^training\.steps/,
    );
    expect(said('task.dimension', 'model.widths', 'model.depth')).to.match(/^task\.dimension/);
    expect(said('model.widths', 'model.depth')).to.match(/^model\.widths: expected models of at most/);
  });

  it('takes a linear model where the task has an order of its features, as wide as it reads', () => {
    const linear = { 'model.depth': 0, 'model.widths': [3, 16] };
    const { plan } = readExperiment(composeExperiment('power-spectrum', linear));
    expect(plan.runs.map(({ model }) => model.family === 'mlp' && model.inputs)).to.deep.equal([3, 16]);
    const said = (preset: string, changes: object): string =>
      complaint(() => readExperiment(composeExperiment(preset, { ...linear, ...changes })));
    expect(said('manifold', {})).to.equal('model.depth: expected at least 1 for the task manifold, got 0');
    expect(said('power-spectrum', { 'model.widths': [2000] })).to.match(/^model\.widths: .* 1024 features/);
    expect(said('markov', {})).to.match(/^model\.depth: expected a whole number from 1 to 16/);
  });

  it('gives no plan for a text that is not here, if that is accepted', () => {
    const missing = composeExperiment('text', { 'task.textId': '0123456789abcdef', 'task.name': 'a book' });
    expect(complaint(() => readExperiment(missing))).to.match(/^task\.textId: .* a book/);
    expect(readExperiment(missing, { withoutGiven: true })).to.deep.equal({ spec: missing, plan: null });
    const textId = addText('ducks', 'Ducks quack, and geese honk at ducks. '.repeat(400));
    const here = composeExperiment('text', { 'task.textId': textId });
    expect(readExperiment(here).plan.runs).to.have.length.above(1);
  });

  it('gives a plan without the weights that it starts from, if that is accepted', () => {
    const spec = composeExperiment('manifold', {
      'model.widths': [8],
      'start.weightsId': '0123456789abcdef',
      'start.name': 'best.safetensors',
    });
    expect(complaint(() => readExperiment(spec))).to.match(/^start\.weightsId: .* best\.safetensors/);
    expect(readExperiment(spec, { withoutGiven: true }).plan?.runs).to.have.length(1);
  });
});

// Covers src/lab/weights/given-weights.ts.

import { expect } from 'chai';
import { addText } from '../../../src/data/text/texts.js';
import { addWeights } from '../../../src/lab/weights/given-weights.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { complaint } from '../../support/complaint.js';
import { resolveExperiment } from '../../support/experiments.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { specFromHash, specToHash } from '../../../src/lab/share/spec-link.js';
import type { ModelWeights } from '../../../src/lab/weights/weights-file.js';
import { tokenizerOf } from '../../../src/data/tasks/tasks.js';
import { attentionScale, initialise } from '../../../src/models/initialise.js';
import { withPreset, withStart } from '../../../src/ui/experiment/experiment-edits.js';
import type { ExperimentSpec } from '../../../src/lab/experiment/experiment.js';
import type { Overrides } from '../../../src/lab/presets/presets.js';

/** Weights as an experiment of one size would leave them. */
function weightsOf(spec: ExperimentSpec): ModelWeights {
  const [{ model }] = plan(spec).runs;
  return {
    model,
    attentionScale: attentionScale(model, spec.model.initialisation),
    task: spec.task,
    tokenizer: tokenizerOf(spec.task),
    parameters: initialise(model, spec.model.initialisation, 7),
  };
}

describe('an experiment that starts from weights', () => {
  const trained = resolveExperiment('markov', { 'model.widths': [16] });
  const weights = weightsOf(trained);
  const start = { weightsId: addWeights(weights), name: 'mine.safetensors' };
  const with_ = (overrides: Overrides): ExperimentSpec =>
    resolveExperiment('markov', {
      'model.widths': [16],
      'start.weightsId': start.weightsId,
      'start.name': start.name,
      ...overrides,
    });

  it('has the one model that they are of, and learns what that has learned', () => {
    expect(with_({}).start).to.deep.equal(start);
    expect(complaint(() => with_({ 'model.widths': [8, 16] }))).to.equal(
      'model.widths: expected channels 16, as the weights mine.safetensors have, got 8',
    );
    expect(complaint(() => with_({ 'model.depth': 2 }))).to.match(/^model.depth: expected layers 1/);
    expect(complaint(() => with_({ 'task.context': 8 }))).to.match(/^task.context: expected context 16/);
    expect(complaint(() => with_({ 'model.norm': 'rmsnorm' }))).to.match(/^model.norm: /);
    expect(complaint(() => with_({ 'model.headSize': 8, 'model.initialisation': 'mup' }))).to.match(
      /^model.headSize: /,
    );
    expect(
      complaint(() => readExperiment({ ...with_({}), task: { ...trained.task, vocabulary: 128 } })),
    ).to.match(/^task: expected vocabulary/);
    expect(complaint(() => resolveExperiment('grammar', { 'start.weightsId': start.weightsId }))).to.match(
      /^task.type: expected markov/,
    );
  });

  it('asks for weights that are not here, but can be linked to and shown', async () => {
    const elsewhere = { ...with_({}), start: { weightsId: '0123456789abcdef', name: 'theirs' } };
    expect(complaint(() => readExperiment(elsewhere))).to.equal(
      'start.weightsId: the weights theirs to start from are not here; open them again, or use random initialisation',
    );
    expect(await specFromHash(await specToHash(elsewhere))).to.deep.equal(elsewhere);
  });

  it('is about a text of the very tokens that they know', () => {
    const textSpec = (content: string): ExperimentSpec =>
      resolveExperiment('text', { 'task.textId': addText('a text', content), 'model.widths': [8] });
    const ducks = textSpec('Ducks quack, and geese honk at ducks. '.repeat(300));
    const known = weightsOf(ducks);
    const from = { weightsId: addWeights(known), name: 'ducks' };
    const other = textSpec('Geese honk, and ducks quack at geese. '.repeat(300));
    expect(readExperiment(withStart(ducks, from, known)).spec.start).to.deep.equal(from);
    expect(complaint(() => readExperiment(withStart(other, from, known)))).to.match(
      /^task\.textId: expected a text with the same tokens as the weights/,
    );
  });

  it('is made of any other, and back', () => {
    for (const spec of [trained, resolveExperiment('manifold', { 'model.widths': [8] })]) {
      const given = weightsOf(spec);
      const named = { weightsId: addWeights(given), name: 'given' };
      const made = readExperiment(withStart(withPreset('grammar', 'small'), named, given)).spec;
      expect(made.task).to.deep.equal(spec.task);
      expect(plan(made).runs.map(({ model }) => model)).to.deep.equal([given.model]);
      expect(made.start).to.deep.equal(named);
    }
  });

  it('names them as links and records of earlier versions do', () => {
    const parameters = new Map([
      ['a', Float32Array.of(1, -2, 0.5)],
      ['b', Float32Array.of(0, 3e-8)],
    ]);
    expect(addWeights({ ...weights, parameters })).to.equal('5f2909f828ddf513');
  });

  it('has a spec as before where none are given, also in one of an earlier version', () => {
    const { start: none, ...earlier } = resolveExperiment('manifold');
    expect(none).to.deep.equal({ weightsId: '', name: '' });
    expect(readExperiment(earlier).spec).to.deep.equal(resolveExperiment('manifold'));
  });
});

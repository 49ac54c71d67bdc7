// Covers src/lab/weights/{weights-file,model-schema}.ts.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { parseSafetensors, serialiseSafetensors } from '../../../src/base/safetensors.js';
import { tasks } from '../../../src/data/tasks/tasks.js';
import { learnTokenizer } from '../../../src/data/text/tokenizers/create-tokenizer.js';
import { weightsFromFile, weightsToFile, type ModelWeights } from '../../../src/lab/weights/weights-file.js';
import { attentionScale, initialise } from '../../../src/models/initialise.js';
import type { ModelSpec } from '../../../src/models/model-spec.js';
import { mlpOfWidth, transformerOfWidth } from '../../../src/models/zoo.js';

const perceptron = mlpOfWidth(7, { inputs: 4, outputs: 1, depth: 2, activation: 'relu' });
const decoder = transformerOfWidth(16, {
  vocabulary: 12,
  context: 11,
  layers: 2,
  headSize: 8,
  mlpRatio: 1.5,
  activation: 'swiglu',
  norm: 'rmsnorm',
  positions: 'rotary',
  tied: false,
  biases: false,
});

function weightsOf(
  model: ModelSpec,
  task: ModelWeights['task'],
  tokenizer: ModelWeights['tokenizer'] = null,
): ModelWeights {
  const parameters = initialise(model, 'lecun', 3);
  return { model, attentionScale: attentionScale(model, 'mup'), task, tokenizer, parameters };
}

const merged = learnTokenizer({ tokens: 'bpe', vocabulary: 300 }, 'the then the there them '.repeat(9), '');
const textTask = { ...tasks.text.defaults, context: 11, textId: '0123456789abcdef', name: 'a tale.txt' };
const ofText = (tokenizer: NonNullable<ModelWeights['tokenizer']>, vocabulary: number): ModelWeights =>
  weightsOf({ ...decoder, vocabulary }, textTask, tokenizer);
const ofAddition = weightsOf(decoder, tasks.addition.defaults);

/** The file with its settings changed, as a person might with an editor. */
function edited(weights: ModelWeights, edit: (settings: Record<string, unknown>) => void): Uint8Array {
  const { metadata, tensors } = parseSafetensors(weightsToFile(weights));
  const settings = JSON.parse(metadata['scaling-lab']) as Record<string, unknown>;
  edit(settings);
  return serialiseSafetensors({ metadata: { 'scaling-lab': JSON.stringify(settings) }, tensors });
}

describe('a weights file', () => {
  it('gives every model back bit for bit', () => {
    const merges = merged.type === 'bpe' ? merged.merges.length / 2 : 0;
    const models = [
      weightsOf(perceptron, tasks.manifold.defaults),
      ofAddition,
      ofText({ type: 'byte' }, 256),
      ofText({ type: 'character', symbols: ['\n', ' ', 'é', '😀'] }, 4),
      ofText(merged, 256 + merges),
    ];
    expect(merges).to.be.above(3);
    for (const weights of models) {
      const odd = weights.parameters.get(weights.model.family === 'mlp' ? 'layers.0.bias' : 'norm.weight');
      odd?.set([-0, 1e-42, Infinity]);
      const read = weightsFromFile(weightsToFile(weights));
      expect(read).to.deep.equal(weights);
      for (const [name, values] of weights.parameters) {
        expect(
          new Uint32Array(Float32Array.from(read.parameters.get(name) ?? []).buffer),
          name,
        ).to.deep.equal(new Uint32Array(Float32Array.from(values).buffer));
      }
    }
  });

  it('names its tensors as parity files do', () => {
    const { tensors } = parseSafetensors(weightsToFile(ofAddition));
    expect(tensors.get('param.blocks.1.attention.qkv.weight')?.shape).to.deep.equal([48, 16]);
    expect(tensors.get('param.token.weight')?.shape).to.deep.equal([12, 16]);
  });

  it('is refused with the field and what would be right', () => {
    const wrong: [Uint8Array, RegExp][] = [
      [serialiseSafetensors({ metadata: {}, tensors: new Map() }), /scaling-lab: .* not from Scaling Lab$/],
      [edited(ofAddition, (settings) => delete settings.task), /task: this field is missing$/],
      [edited(ofAddition, (settings) => (settings.loss = 1)), /loss: there is no such field$/],
      [
        edited(ofAddition, (settings) => (settings.model = { ...decoder, layers: 1e9 })),
        /model: expected tensors for 1000000000 layers, got \d+ tensors$/,
      ],
      [
        edited(ofAddition, (settings) => (settings.model = { ...decoder, layers: 3 })),
        /param\.blocks\.2\.norm1\.weight: this tensor is missing$/,
      ],
      [
        edited(ofAddition, (settings) => (settings.model = { ...decoder, layers: 1 })),
        /param\.blocks\.1\.norm1\.weight: the model has no such tensor$/,
      ],
      [
        edited(ofAddition, (settings) => (settings.model = { ...decoder, mlpRatio: 2 })),
        /mlp\.fc\.weight: expected shape \[64, 16\], got \[48, 16\]$/,
      ],
      [
        edited(ofAddition, (settings) => (settings.model = { ...decoder, heads: 3 })),
        /model\.heads: expected heads of a multiple of 8 channels, got 16 channels in 3$/,
      ],
      [
        edited(ofAddition, (settings) => (settings.task = { ...tasks.addition.defaults, digits: 4 })),
        /model\.context: expected 14 for its task, got 11$/,
      ],
      [
        edited(ofAddition, (settings) => (settings.task = { ...tasks.addition.defaults, digits: 40 })),
        /task\.digits: expected a whole number/,
      ],
      [
        edited(ofAddition, (settings) => (settings.task = tasks.manifold.defaults)),
        /model\.family: expected mlp for its task, got transformer$/,
      ],
      [edited(ofAddition, (settings) => (settings.task = textTask)), /needs its tokenizer$/],
      [
        edited(
          ofText({ type: 'byte' }, 256),
          (settings) => (settings.tokenizer = { type: 'bpe', merges: [97, 256] }),
        ),
        /tokenizer\.merges: expected pairs of tokens that exist before they are merged$/,
      ],
    ];
    for (const [bytes, message] of wrong) expect(() => weightsFromFile(bytes)).to.throw(InputError, message);
  });
});

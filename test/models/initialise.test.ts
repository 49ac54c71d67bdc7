// Covers src/models/initialise.ts; mup.test.ts trains by its muP. Also src/models/model-spec.ts.

import { expect } from 'chai';
import { digest } from '../../src/base/digest.js';
import {
  attentionScale,
  initialise,
  initialisationsOf,
  learningRateScale,
} from '../../src/models/initialise.js';
import type { MlpSpec, TransformerSpec } from '../../src/models/model-spec.js';
import { layerWidths, parameterLayout, tensorSize } from '../../src/models/parameters.js';
import { small, wide, gpt, llama } from '../support/model-specs.js';

const mean = (values: ArrayLike<number>): number => sum(values) / values.length;

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

const variance = (values: Float32Array): number => mean(values.map((x) => x * x)) - mean(values) ** 2;

describe('initialise', () => {
  it('gives each scheme its variances and its biases', () => {
    const expected = {
      pytorch: [1 / (3 * 48), 1 / (3 * 200), 1 / (3 * 300)],
      lecun: [1 / 48, 1 / 200, 1 / 300],
      he: [2 / 48, 2 / 200, (2 / 300) * 0.3 ** 2],
      mup: [1 / 48, 1 / 200, 32 / 300 ** 2],
    };
    for (const scheme of ['pytorch', 'lecun', 'he', 'mup'] as const) {
      const values = initialise(wide, scheme, 7);
      expected[scheme].forEach((reference, layer) => {
        const weight = values.get(`layers.${layer}.weight`)!;
        // The variance of 10^4 draws is known to about 1.4 %.
        expect(variance(weight) / reference, `${scheme} ${layer}`).to.be.within(0.94, 1.06);
        expect(mean(weight) / Math.sqrt(reference)).to.be.within(-0.05, 0.05);
        const bias = values.get(`layers.${layer}.bias`)!;
        const bound = scheme === 'pytorch' ? 1 / Math.sqrt(layerWidths(wide)[layer]) : 0;
        expect(Math.max(...bias.map(Math.abs))).to.be.within(0.9 * bound, bound);
      });
    }
  });

  it('is a function of its seed, and no two tensors share draws', () => {
    const square: MlpSpec = { ...small, inputs: 6, hidden: [6, 6], outputs: 6 };
    const first = initialise(square, 'lecun', 1);
    expect(initialise(square, 'lecun', 1)).to.deep.equal(first);
    expect(initialise(square, 'lecun', 2).get('layers.0.weight')).not.to.deep.equal(
      first.get('layers.0.weight'),
    );
    expect(first.get('layers.0.weight')).not.to.deep.equal(first.get('layers.1.weight'));
  });

  it('has the same bits in every browser and in Node', () => {
    const weights = [...initialise(wide, 'lecun', 1).values(), ...initialise(gpt, 'gpt2', 1).values()];
    const bytes = weights.flatMap(({ buffer }) => [...new Uint8Array(buffer)]);
    expect(digest(Uint8Array.from(bytes))).to.equal('a1479017cb3937fb');
  });

  it('fills every tensor of the layout', () => {
    const values = initialise(small, 'he', 1);
    for (const tensor of parameterLayout(small))
      expect(values.get(tensor.name)).to.have.length(tensorSize(tensor));
  });
});

describe('initialise of a transformer', () => {
  const spec: TransformerSpec = { ...gpt, vocabulary: 100, context: 100, channels: 64, layers: 3 };
  const names = [
    'token',
    'position',
    'blocks.2.attention.qkv',
    'blocks.2.attention.proj',
    'blocks.2.mlp.proj',
    'head',
  ];

  it('gives each scheme its deviations: embedding, hidden matrices, what writes to the residual stream, head', () => {
    const residual = 0.02 / Math.sqrt(6);
    const expected = {
      pytorch: [
        1,
        1,
        Math.sqrt(1 / 3 / 64),
        Math.sqrt(1 / 3 / 64),
        Math.sqrt(1 / 3 / 256),
        Math.sqrt(1 / 3 / 64),
      ],
      lecun: [1, 1, 1 / 8, 1 / 8, 1 / 16, 1 / 8],
      gpt2: [0.02, 0.02, 0.02, residual, residual, 0.02],
      'zero-output': [0.02, 0.02, 1 / 8, 0, 0, 0],
      mup: [1, 1, 1 / 8, 1 / 8, 1 / 16, Math.sqrt(32) / 64],
    };
    for (const [scheme, deviations] of Object.entries(expected) as [keyof typeof expected, number[]][]) {
      const values = initialise(spec, scheme, 3);
      names.forEach((name, i) => {
        const deviation = Math.sqrt(variance(values.get(`${name}.weight`)!));
        expect(deviation, `${scheme} ${name}`).to.be.within(0.95 * deviations[i], 1.05 * deviations[i]);
      });
      expect(new Set(values.get('blocks.1.norm2.weight'))).to.deep.equal(new Set([1]));
      expect(new Set(values.get('blocks.1.norm2.bias'))).to.deep.equal(new Set([0]));
      const bias = Math.max(...values.get('blocks.0.mlp.proj.bias')!);
      expect(bias).to.be.within(0, scheme === 'pytorch' ? 1 / 16 : 0);
    }
  });

  it('initialises a tied token table as a head', () => {
    const deviations = { pytorch: 1 / 8, lecun: 1 / 8, gpt2: 0.02, 'zero-output': 0.02 };
    for (const scheme of ['pytorch', 'lecun', 'gpt2', 'zero-output'] as const) {
      const values = initialise({ ...spec, tied: true }, scheme, 3);
      const ratio = Math.sqrt(variance(values.get('token.weight')!)) / deviations[scheme];
      expect(ratio, scheme).to.be.within(0.95, 1.05);
    }
  });

  it('lets a perceptron begin at 0 in its head alone, or whole without a hidden layer', () => {
    const values = initialise(small, 'zero-output', 3);
    const nonzero = [...values].filter(([, tensor]) => tensor.some((value) => value !== 0));
    expect(nonzero.map(([name]) => name)).to.deep.equal(['layers.0.weight', 'layers.1.weight']);
    const linear = initialise({ ...small, hidden: [] }, 'zero-output', 3);
    for (const tensor of linear.values()) expect(tensor.every((value) => value === 0)).to.equal(true);
  });

  it('refuses schemes that a model cannot have, and names those it can', () => {
    expect(initialisationsOf(gpt)).to.deep.equal(['pytorch', 'lecun', 'gpt2', 'zero-output', 'mup']);
    expect(initialisationsOf(llama)).not.to.include('mup');
    expect(initialisationsOf(small)).to.deep.equal(['pytorch', 'lecun', 'he', 'zero-output', 'mup']);
    expect(() => initialise(small, 'gpt2', 1)).to.throw(
      'expected one of pytorch, lecun, he, zero-output, mup for this model',
    );
    expect(() => initialise(llama, 'mup', 1)).to.throw('got mup');
  });

  it('in muP is lecun at 32 channels in heads of 16, and scales rates and scores elsewhere', () => {
    const base: TransformerSpec = { ...gpt, channels: 32, heads: 2, layers: 3 };
    expect(initialise(base, 'mup', 1)).to.deep.equal(initialise(base, 'lecun', 1));
    expect(attentionScale(base, 'mup'))
      .to.equal(attentionScale(base, 'lecun'))
      .and.to.equal(1 / 4);
    const scales = (of: TransformerSpec): number[] =>
      [...names, 'blocks.0.mlp.fc', 'norm'].map((name) => learningRateScale(of, 'mup', `${name}.weight`));
    expect(scales(base)).to.deep.equal([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(scales({ ...base, channels: 128 })).to.deep.equal([1, 1, 0.25, 0.25, 0.25, 0.25, 0.25, 1]);
    expect(attentionScale({ ...base, channels: 128 }, 'mup')).to.equal(4 / 64);
    expect(attentionScale({ ...base, channels: 128 }, 'lecun')).to.equal(1 / 8);
  });
});

describe('learningRateScale', () => {
  it('is 1 everywhere in the standard parametrisations', () => {
    for (const { name } of parameterLayout(wide))
      expect(learningRateScale(wide, 'pytorch', name)).to.equal(1);
  });

  it('divides the rate of hidden and head matrices by their inputs in muP', () => {
    const scales = parameterLayout(wide).map(({ name }) => learningRateScale(wide, 'mup', name));
    expect(scales).to.deep.equal([1, 1, 32 / 200, 1, 32 / 300, 1]);
  });
});

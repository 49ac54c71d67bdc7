import { expect } from 'chai';
import { digest } from '../../src/base/digest.js';
import { networkFlops, stepFlops, sumFlops, trainingFlops } from '../../src/models/flops.js';
import {
  attentionScale,
  initialise,
  initialisationsOf,
  learningRateScale,
} from '../../src/models/initialise.js';
import type { MlpSpec, TransformerSpec } from '../../src/models/model-spec.js';
import { layerWidths, parameterCounts, parameterLayout, tensorSize } from '../../src/models/parameters.js';
import { scheduleFactor } from '../../src/models/schedule.js';
import {
  centreLearningRate,
  mlpOfWidth,
  mlpWidths,
  transformerOfWidth,
  transformerWidths,
} from '../../src/models/zoo.js';

const small: MlpSpec = { family: 'mlp', inputs: 3, hidden: [5, 7], outputs: 2, activation: 'relu' };
const wide: MlpSpec = { family: 'mlp', inputs: 48, hidden: [200, 300], outputs: 100, activation: 'relu' };

const gpt: TransformerSpec = {
  ...{ family: 'transformer', vocabulary: 65, context: 16, layers: 2, heads: 4, channels: 32, mlpRatio: 4 },
  ...{ activation: 'gelu', norm: 'layernorm', positions: 'learned', tied: false, biases: true },
};
const llama: TransformerSpec = {
  ...gpt,
  ...{ vocabulary: 7, layers: 1, heads: 1, channels: 8, mlpRatio: 1.5 },
  ...{ activation: 'swiglu', norm: 'rmsnorm', positions: 'rotary', tied: true, biases: false },
};

const mean = (values: ArrayLike<number>): number => sum(values) / values.length;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const variance = (values: Float32Array): number => mean(values.map((x) => x * x)) - mean(values) ** 2;

describe('parameters', () => {
  it('have the names and layouts of PyTorch, from the input on', () => {
    expect(parameterLayout(small).map(({ name, shape, group }) => [name, shape, group])).to.deep.equal([
      ['layers.0.weight', [5, 3], 'input'],
      ['layers.0.bias', [5], 'input'],
      ['layers.1.weight', [7, 5], 'hidden'],
      ['layers.1.bias', [7], 'hidden'],
      ['layers.2.weight', [2, 7], 'head'],
      ['layers.2.bias', [2], 'head'],
    ]);
  });

  it('are counted by group and by convention', () => {
    expect(parameterCounts(small)).to.deep.equal({
      total: 78,
      nonEmbedding: 78,
      withoutHead: 62,
      groups: { input: 20, hidden: 42, head: 16 },
    });
  });

  it('of a network without hidden layers are all head', () => {
    const linear: MlpSpec = { ...small, hidden: [] };
    expect(parameterCounts(linear).groups).to.deep.equal({ input: 0, hidden: 0, head: 8 });
  });

  it('of a transformer have the names and layouts of PyTorch, block by block', () => {
    const names = parameterLayout({ ...gpt, layers: 1 }).map(({ name, shape, group }) => [
      name,
      shape,
      group,
    ]);
    expect(names).to.deep.equal([
      ['token.weight', [65, 32], 'embedding'],
      ['position.weight', [16, 32], 'embedding'],
      ['blocks.0.norm1.weight', [32], 'norm'],
      ['blocks.0.norm1.bias', [32], 'norm'],
      ['blocks.0.attention.qkv.weight', [96, 32], 'attention'],
      ['blocks.0.attention.qkv.bias', [96], 'attention'],
      ['blocks.0.attention.proj.weight', [32, 32], 'attention'],
      ['blocks.0.attention.proj.bias', [32], 'attention'],
      ['blocks.0.norm2.weight', [32], 'norm'],
      ['blocks.0.norm2.bias', [32], 'norm'],
      ['blocks.0.mlp.fc.weight', [128, 32], 'mlp'],
      ['blocks.0.mlp.fc.bias', [128], 'mlp'],
      ['blocks.0.mlp.proj.weight', [32, 128], 'mlp'],
      ['blocks.0.mlp.proj.bias', [32], 'mlp'],
      ['norm.weight', [32], 'norm'],
      ['norm.bias', [32], 'norm'],
      ['head.weight', [65, 32], 'head'],
    ]);
  });

  it('of a transformer leave out what its switches turn off, and swiglu has a gate of its own', () => {
    expect(parameterLayout(llama).map(({ name, shape, stacked }) => [name, shape, stacked])).to.deep.equal([
      ['token.weight', [7, 8], 1],
      ['blocks.0.norm1.weight', [8], 1],
      ['blocks.0.attention.qkv.weight', [24, 8], 3],
      ['blocks.0.attention.proj.weight', [8, 8], 1],
      ['blocks.0.norm2.weight', [8], 1],
      ['blocks.0.mlp.fc.weight', [24, 8], 2],
      ['blocks.0.mlp.proj.weight', [8, 12], 1],
      ['norm.weight', [8], 1],
    ]);
    // A rmsnorm has no bias, whatever the linear layers have.
    const biased = parameterLayout({ ...llama, biases: true }).filter(({ group }) => group === 'norm');
    expect(biased.map(({ name }) => name)).to.deep.equal([
      'blocks.0.norm1.weight',
      'blocks.0.norm2.weight',
      'norm.weight',
    ]);
  });

  it('of a transformer are counted by group, and a tied head counts as embedding', () => {
    expect(parameterCounts(gpt)).to.deep.equal({
      total: 30_144,
      nonEmbedding: 27_552,
      withoutHead: 28_064,
      groups: { embedding: 2592, attention: 8448, mlp: 16_704, norm: 320, head: 2080 },
    });
    expect(parameterCounts(llama)).to.deep.equal({
      total: 56 + 256 + 288 + 24,
      nonEmbedding: 568,
      withoutHead: 624,
      groups: { embedding: 56, attention: 256, mlp: 288, norm: 24, head: 0 },
    });
  });
});

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

  it('starts a tied token table as a head', () => {
    const deviations = { pytorch: 1 / 8, lecun: 1 / 8, gpt2: 0.02, 'zero-output': 0.02 };
    for (const scheme of ['pytorch', 'lecun', 'gpt2', 'zero-output'] as const) {
      const values = initialise({ ...spec, tied: true }, scheme, 3);
      const ratio = Math.sqrt(variance(values.get('token.weight')!)) / deviations[scheme];
      expect(ratio, scheme).to.be.within(0.95, 1.05);
    }
  });

  it('refuses schemes that a model cannot have, and names those it can', () => {
    expect(initialisationsOf(gpt)).to.deep.equal(['pytorch', 'lecun', 'gpt2', 'zero-output', 'mup']);
    expect(initialisationsOf(llama)).not.to.include('mup');
    expect(initialisationsOf(small)).to.deep.equal(['pytorch', 'lecun', 'he', 'mup']);
    expect(() => initialise(small, 'gpt2', 1)).to.throw(
      'expected one of pytorch, lecun, he, mup for this model',
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

describe('scheduleFactor', () => {
  it('has the same bits in every browser and in Node', () => {
    const schedule = {
      type: 'cosine',
      warmupSteps: 50,
      totalSteps: 3000,
      minimumFactor: 0.1,
      decaySteps: 0,
    } as const;
    const factors = Float64Array.from({ length: 3000 }, (_, step) => scheduleFactor(schedule, step));
    expect(digest(new Uint8Array(factors.buffer))).to.equal('87b07c7960c10c34');
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

describe('flops', () => {
  it('count a product as 2 B in out, forward once and backward twice, but the data need no gradient', () => {
    const flops = (op: string): number =>
      sumFlops(networkFlops(small, 10).filter((entry) => entry.op.endsWith(op)));
    expect(flops('matmul')).to.equal(2 * 10 * (3 * 5 + 5 * 7 + 7 * 2));
    expect(flops('weight gradient')).to.equal(2 * 10 * (3 * 5 + 5 * 7 + 7 * 2));
    expect(flops('input gradient')).to.equal(2 * 10 * (5 * 7 + 7 * 2));
  });

  it('of training scale with steps and batch, and come near 6 N D for wide networks', () => {
    const wider = mlpOfWidth(512, { inputs: 4, outputs: 1, activation: 'relu', depth: 2 });
    const total = trainingFlops(wider, 256, 100);
    expect(total).to.equal(2 * trainingFlops(wider, 128, 100));
    expect(total / (6 * parameterCounts(wider).total * 256 * 100)).to.be.within(0.99, 1.01);
  });

  it('list the loss and the update beside the network, not in it', () => {
    const optimizer = { type: 'sgd', momentum: 0.9, weightDecay: 0, clipNorm: 1 } as const;
    const step = stepFlops(small, 10, { loss: 'mse', optimizer });
    const network = step.filter(({ part }) => part === 'forward' || part === 'backward');
    expect(sumFlops(network)).to.equal(trainingFlops(small, 10, 1));
    expect(step.slice(-2)).to.deep.equal([
      { part: 'loss', op: 'loss', flops: 80 },
      { part: 'update', op: 'sgd', flops: 8 * 78 },
    ]);
  });

  it('of a transformer’s products are 3 (24 L d^2 + 2 d V) a token, and attention costs 7/12 of full 12 L T d', () => {
    const spec: TransformerSpec = { ...gpt, context: 64, channels: 128, layers: 2 };
    const ops = networkFlops(spec, 5);
    const perToken = (pattern: RegExp): number =>
      sumFlops(ops.filter(({ op }) => pattern.test(op))) / (5 * 64);
    const products = 3 * (24 * 2 * 128 ** 2 + 2 * 128 * 65);
    expect(perToken(/matmul|weight gradient|input gradient/)).to.equal(products);
    // Half of the keys, five products of pairs backward instead of four; softmax and scales add a little.
    const full = 12 * 2 * 64 * 128;
    expect(perToken(/ attention$/) / ((7 / 12) * full)).to.be.within(1, 1.1);
    // Norms, gelu, biases and residual sums make up for what the causal half saves.
    expect(sumFlops(ops) / (5 * 64) / (products + full)).to.be.within(0.95, 1.05);
  });

  it('of a transformer of one token, one channel and one layer can be counted on paper', () => {
    const tiny: TransformerSpec = {
      ...llama,
      ...{ vocabulary: 2, context: 1, channels: 1, mlpRatio: 1, activation: 'relu', tied: true },
    };
    const flops = Object.fromEntries(
      networkFlops(tiny, 1).map(({ part, op, flops }) => [`${part} ${op}`, flops]),
    );
    expect(flops).to.deep.include({
      'forward embedding': 0,
      'backward embedding': 1,
      'forward blocks.0.norm1 rmsnorm': 7,
      'backward blocks.0.norm1 rmsnorm': 9,
      'forward blocks.0.attention.qkv matmul': 6,
      'forward blocks.0.attention rotary': 6,
      'forward blocks.0 attention': 8 + 4,
      'backward blocks.0 attention': 14 + 5,
      'forward blocks.0.mlp relu': 1,
      'forward blocks.0.mlp residual': 1,
      'forward head matmul': 4,
      'backward head tied gradient': 2,
    });
  });

  it('of Muon’s update are mostly the products of its Newton-Schulz steps', () => {
    const adamw = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, learningRateFactor: 0.1 };
    const optimizer = { type: 'muon', momentum: 0.95, newtonSchulzSteps: 5, adamw } as const;
    const update = stepFlops(llama, 1, {
      loss: 'cross-entropy',
      optimizer: { ...optimizer, weightDecay: 0, clipNorm: null },
    }).at(-1);
    const square = 4 * 8 ** 3 + 2 * 8 ** 3 + 3 * 8 ** 2 + 2 * 8 ** 2;
    const wide = 4 * 8 ** 2 * 12 + 2 * 8 ** 3 + 3 * 8 ** 2 + 2 * 8 * 12;
    // q, k, v and the projection are square; gate, up and the projection back are not.
    const matrices = 13 * (4 * 64 + 3 * 96) + 5 * (4 * square + 3 * wide);
    expect(update).to.deep.equal({ part: 'update', op: 'muon', flops: matrices + 15 * (56 + 24) });
  });
});

describe('zoo', () => {
  it('spans about 50 to about a million parameters with one dial', () => {
    const counts = mlpWidths.map(
      (width) =>
        parameterCounts(mlpOfWidth(width, { inputs: 4, outputs: 1, activation: 'relu', depth: 2 })).total,
    );
    expect(counts[0]).to.equal(45);
    expect(counts.at(-1)).to.equal(1_055_745);
    expect(counts.length).to.be.at.least(8);
    counts.slice(1).forEach((count, i) => expect(count / counts[i]).to.be.within(1.3, 2.3));
  });

  it('spans about a thousand to twenty million parameters of a transformer with one dial, in whole heads', () => {
    const shape = { ...gpt, context: 64, layers: 2, headSize: 16 };
    const models = transformerWidths.map((channels) => transformerOfWidth(channels, shape));
    const counts = models.map((model) => parameterCounts(model).total);
    expect(counts[0]).to.equal(1272);
    expect(counts.at(-1)).to.equal(19_466_496);
    counts.slice(1).forEach((count, i) => expect(count / counts[i]).to.be.within(1.5, 4));
    for (const { channels, heads } of models) expect(channels / heads).to.equal(Math.min(16, channels));
  });

  it('lowers the centre of a perceptron’s learning-rate sweep with the square root of the width, above the reference width', () => {
    expect(centreLearningRate(0.003, 32, 'mlp')).to.equal(0.003);
    expect(centreLearningRate(0.003, 128, 'mlp')).to.be.closeTo(0.0015, 1e-12);
    expect(centreLearningRate(0.003, 8, 'mlp')).to.equal(0.003);
  });

  it('lowers that of a transformer’s with the power 0.7 of its channels, below the reference too', () => {
    expect(centreLearningRate(0.01, 32, 'transformer')).to.equal(0.01);
    // 0.024 at 16 channels and 0.006 at 128 were best, in steps of 2: the rule stays within one step of both.
    expect(centreLearningRate(0.012, 16, 'transformer') / 0.024).to.be.within(0.7, 1.4);
    expect(centreLearningRate(0.012, 128, 'transformer') / 0.006).to.be.within(0.7, 1.4);
  });
});

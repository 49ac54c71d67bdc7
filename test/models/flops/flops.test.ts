// Covers src/models/flops.

import { expect } from 'chai';
import { networkFlops, stepFlops, sumFlops, trainingFlops } from '../../../src/models/flops/flops.js';
import type { TransformerSpec } from '../../../src/models/model-spec.js';
import { parameterCounts } from '../../../src/models/parameters.js';
import { mlpOfWidth } from '../../../src/models/zoo.js';
import { small, gpt, llama } from '../../support/model-specs.js';

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

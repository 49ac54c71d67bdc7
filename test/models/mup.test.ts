// Covers what muP of src/models/initialise.ts is for: widths that train alike.

import { expect } from 'chai';
import {
  attentionScale,
  initialise,
  learningRateScale,
  type Initialisation,
} from '../../src/models/initialise.js';
import type { TransformerSpec } from '../../src/models/model-spec.js';
import { trainNetwork } from '../reference/training.js';
import { transformer, transformerLoss } from '../reference/transformer.js';
import type { Twin } from '../reference/twins.js';

const tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3];
const targets = [1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2];
const STEPS = 4;

function gpt(channels: number): TransformerSpec {
  return {
    ...{ family: 'transformer', vocabulary: 10, context: 8, layers: 1, heads: channels / 16, channels },
    ...{
      mlpRatio: 2,
      activation: 'gelu',
      norm: 'layernorm',
      positions: 'learned',
      tied: false,
      biases: true,
    },
  };
}

/** Root mean square of what a few steps at one rate change the logits by. */
function logitChange(channels: number, scheme: Initialisation): number {
  const spec = gpt(channels);
  const parameters = new Map<string, Twin>(
    [...initialise(spec, scheme, 1)].map(([name, values]) => [name, Float64Array.from(values)]),
  );
  const network = { spec, attentionScale: attentionScale(spec, scheme), parameters };
  const before = transformer(network, tokens).logits;
  trainNetwork(
    {
      model: spec,
      optimizer: { type: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-12, weightDecay: 0, clipNorm: null },
      schedule: { type: 'constant', warmupSteps: 0, totalSteps: STEPS, minimumFactor: 0, decaySteps: 0 },
      learningRate: 2e-3,
      learningRateScale: (tensor) => learningRateScale(spec, scheme, tensor),
      parameters,
    },
    () => transformerLoss(network, tokens, targets),
    Array<null>(STEPS).fill(null),
  );
  const after = transformer(network, tokens).logits;
  return Math.sqrt(after.reduce((sum, logit, i) => sum + (logit - before[i]) ** 2, 0) / after.length);
}

describe('muP', () => {
  it('changes the logits as much a step at any width, where the standard parametrisation changes them more and more', () => {
    const growth = (scheme: Initialisation): number => logitChange(128, scheme) / logitChange(16, scheme);
    expect(growth('mup')).to.be.within(0.6, 1.6);
    expect(growth('lecun')).to.be.above(2.5);
  });
});

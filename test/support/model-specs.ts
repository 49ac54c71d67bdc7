// Models for tests of src/models.

import type { MlpSpec, TransformerSpec } from '../../src/models/model-spec.js';

export const small: MlpSpec = { family: 'mlp', inputs: 3, hidden: [5, 7], outputs: 2, activation: 'relu' };

export const wide: MlpSpec = {
  family: 'mlp',
  inputs: 48,
  hidden: [200, 300],
  outputs: 100,
  activation: 'relu',
};

export const gpt: TransformerSpec = {
  ...{ family: 'transformer', vocabulary: 65, context: 16, layers: 2, heads: 4, channels: 32, mlpRatio: 4 },
  ...{ activation: 'gelu', norm: 'layernorm', positions: 'learned', tied: false, biases: true },
};

export const llama: TransformerSpec = {
  ...gpt,
  ...{ vocabulary: 7, layers: 1, heads: 1, channels: 8, mlpRatio: 1.5 },
  ...{ activation: 'swiglu', norm: 'rmsnorm', positions: 'rotary', tied: true, biases: false },
};

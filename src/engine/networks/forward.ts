// Records the forward pass of a network of any family; the result can record the backward pass.

import type { Memory } from '../device.js';
import type { BatchTarget } from '../ops/batches.js';
import type { Program } from '../program.js';
import type { Forward, Network, Purpose } from './layers.js';
import { recordMlp } from './mlp.js';
import { recordTransformer } from './transformer.js';

/** Records the forward pass over a batch; allocates its activations. */
export function recordForward(
  program: Program,
  memory: Memory,
  network: Network,
  { x, tokens, purpose }: Pick<BatchTarget, 'x' | 'tokens'> & { readonly purpose: Purpose },
): Forward {
  const { spec } = network;
  if (spec.family === 'mlp') {
    if (!x) throw new Error('expected rows of numbers for a perceptron, got sequences of tokens');
    return recordMlp(program, memory, { ...network, spec }, x);
  }
  if (!tokens) throw new Error('expected sequences of tokens for a transformer, got rows of numbers');
  return recordTransformer(program, memory, { ...network, spec }, { tokens, purpose });
}

// What the trainer asks of a network, whatever its family: record a forward pass, and give what records its backward pass.

import type { DeviceBuffer, Memory } from '../device.js';
import type { ModelSpec } from '../../models/model-spec.js';
import type { BatchTarget } from '../ops/batches.js';
import type { LinearLayer } from '../ops/linear.js';
import type { Program } from '../program.js';
import type { ArenaLayout, ArenaTensor, Matrix } from '../tensor.js';
import { recordMlp } from './mlp.js';
import { recordTransformer } from './transformer.js';

/** A network in its parameter arena. */
export interface Network<Spec extends ModelSpec = ModelSpec> {
  readonly spec: Spec;
  readonly arena: ArenaLayout;
  readonly parameters: DeviceBuffer;
  /** What attention multiplies its scores by; perceptrons have none. */
  readonly attentionScale: number;
}

/** A forward pass as recorded. */
export interface Forward {
  /** A row of the output for every row of the batch; of sequences, logits for every position. */
  readonly y: Matrix;
  /** Records the backward pass from the gradient of `y` into the gradient arena. */
  readonly backward: (dy: Matrix, gradients: DeviceBuffer) => void;
}

/** With `evaluation` the pass keeps nothing for a backward pass, which must not be recorded then. */
export type Purpose = 'training' | 'evaluation';

/** Records the forward pass over a batch; allocates its activations. */
export function recordForward(
  program: Program,
  memory: Memory,
  network: Network,
  batch: Pick<BatchTarget, 'x' | 'tokens'>,
  purpose: Purpose,
): Forward {
  const { spec } = network;
  if (spec.family === 'mlp') {
    if (!batch.x) throw new Error('expected rows of numbers for a perceptron, got sequences of tokens');
    return recordMlp(program, memory, { ...network, spec }, batch.x);
  }
  if (!batch.tokens) throw new Error('expected sequences of tokens for a transformer, got rows of numbers');
  return recordTransformer(program, memory, { ...network, spec }, batch.tokens, purpose);
}

/** A tensor of the arena; throws if there is none of that name. */
export function tensorOf(arena: ArenaLayout, name: string): ArenaTensor {
  const tensor = arena.tensors.get(name);
  if (!tensor)
    throw new Error(`expected ${name} in the arena, which has ${[...arena.tensors.keys()].join(', ')}`);
  return tensor;
}

/** The linear layer of that name in the arena, with its bias if it has one. */
export function linearLayer(arena: ArenaLayout, name: string): LinearLayer {
  return {
    arena,
    weight: tensorOf(arena, `${name}.weight`),
    bias: arena.tensors.get(`${name}.bias`) ?? null,
  };
}

// What networks of every family are made of: a network in its arena, its linear layers, and a forward pass as it is recorded.

import type { DeviceBuffer } from '../device.js';
import type { ModelSpec } from '../../models/model-spec.js';
import type { LinearLayer } from '../ops/linear.js';
import { tensorOf, type ArenaLayout, type Matrix } from '../tensor.js';

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

/** The linear layer of that name in the arena, with its bias if it has one. */
export function linearLayer(arena: ArenaLayout, name: string): LinearLayer {
  return {
    arena,
    weight: tensorOf(arena, `${name}.weight`),
    bias: arena.tensors.get(`${name}.bias`) ?? null,
  };
}

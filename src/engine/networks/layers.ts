// What networks of all families share: a network in its arena, its linear layers, and a recorded forward pass.

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

/** A recorded forward pass. */
export interface Forward {
  /** A row of the output for every row of the batch; for sequences, logits for every position. */
  readonly y: Matrix;
  /** Records the backward pass from the gradient of `y` into the gradient arena. */
  readonly backward: (dy: Matrix, gradients: DeviceBuffer) => void;
}

/** In an `evaluation` the pass saves nothing for a backward pass, which must not be recorded then. */
export type Purpose = 'training' | 'evaluation';

/** The linear layer of that name in the arena, with its bias if it has one. */
export function linearLayer(arena: ArenaLayout, name: string): LinearLayer {
  return {
    arena,
    weight: tensorOf(arena, `${name}.weight`),
    bias: arena.tensors.get(`${name}.bias`) ?? null,
  };
}

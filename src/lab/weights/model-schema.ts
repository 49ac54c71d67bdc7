// The schema of a model in a parity file or a weights file.

import * as v from 'valibot';
import {
  activations,
  norms,
  positionTypes,
  transformerActivations,
  type ModelSpec,
} from '../../models/model-spec.js';

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const positive = v.pipe(v.number(), v.gtValue(0));

const perceptron = v.strictObject({
  family: v.literal('mlp'),
  inputs: size,
  hidden: v.array(size),
  outputs: size,
  activation: v.picklist(activations),
});

const transformer = v.strictObject({
  family: v.literal('transformer'),
  vocabulary: v.pipe(v.number(), v.integer(), v.minValue(2)),
  context: size,
  layers: size,
  heads: size,
  channels: size,
  mlpRatio: positive,
  activation: v.picklist(transformerActivations),
  norm: v.optional(v.picklist(norms), 'layernorm'),
  positions: v.optional(v.picklist(positionTypes), 'learned'),
  tied: v.optional(v.boolean(), false),
  biases: v.optional(v.boolean(), true),
});

/** Checks each field; `modelProblem` checks them together. */
export const modelSchema = v.variant('family', [perceptron, transformer]);

/** A problem between fields that are each valid: the field and a message; null if there is none. */
export function modelProblem(model: ModelSpec): { readonly field: string; readonly problem: string } | null {
  if (model.family === 'mlp') return null;
  const { channels, heads, positions, mlpRatio } = model;
  const unit = positions === 'rotary' ? 8 : 4;
  if (channels % (heads * unit) !== 0) {
    const problem = `expected heads of a multiple of ${unit} channels, got ${channels} channels in ${heads}`;
    return { field: 'model.heads', problem };
  }
  if (!Number.isInteger(mlpRatio * channels)) {
    const problem = `expected a whole number of hidden channels, got ${mlpRatio} x ${channels}`;
    return { field: 'model.mlpRatio', problem };
  }
  return null;
}

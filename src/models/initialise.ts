// Initial parameters, all from stream `init` of the random source. Element i of tensor t (its place in the layout) is draw
// (index i, lane t), so tensors never share draws, and a tensor's initial values depend only on the seed.

import { normal, uniform } from '../base/random.js';
import { modelWidth, type ModelSpec, type TransformerSpec } from './model-spec.js';
import { parameterLayout, tensorSize, type ParameterTensor } from './parameters.js';

/**
 * Norms begin as the identity everywhere, and biases at 0 unless a scheme says otherwise.
 * - `pytorch`: what torch.nn.Linear does, kaiming_uniform(a = sqrt 5): weights and biases U(-b, b), b = 1 / sqrt(fan_in).
 *   Tables N(0, 1), as torch.nn.Embedding.
 * - `lecun`: weights N(0, 1 / fan_in) (LeCun et al. 1998), and so tables N(0, 1).
 * - `he`: weights N(0, 2 / fan_in) (He et al. 2015), the head's deviation times 0.3: the head has no
 *   activation, and a small head starts near a uniform guess. For perceptrons.
 * - `gpt2`: all matrices and tables N(0, 0.02^2), those that write to the residual stream over sqrt(2 layers) (Radford et al.
 *   2019). For transformers.
 * - `zero-output`: matrices as `lecun`, tables N(0, 0.02^2), but what writes to the residual stream, and the head, begins at 0:
 *   every block starts as the identity, and the model with a uniform guess, or with 0.
 * - `mup`: maximal update parametrisation for Adam (Yang et al. 2022, table 3): as `lecun`, but the head N(0, m / fan_in)
 *   with m = base width / fan_in, learning rates scaled by `learningRateScale` and scores by `attentionScale`. At the base width
 *   it is `lecun`. Not for a tied head, which would have to start small for its outputs and large for its inputs.
 *
 * Where the head is tied, the token table starts as a head would, or logits would be sqrt(channels) in size.
 */
export const initialisations = ['pytorch', 'lecun', 'he', 'gpt2', 'zero-output', 'mup'] as const;
export type Initialisation = (typeof initialisations)[number];

/** Width at which muP and the standard parametrisation agree. */
const MUP_BASE_WIDTH = 32;
/** Head size at which their attention scales agree. */
const MUP_BASE_HEAD_SIZE = 16;

const HE_HEAD_SCALE = 0.3;
const GPT2_DEVIATION = 0.02;

/** Schemes for a model: some are for one family only. */
export function initialisationsOf(
  model: { readonly family: 'mlp' } | Pick<TransformerSpec, 'family' | 'tied'>,
): readonly Initialisation[] {
  if (model.family === 'mlp') return ['pytorch', 'lecun', 'he', 'zero-output', 'mup'];
  const standard = ['pytorch', 'lecun', 'gpt2', 'zero-output'] as const;
  return model.tied ? standard : [...standard, 'mup'];
}

/**
 * Initial values of every tensor by name, dense and row-major. `seed` is an unsigned 32-bit integer.
 * Throws if the scheme is not one of `initialisationsOf(spec)`.
 */
export function initialise(
  spec: ModelSpec,
  scheme: Initialisation,
  seed: number,
): ReadonlyMap<string, Float32Array> {
  const schemes = initialisationsOf(spec);
  if (!schemes.includes(scheme)) {
    throw new Error(`expected one of ${schemes.join(', ')} for this model, got ${scheme}`);
  }
  const values = new Map<string, Float32Array>();
  parameterLayout(spec).forEach((tensor, lane) => {
    const data = new Float32Array(tensorSize(tensor));
    const { group, name, shape } = tensor;
    if (group === 'norm') {
      if (name.endsWith('weight')) data.fill(1);
    } else if (scheme === 'pytorch' && group !== 'embedding') {
      const bound = 1 / Math.sqrt(tensor.fanIn);
      for (let i = 0; i < data.length; i++) data[i] = bound * (2 * uniform(seed, 'init', i, lane) - 1);
    } else if (shape.length > 1) {
      const deviation = weightDeviation(spec, tensor, scheme);
      for (let i = 0; i < data.length; i++) data[i] = deviation * normal(seed, 'init', i, lane);
    }
    values.set(name, data);
  });
  return values;
}

function weightDeviation(spec: ModelSpec, tensor: ParameterTensor, scheme: Initialisation): number {
  const { group, name } = tensor;
  const { layers, tied } = spec.family === 'transformer' ? spec : { layers: 0, tied: false };
  const isHead = group === 'head';
  const writesResidual = name.endsWith('.proj.weight');
  const isTiedHead = tied && name === 'token.weight';
  const lecun = 1 / Math.sqrt(isTiedHead ? modelWidth(spec) : tensor.fanIn);
  switch (scheme) {
    case 'pytorch':
    case 'lecun':
      return lecun;
    case 'he':
      return Math.SQRT2 * lecun * (isHead ? HE_HEAD_SCALE : 1);
    case 'gpt2':
      return writesResidual ? GPT2_DEVIATION / Math.sqrt(2 * layers) : GPT2_DEVIATION;
    case 'zero-output':
      if (group === 'embedding') return GPT2_DEVIATION;
      return writesResidual || isHead ? 0 : lecun;
    case 'mup':
      return isHead ? lecun * Math.sqrt(MUP_BASE_WIDTH / tensor.fanIn) : lecun;
  }
}

/**
 * A tensor's share of the model's learning rate. It is 1, except that muP with Adam gives matrices that read a hidden layer,
 * including the head, base width / width: their inputs grow with the width, and so would the change of their output in a step.
 * Throws if the network has no such tensor.
 */
export function learningRateScale(spec: ModelSpec, scheme: Initialisation, tensorName: string): number {
  const tensor = parameterLayout(spec).find(({ name }) => name === tensorName);
  if (!tensor) throw new Error(`expected a tensor of the network, got ${tensorName}`);
  const { shape, group, fanIn } = tensor;
  if (scheme !== 'mup' || shape.length === 1 || group === 'input' || group === 'embedding') return 1;
  // Layers of a perceptron may differ in width; all of a transformer's are multiples of its channels.
  return MUP_BASE_WIDTH / (spec.family === 'mlp' ? fanIn : spec.channels);
}

/**
 * What attention multiplies its scores by: 1 / sqrt(head size), as queries and keys start independent; in muP
 * sqrt(base) / head size, as training aligns them (Yang et al. 2022). 1 for perceptrons, which have no attention.
 */
export function attentionScale(spec: ModelSpec, scheme: Initialisation): number {
  if (spec.family === 'mlp') return 1;
  const headSize = spec.channels / spec.heads;
  return scheme === 'mup' ? Math.sqrt(MUP_BASE_HEAD_SIZE) / headSize : 1 / Math.sqrt(headSize);
}

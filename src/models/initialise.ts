// Initial parameters: four schemes, all from stream `init` of the random source. Element i of tensor t (its place in the
// layout) is draw (index i, lane t), so tensors never share draws, and a tensor's start depends on nothing but the seed.

import { normal, uniform } from '../base/random.js';
import type { ModelSpec } from './model-spec.js';
import { parameterLayout, tensorSize, type ParameterTensor } from './parameters.js';

/**
 * - `pytorch`: what torch.nn.Linear does, kaiming_uniform(a = sqrt 5): weights and biases U(-b, b), b = 1 / sqrt(fan_in).
 * - `lecun`: weights N(0, 1 / fan_in), biases 0 (LeCun et al. 1998).
 * - `he`: weights N(0, 2 / fan_in), biases 0 (He et al. 2015), the head's deviation times 0.3: nothing rectifies the head,
 *   and a small one starts near an even guess.
 * - `mup`: maximal update parametrisation for Adam (Yang et al. 2022, table 3): as `lecun`, but the head N(0, m / fan_in)
 *   with m = base width / fan_in, and learning rates scaled by `learningRateScale`. At the base width it is `lecun`.
 */
export const initialisations = ['pytorch', 'lecun', 'he', 'mup'] as const;
export type Initialisation = (typeof initialisations)[number];

/** Width at which muP and the standard parametrisation agree. */
const MUP_BASE_WIDTH = 32;

const HE_HEAD_SCALE = 0.3;

/** Initial values of every tensor by name, dense and row-major. `seed` is an unsigned 32-bit integer. */
export function initialise(spec: ModelSpec, scheme: Initialisation, seed: number): Map<string, Float32Array> {
  const values = new Map<string, Float32Array>();
  parameterLayout(spec).forEach((tensor, lane) => {
    const data = new Float32Array(tensorSize(tensor));
    if (scheme === 'pytorch') {
      const bound = 1 / Math.sqrt(tensor.fanIn);
      for (let i = 0; i < data.length; i++) data[i] = bound * (2 * uniform(seed, 'init', i, lane) - 1);
    } else if (tensor.shape.length > 1) {
      const deviation = weightDeviation(tensor, scheme);
      for (let i = 0; i < data.length; i++) data[i] = deviation * normal(seed, 'init', i, lane);
    }
    values.set(tensor.name, data);
  });
  return values;
}

function weightDeviation(
  { group, fanIn }: ParameterTensor,
  scheme: Exclude<Initialisation, 'pytorch'>,
): number {
  const isHead = group === 'head';
  switch (scheme) {
    case 'lecun':
      return Math.sqrt(1 / fanIn);
    case 'he':
      return Math.sqrt(2 / fanIn) * (isHead ? HE_HEAD_SCALE : 1);
    case 'mup':
      return Math.sqrt((isHead ? MUP_BASE_WIDTH / fanIn : 1) / fanIn);
  }
}

/**
 * A tensor's share of the model's learning rate. 1, except that muP with Adam gives hidden and head matrices
 * base width / fan_in: their inputs grow with width, and so would the change of their output a step.
 * Throws if the network has no such tensor.
 */
export function learningRateScale(spec: ModelSpec, scheme: Initialisation, tensorName: string): number {
  const tensor = parameterLayout(spec).find(({ name }) => name === tensorName);
  if (!tensor) throw new Error(`expected a tensor of the network, got ${tensorName}`);
  if (scheme !== 'mup' || tensor.shape.length === 1 || tensor.group === 'input') return 1;
  return MUP_BASE_WIDTH / tensor.fanIn;
}

// What the contests train: networks, their initial parameters, and one resident batch of noise for each.

import { normal, uniform } from '../../base/random.js';
import { initialise } from '../../models/initialise.js';
import type { Activation, MlpSpec, TransformerSpec } from '../../models/model-spec.js';
import type { Problem } from './contest/contest.js';

/** Rows of a perceptron's batch, and sequences of a transformer's. */
export const ROWS = 256;
export const SEQUENCES = 16;

/** More steps than any engine takes in the time. */
const MOST_STEPS = 200_000;
const adam = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export function perceptron(width: number, activation: Activation): MlpSpec {
  return { family: 'mlp', inputs: 32, hidden: [width, width], outputs: 1, activation };
}

export const perceptronName = ({ inputs, hidden, outputs }: MlpSpec): string =>
  [inputs, ...hidden, outputs].join('-');

export function transformer(
  shape: Pick<TransformerSpec, 'layers' | 'channels' | 'context'> & { readonly mlpRatio?: number },
): TransformerSpec {
  return {
    family: 'transformer',
    vocabulary: 65,
    heads: 4,
    mlpRatio: 4,
    activation: 'gelu',
    norm: 'layernorm',
    positions: 'learned',
    tied: false,
    biases: true,
    ...shape,
  };
}

export function perceptronProblem(model: MlpSpec, mostSteps = MOST_STEPS): Problem {
  return {
    model,
    batch: ROWS,
    parameters: initialise(model, 'pytorch', 1),
    x: Float32Array.from({ length: ROWS * model.inputs }, (_, i) => normal(1, 'data', i, 0)),
    y: Float32Array.from({ length: ROWS }, (_, i) => normal(1, 'data', i, 1)),
    mostSteps,
    ...adam,
  };
}

export function transformerProblem(model: TransformerSpec): Problem {
  const draw = (lane: number): Int32Array =>
    Int32Array.from({ length: SEQUENCES * model.context }, (_, i) =>
      Math.floor(uniform(1, 'data', i, lane) * model.vocabulary),
    );
  const parameters = initialise(model, 'gpt2', 1);
  return { model, batch: SEQUENCES, parameters, x: draw(0), y: draw(1), mostSteps: MOST_STEPS, ...adam };
}

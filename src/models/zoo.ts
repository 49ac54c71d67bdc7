// THE zoo: one family, one dial. Everything about a size follows from its width.

import type { MlpSpec } from './model-spec.js';

/**
 * Widths of the family, a factor sqrt 2 apart (rounded), so that parameters double from one to the next where hidden
 * layers dominate. With two hidden layers, four inputs and one output they are 45 to 1 055 745 parameters.
 */
export const mlpWidths = [4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024] as const;

/** The member of the family of a width: `depth` hidden layers, all alike. */
export function mlpOfWidth(
  width: number,
  shape: Pick<MlpSpec, 'inputs' | 'outputs' | 'activation'> & { readonly depth: number },
): MlpSpec {
  const { inputs, outputs, activation, depth } = shape;
  return { family: 'mlp', inputs, hidden: Array<number>(depth).fill(width), outputs, activation };
}

/** The width at which a fan's centre is stated. */
const REFERENCE_WIDTH = 32;

/**
 * Above the reference width the best Adam learning rate falls about as width^-0.5 in the standard parametrisation; below it,
 * width hardly moves it (docs/lab-log.md).
 */
const LEARNING_RATE_EXPONENT = 0.5;

/** Learning rate in the middle of a width's fan, from the one at width 32. muP needs no such rule. */
export function centreLearningRate(centreAtWidth32: number, width: number): number {
  return centreAtWidth32 * Math.min(1, REFERENCE_WIDTH / width) ** LEARNING_RATE_EXPONENT;
}

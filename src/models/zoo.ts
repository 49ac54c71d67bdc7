// The zoo: each family has one dial. Everything about a size follows from its width.

import { power } from '../base/maths/power.js';
import type { MlpSpec, ModelSpec, TransformerSpec } from './model-spec.js';

/**
 * Widths of the family, a factor sqrt 2 apart (rounded), so that parameters double from one to the next where hidden
 * layers dominate. With two hidden layers, four inputs and one output they are 45 to 1 055 745 parameters.
 */
export const mlpWidths = [4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024] as const;

/** The member of the family with this width: `depth` hidden layers of the same width. */
export function mlpOfWidth(
  width: number,
  shape: Pick<MlpSpec, 'inputs' | 'outputs' | 'activation'> & { readonly depth: number },
): MlpSpec {
  const { inputs, outputs, activation, depth } = shape;
  return { family: 'mlp', inputs, hidden: Array<number>(depth).fill(width), outputs, activation };
}

/**
 * Channels of the family: a factor of about sqrt 2 apart, in whole heads of 16 from the second head on. With two blocks, 65
 * tokens, a context of 64 and an untied head they are 1272 to 19 466 496 parameters.
 */
export const transformerWidths = [4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 704, 896] as const;

/** The member of the family with this many channels: heads of `headSize` channels, or one head where there are fewer channels. */
export function transformerOfWidth(
  channels: number,
  shape: Omit<TransformerSpec, 'family' | 'channels' | 'heads'> & { readonly headSize: number },
): TransformerSpec {
  const { headSize, ...rest } = shape;
  return { family: 'transformer', ...rest, channels, heads: headsOf(channels, headSize) };
}

/** As many heads of `headSize` as the channels allow, at least one. */
export function headsOf(channels: number, headSize: number): number {
  return Math.max(1, Math.floor(channels / headSize));
}

/** The width at which a learning-rate sweep's centre is stated. */
const REFERENCE_WIDTH = 32;

/**
 * Above the reference width the best Adam learning rate of a perceptron falls about as width^-0.5 in the standard
 * parametrisation; below it, it hardly depends on the width (docs/lab-log.md). A transformer's falls as width^-0.7
 * throughout: of 0.0015, 0.003 … 0.024, runs of 500 steps on characters had their lowest loss with 0.024 at 16 channels, and with 0.006 at 128.
 */
const learningRateRule = {
  mlp: { exponent: 0.5, flatBelow: true },
  transformer: { exponent: 0.7, flatBelow: false },
} as const;

/** Learning rate in the middle of a width's learning-rate sweep, from the one at width 32. muP needs no such rule. */
export function centreLearningRate(
  centreAtWidth32: number,
  width: number,
  family: ModelSpec['family'],
): number {
  const { exponent, flatBelow } = learningRateRule[family];
  const ratio = REFERENCE_WIDTH / width;
  return centreAtWidth32 * power(flatBelow ? Math.min(1, ratio) : ratio, exponent);
}

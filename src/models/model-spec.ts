/** Nonlinearities of a perceptron. `gelu` is the tanh approximation, as in GPT-2. */
export const activations = ['relu', 'tanh', 'gelu'] as const;
export type Activation = (typeof activations)[number];

/** Nonlinearities of a transformer's mlp: squared relu (So et al. 2021); swiglu (Shazeer 2020) gates half of a double first layer. */
export const transformerActivations = ['gelu', 'relu', 'relu-squared', 'swiglu'] as const;
export type TransformerActivation = (typeof transformerActivations)[number];

export const norms = ['layernorm', 'rmsnorm'] as const;
export type Norm = (typeof norms)[number];

export const positionTypes = ['learned', 'rotary'] as const;
export type PositionType = (typeof positionTypes)[number];

/** A multilayer perceptron: the activation follows each hidden layer, none follows the last. */
export interface MlpSpec {
  readonly family: 'mlp';
  /** Width of one input row. */
  readonly inputs: number;
  /** Width of each hidden layer, from the input on. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
}

/**
 * A decoder with the norm before each branch (Radford et al. 2019): x = token + position; each block adds attention(norm1(x)),
 * then mlp(norm2(x)); then norm, then head.
 */
export interface TransformerSpec {
  readonly family: 'transformer';
  /** Number of different tokens. */
  readonly vocabulary: number;
  /** Tokens of a sequence that it reads at once. */
  readonly context: number;
  readonly layers: number;
  /** Divides `channels`; a head's size is a multiple of 4, and of 8 with rotary positions. */
  readonly heads: number;
  readonly channels: number;
  /** Width of the mlp's hidden layer, in channels. */
  readonly mlpRatio: number;
  readonly activation: TransformerActivation;
  readonly norm: Norm;
  /** `learned`: a table added to the embedding (Radford et al. 2019). `rotary`: queries and keys turn with position (Su et al. 2021). */
  readonly positions: PositionType;
  /** The head is the token embedding (Press & Wolf 2017). */
  readonly tied: boolean;
  /** Linear layers of the blocks and layernorms have biases; the head has none. */
  readonly biases: boolean;
}

/** Everything that fixes the shape of a network. */
export type ModelSpec = MlpSpec | TransformerSpec;

/** The one dial of a family: hidden width of a perceptron, or its inputs without a hidden layer; channels of a transformer. */
export function modelWidth(spec: ModelSpec): number {
  return spec.family === 'mlp' ? (spec.hidden[0] ?? spec.inputs) : spec.channels;
}

/** Training examples in a sample, which D counts: the tokens of a sequence, or the row itself. */
export function examplesPerSample(spec: ModelSpec): number {
  return spec.family === 'mlp' ? 1 : spec.context;
}

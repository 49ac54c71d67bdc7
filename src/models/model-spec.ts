/** Nonlinearities the engine knows. `gelu` is the tanh approximation, as in GPT-2. */
export const activations = ['relu', 'tanh', 'gelu'] as const;
export type Activation = (typeof activations)[number];

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

/** Everything that fixes the shape of a network. */
export type ModelSpec = MlpSpec;

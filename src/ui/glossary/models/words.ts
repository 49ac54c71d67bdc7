/** Terms of the glossary: networks. */
export const words = {
  network: {
    name: 'Neural network',
    also: ['model'],
    definition:
      'A formula with many adjustable numbers. It multiplies, adds and bends its inputs, layer after layer, into an answer.',
  },
  perceptron: {
    name: 'Perceptron',
    also: ['MLP', 'multilayer perceptron'],
    definition: 'The plainest network: layers of weighted sums, with a bend between one layer and the next.',
  },
  transformer: {
    name: 'Transformer',
    definition:
      'The kind of network behind language models. At each position it looks back at earlier ones and takes from them what it needs.',
    source: 'vaswani',
  },
  attention: {
    name: 'Attention',
    definition:
      'The part of a transformer that decides for each position which earlier positions matter, and how much.',
    source: 'vaswani',
  },
  embedding: {
    name: 'Embedding',
    definition:
      'The table that turns each token into a list of numbers. Whether its numbers count as parameters changes the exponents that one measures.',
    number: 'In one study it moved the exponent of the best size from 0.49 to 0.74.',
    source: 'pearce',
  },
  width: {
    name: 'Width',
    also: ['channels', 'hidden width'],
    definition:
      'How many numbers a layer hands to the next one. The experiments of this lab make networks larger by their width.',
  },
  depth: {
    name: 'Depth',
    also: ['layers'],
    definition: 'How many layers lie between input and answer.',
  },
  activation: {
    name: 'Activation',
    also: ['ReLU', 'GELU'],
    definition:
      'The bend between two layers; without it they would act as one. ReLU turns negative numbers into 0.',
  },
  initialisation: {
    name: 'Initialisation',
    definition: 'The random numbers that the parameters of a network have before training.',
  },
  mup: {
    name: 'muP',
    definition:
      'A way to choose first parameters and learning rates by width, so that the best learning rate stays the same as networks grow.',
    number: 'Its authors tuned a model of 40 million parameters and used its rate for 6.7 billion.',
    source: 'yang',
  },
  'mixture-of-experts': {
    name: 'Mixture of experts',
    definition:
      'A network of which only a part works on each token. So it has two sizes, and one has to say which is meant.',
    number: 'In DeepSeek-V3, 37 of 671 billion parameters work on a token.',
    source: 'deepseek',
  },
} as const;

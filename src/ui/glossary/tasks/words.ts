/** Terms of the glossary: what the models of this lab learn. */
export const words = {
  manifold: {
    name: 'Data manifold, dimension d',
    symbol: 'd',
    also: ['dimension'],
    definition:
      'Data that vary in only d independent ways, however many numbers describe them. Theory expects an exponent of about 4 / d.',
    number: 'With d = 4 each doubling of the network should halve the loss.',
    source: 'sharma',
  },
  zipf: {
    name: 'Zipf’s law',
    definition:
      'The k-th most common thing is about 1/k as common as the first one. So there are a few common facts and many rare ones, which are learned last.',
  },
  'markov-chain': {
    name: 'Markov chain',
    definition:
      'A source in which the next symbol depends on the last one only. Its entropy, the floor of every model, can be computed.',
  },
  parity: {
    name: 'Parity',
    definition:
      'Whether the number of ones among some bits is odd. To know all bits but one does not help, so parity is learned in a jump.',
    source: 'michaud',
  },
  'label-noise': {
    name: 'Label noise',
    definition:
      'Answers that are replaced at random. It puts a floor under the loss, and a ceiling over the share of right answers.',
    number: 'Of 16 classes, with a fifth of the labels drawn at random, at most 81 % can be right.',
  },
  plateau: {
    name: 'Plateau',
    also: ['ceiling'],
    definition:
      'A score that does not rise any more, because it has reached its ceiling or because nothing further is learned.',
  },
  'double-descent': {
    name: 'Double descent',
    definition: 'The test loss rises where a model can just fit all training data, and falls again beyond.',
    source: 'nakkiran',
  },
} as const;

/** Terms of the glossary: what is counted, and losses. */
export const words = {
  parameter: {
    name: 'Parameter',
    symbol: 'N',
    also: ['weight', 'parameters'],
    definition:
      'A number inside a network that training adjusts. N counts all of them and stands for the size of a network.',
    number: 'The networks of this lab have tens to hundreds of thousands; GPT-3 has 175 billion.',
    source: 'brown',
  },
  'data-seen': {
    name: 'Data seen',
    symbol: 'D',
    definition: 'How many samples or tokens a model was trained on, repeated ones included.',
    number: 'Chinchilla was trained on 1.4 trillion tokens.',
    source: 'hoffmann',
  },
  compute: {
    name: 'Compute',
    symbol: 'C',
    definition:
      'The number of arithmetic operations of a training. It is about 6 N D: two for each parameter and token forward, four backward.',
    number: 'GPT-3 took 3.14 × 10²³. An experiment of this lab takes some 10¹² to 10¹³.',
    source: 'kaplan',
  },
  flop: {
    name: 'FLOP',
    also: ['FLOPs', 'FLOP/s'],
    definition:
      'One addition or multiplication of two numbers. FLOPs are an amount of them; FLOP/s is a speed, so many each second.',
  },
  token: {
    name: 'Token',
    definition:
      'A piece of a text that a model reads as one symbol: a character, a part of a word, or a word.',
    number: 'In English a token of a large model is about 0.8 words.',
    source: 'villalobos',
  },
  tokenizer: {
    name: 'Tokenizer',
    definition:
      'The rule that cuts a text into tokens. Losses per token of different tokenizers cannot be compared.',
  },
  sample: {
    name: 'Sample',
    also: ['example'],
    definition: 'One example to learn from: an input with its right answer, or a stretch of text.',
  },
  'unique-samples': {
    name: 'Unique samples',
    definition: 'The different samples of a data set. If a training is longer, it sees them again.',
  },
  loss: {
    name: 'Loss',
    symbol: 'L',
    definition: 'How wrong a model is on average. Training lowers it; its scale depends on the task.',
    number: 'In this lab the loss is measured on samples that were kept away from training.',
  },
  'squared-error': {
    name: 'Squared error',
    definition:
      'The square of the distance between an answer that is a number and the right number, as a mean over samples.',
  },
  'cross-entropy': {
    name: 'Cross-entropy',
    definition:
      'The usual loss for predictions: minus the logarithm of the probability that the model gave to what really came.',
    number: 'A probability of one half costs 0.69 nats, a probability of one tenth 2.3 nats.',
  },
  nat: {
    name: 'Nat',
    also: ['nats', 'bit', 'bits'],
    definition:
      'A unit of cross-entropy with the natural logarithm. With the logarithm of base 2 it is a bit.',
    number: '1 nat is 1.44 bits.',
  },
  'bits-per-byte': {
    name: 'Bits per byte',
    definition:
      'Cross-entropy in bits, for each byte of the text instead of each token. So models with different tokenizers can be compared.',
  },
  perplexity: {
    name: 'Perplexity',
    definition:
      'Among how many equally likely choices a model seems to hesitate: e to the power of its loss in nats.',
    number: 'A loss of 2 nats is a perplexity of 7.4.',
  },
  entropy: {
    name: 'Entropy',
    also: ['entropy rate'],
    definition:
      'The true average surprise in each symbol of a source. No model can have a lower cross-entropy, so it is the floor.',
    number: 'For printed English Shannon found 0.6 to 1.3 bits a letter.',
    source: 'shannon',
  },
} as const;

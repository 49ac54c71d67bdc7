/** Terms of the glossary: laws and what is read from them. */
export const words = {
  'scaling-law': {
    name: 'Scaling law',
    definition:
      'A formula, fitted to many trained models, that says how the loss falls as models, data or compute grow.',
    number: 'For language models Kaplan and others found 5 % less loss for each doubling of the parameters.',
    source: 'kaplan',
  },
  'power-law': {
    name: 'Power law',
    definition:
      'A relation of two quantities. Whenever one is doubled, the other is divided by the same number, wherever you start.',
    number: 'With the exponent 0.5, four times as many parameters halve the loss.',
  },
  'log-log': {
    name: 'Logarithmic axes',
    definition:
      'Axes on which equal distances are equal ratios: 1, 10, 100. With two of them, a power law is a straight line.',
    number: 'Ask “how many times?” of such a chart, not “how much more?”.',
  },
  exponent: {
    name: 'Exponent',
    symbol: 'α',
    said: 'alpha',
    definition:
      'How steep the line of a power law is. Each doubling of the size divides the loss by 2 to the power of α.',
    number:
      'The loss falls by 50 % at α = 1, and by 5 % at α = 0.076, which Kaplan and others found for language models.',
    source: 'kaplan',
  },
  floor: {
    name: 'Floor',
    symbol: 'E',
    also: ['irreducible loss'],
    definition:
      'The loss that remains for a perfect model, because the data are partly random. It is also called the irreducible loss.',
    number: 'Whoever predicts a fair coin keeps a loss of 0.69 nats for ever.',
  },
  'reducible-loss': {
    name: 'Reducible loss',
    symbol: 'L − E',
    also: ['excess loss'],
    definition:
      'The loss less its floor: the part that larger models can still remove. With a floor, this part follows the power law.',
  },
  'compute-optimal': {
    name: 'Compute-optimal',
    definition:
      'The size of model that reaches the lowest loss for a given compute: a larger one sees too few data, a smaller one cannot use them.',
    source: 'hoffmann',
  },
  isoflop: {
    name: 'IsoFLOP curve',
    definition:
      'Loss against size for models that all got the same compute. It is a valley, and its lowest point is the best size.',
    source: 'hoffmann',
  },
  frontier: {
    name: 'Compute-optimal frontier',
    also: ['frontier', 'envelope'],
    definition:
      'The line through the lowest points of several isoFLOP curves: for each compute the best size, the best number of data, and the loss.',
    source: 'hoffmann',
  },
  chinchilla: {
    name: 'Chinchilla',
    definition:
      'A language model of 2022 with 70 billion parameters, trained on 1.4 trillion tokens. It beat Gopher, which is four times as large and had the same compute.',
    number: 'It had 20 tokens for each parameter, GPT-3 had 1.7.',
    source: 'hoffmann',
  },
  'tokens-per-parameter': {
    name: 'Tokens per parameter',
    symbol: 'D/N',
    definition:
      'How many tokens a model is trained on, for each of its parameters. The best ratio depends on the data and on how one trains.',
    number: 'About 20 at the optimum of Hoffmann and others, 1875 for Llama 3 with 8 billion parameters.',
    source: 'hoffmann',
  },
  'broken-law': {
    name: 'Broken power law',
    also: ['break'],
    definition:
      'Two or more power laws that are joined by a bend. Points before the bend do not show that it will come.',
    source: 'caballero',
  },
  'compute-multiplier': {
    name: 'Compute multiplier',
    definition: 'How many times as much compute an old recipe needs to reach the loss of a new one.',
    number: 'Two studies of Muon found 1.9, and 1.1 to 1.4. It depends on how well the old recipe was tuned.',
    source: 'wen',
  },
  emergence: {
    name: 'Emergence',
    definition:
      'A skill that smaller models do not show and larger ones do. How suddenly it appears depends in part on how it is scored.',
    source: 'wei',
  },
  capability: {
    name: 'Capability',
    also: ['skill'],
    definition:
      'What a model can do for people: add numbers, answer a question. Loss is not a capability, and the one does not follow from the other.',
  },
  downstream: {
    name: 'Downstream task',
    definition:
      'A task that people care about, such as an exam, in contrast to the loss that training lowers.',
    number: 'One study found that 18 of 46 such tasks improve smoothly and predictably.',
    source: 'lourie',
  },
  'inverse-scaling': {
    name: 'Inverse scaling',
    definition: 'A task at which larger models do worse than smaller ones.',
    source: 'mckenzie',
  },
} as const;

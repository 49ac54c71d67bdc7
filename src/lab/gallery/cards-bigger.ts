// Does size help, and how surely? N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

/** In two dimensions small networks learn enough, and larger ones need more steps than the sweep has. */
const fewDimensions = {
  'task.dimension': 2,
  'model.widths': [4, 5, 6, 8, 10, 13, 17],
  'training.steps': 16_000,
};
/** Twice the dimension is the least width. */
const manyDimensions = { 'task.dimension': 8, 'model.widths': [16, 23, 32, 45, 64] };

export const biggerCards: readonly Card[] = [
  {
    id: 'bigger',
    number: 1,
    group: 'bigger',
    question: 'How much better does a bigger network get?',
    name: 'Data manifold',
    shows:
      'Three straight lines on logarithmic axes, the steeper the fewer dimensions the data have. Each doubling of a network divides ' +
      'its loss by the same number.',
    doesNotShow:
      'That text has such a dimension, or that 4 / d is exact: it is an estimate for smooth functions.',
    published: { text: 'the exponent is about 4 / d', source: sources.sharma },
    picture: 'law',
    axis: 'N',
    experiments: [
      { label: 'd4', name: 'd = 4', preset: 'manifold', overrides: {} },
      { label: 'd2', name: 'd = 2', preset: 'manifold', overrides: fewDimensions },
      { label: 'd8', name: 'd = 8', preset: 'manifold', overrides: manyDimensions },
    ],
    dials: ['task.dimension', 'training.steps', 'seeds.count'],
    next: [
      { text: 'Predict a larger network, then train it', forecast: true },
      { text: 'Turn d to 8: is the line flatter?', overrides: manyDimensions },
      { text: 'See a law with a floor', card: 'floor' },
    ],
  },
  {
    id: 'floor',
    number: 2,
    group: 'bigger',
    question: 'How good can a model possibly get?',
    name: 'Markov language',
    shows:
      'The loss bends towards a floor that was computed before: the entropy of the language, what stays random even for a perfect model.',
    doesNotShow: 'That the floor of real text is known. All published floors of text are fitted.',
    published: {
      text: 'fitted floors of images: 3.12, 2.64 and 2.20 nats at 8, 16 and 32 pixels',
      source: sources.henighan,
    },
    picture: 'law',
    axis: 'N',
    experiments: [
      { label: 'markov', name: 'Markov language', preset: 'markov', overrides: {} },
      { label: 'tales', name: 'Tales', preset: 'grammar', overrides: {} },
    ],
    dials: ['task.vocabulary', 'task.successors', 'training.steps'],
    next: [
      { text: 'Read what each size writes: Tales', card: 'floor', label: 'tales' },
      { text: 'Give each word twice as many successors', overrides: { 'task.successors': 32 } },
      { text: 'Does seeing follow a law too?', card: 'seeing' },
    ],
  },
  {
    id: 'seeing',
    number: 14,
    group: 'bigger',
    question: 'Does seeing follow a law too?',
    name: 'Glyphs',
    shows: 'Loss and errors fall together as the network grows, each at a rate of its own.',
    doesNotShow: 'Photographs. Glyphs are easy, and in larger networks their accuracy saturates.',
    published: {
      text: 'exponents of images: 0.24, 0.22 and 0.13 at 8, 16 and 32 pixels',
      source: sources.henighan,
    },
    picture: 'accuracy',
    axis: 'N',
    experiments: [{ label: 'glyphs', name: 'Glyphs', preset: 'glyphs', overrides: {} }],
    dials: ['task.noise', 'task.jitter'],
    next: [
      { text: 'Predict a larger network, then train it', forecast: true },
      { text: 'Draw the glyphs with less noise', overrides: { 'task.noise': 0.3 } },
      { text: 'Why does skill stop where loss still falls?', card: 'ceiling' },
    ],
  },
];

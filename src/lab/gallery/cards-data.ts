// When do more data help, and when do they stop to? D samples or tokens seen, N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

export const dataCards: readonly Card[] = [
  {
    id: 'data',
    number: 3,
    group: 'data',
    question: 'What is more data worth?',
    name: 'Zipf facts, by data',
    shows:
      'One network learns from more and more different examples, and its loss falls as a power of their number. With few examples it ' +
      'learns them by heart: the loss on the training data goes on falling while that on new data rises.',
    doesNotShow: 'That any data will do: how good they are is not on this chart.',
    published: { text: 'the loss of language falls as D^-0.095', source: sources.kaplan },
    picture: 'curves',
    axis: 'D',
    experiments: [{ label: 'facts', name: 'Zipf facts', preset: 'zipf-facts-data', overrides: {} }],
    dials: ['task.exponent', 'task.facts', 'training.steps'],
    next: [
      { text: 'Make rare facts rarer', overrides: { 'task.exponent': 0.8 } },
      { text: 'See size, data and compute side by side', card: 'axes' },
      { text: 'What if you run out of data?', card: 'repeats' },
    ],
  },
  {
    id: 'axes',
    number: 4,
    group: 'data',
    question: 'Size, data or compute: which one?',
    name: 'Zipf facts with noise',
    shows:
      'The same runs against size, against data and against compute. Where one of them is scarce, the line of the others bends: ' +
      'parameters alone are not enough, and data alone are not enough.',
    doesNotShow: 'Why a line bends. A learning rate that is wrong bends it too.',
    published: { text: '8 times the parameters need about 5 times the data', source: sources.kaplan },
    picture: 'axes',
    axis: 'N',
    experiments: [
      { label: 'facts', name: 'Zipf facts with noise', preset: 'zipf-facts-floor', overrides: {} },
    ],
    dials: ['task.exponent', 'task.labelNoise', 'data.branches'],
    next: [
      { text: 'Take the noise away', overrides: { 'task.labelNoise': 0 } },
      { text: 'Which size is best for a budget?', card: 'optimal' },
      { text: 'What does better cost?', card: 'bill' },
    ],
  },
  {
    id: 'repeats',
    number: 11,
    group: 'data',
    question: 'What if you run out of data?',
    name: 'Repeated data',
    shows: 'Each further pass over the same examples gives less than the one before; then it does harm.',
    doesNotShow: 'The number of passes that large models bear: small ones with steep laws lose more by each.',
    published: { text: 'up to 4 passes are almost as good as new data', source: sources.muennighoff },
    picture: 'passes',
    axis: 'epochs',
    experiments: [{ label: 'facts', name: 'Zipf facts', preset: 'repeated-data', overrides: {} }],
    dials: ['data.uniqueSamples', 'training.steps'],
    next: [
      { text: 'Make rare facts rarer', overrides: { 'task.exponent': 0.8 } },
      { text: 'What is more data worth?', card: 'data' },
      { text: 'When does a law break?', card: 'breaks' },
    ],
  },
];

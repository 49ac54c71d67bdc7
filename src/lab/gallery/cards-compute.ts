// One budget: how to spend it. C training FLOPs, N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

export const computeCards: readonly Card[] = [
  {
    id: 'forecast',
    number: 6,
    group: 'compute',
    question: 'Can you predict a larger run?',
    name: 'Zipf facts',
    shows: 'A forecast with its interval, sealed before the larger network is trained; then a hit or a miss.',
    doesNotShow: 'That the form of the law is right when one forecast holds.',
    published: {
      text: 'the loss of GPT-4 was predicted from models with at most 1/10 000 of its compute',
      source: sources.openai,
    },
    picture: 'forecast',
    axis: 'N',
    experiments: [{ label: 'facts', name: 'Zipf facts', preset: 'zipf-facts', overrides: {} }],
    dials: ['task.exponent', 'task.facts'],
    next: [
      { text: 'Seal a forecast, then train it', forecast: true },
      { text: 'Try it where the law is flatter', overrides: { 'task.exponent': 0.3 } },
      { text: 'How good can a model possibly get?', card: 'floor' },
    ],
  },
  {
    id: 'bill',
    number: 16,
    group: 'compute',
    question: 'What does better cost?',
    name: 'Data manifold',
    shows:
      'The same law on linear axes: a steep fall, then a long plain. Each further percent of loss costs more than the one before.',
    doesNotShow: 'What a lower loss is worth.',
    published: { text: 'the loss of language falls as C^-0.050', source: sources.kaplan },
    picture: 'bill',
    axis: 'C',
    experiments: [{ label: 'd4', name: 'd = 4', preset: 'manifold', overrides: {} }],
    dials: ['task.dimension'],
    next: [
      { text: 'The bill of a flatter law: d = 8', overrides: { 'task.dimension': 8 } },
      { text: 'Size, data or compute: which one?', card: 'axes' },
      { text: 'Can you predict a larger run?', card: 'forecast' },
    ],
  },
];

// One budget: how to spend it. C training FLOPs, N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

export const computeCards: readonly Card[] = [
  {
    id: 'optimal',
    number: 5,
    group: 'compute',
    question: 'Which size is best for a budget?',
    name: 'Compute budgets',
    shows:
      'Each budget has a valley: a network that is too small cannot learn enough, one that is too large sees too few examples. The ' +
      'valleys move to larger networks as the budget grows.',
    doesNotShow:
      'How many tokens a parameter needs elsewhere, or the best size where a model is used more than it is trained.',
    published: {
      text: 'the best size grows as C^0.46 to C^0.50; before, as C^0.73',
      source: sources.hoffmann,
    },
    picture: 'valleys',
    axis: 'C',
    experiments: [{ label: 'facts', name: 'Zipf facts', preset: 'isoflop', overrides: {} }],
    dials: ['task.exponent', 'data.budgets', 'data.sizesPerBudget'],
    next: [
      { text: 'Make rare facts rarer: do the valleys move?', overrides: { 'task.exponent': 0.8 } },
      { text: 'Size, data or compute: which one?', card: 'axes' },
      { text: 'What does better cost?', card: 'bill' },
    ],
  },
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
      { text: 'When does a law break?', card: 'breaks' },
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
      { text: 'Does a better recipe bend the curve?', card: 'recipes' },
      { text: 'Can you predict a larger run?', card: 'forecast' },
    ],
  },
];

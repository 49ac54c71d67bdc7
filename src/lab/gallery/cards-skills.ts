// Loss is smooth; skills need not be, and no law goes on for ever. N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

export const skillCards: readonly Card[] = [
  {
    id: 'skills',
    number: 8,
    group: 'skills',
    question: 'Do skills come suddenly?',
    name: 'Parity mix and addition',
    shows: 'Each skill is learned in a jump; the mean of many such jumps is a smooth curve.',
    doesNotShow:
      'That the skills of large models are parities, or that every jump comes from how it is scored.',
    published: { text: 'many sudden skills make one smooth law', source: sources.michaud },
    picture: 'skills',
    axis: 'steps',
    experiments: [
      { label: 'parity', name: 'Parity mix', preset: 'parity-mix', overrides: {} },
      { label: 'addition', name: 'Addition', preset: 'addition', overrides: {} },
    ],
    dials: ['task.subtasks', 'task.zipf', 'task.digits'],
    next: [
      { text: 'See a single skill appear: addition', card: 'skills', label: 'addition' },
      { text: 'Predict a skill, and see whether it can be done', forecast: true },
      { text: 'Why does skill stop where loss still falls?', card: 'ceiling' },
    ],
  },
  {
    id: 'ceiling',
    number: 12,
    group: 'skills',
    question: 'Why does skill stop where loss still falls?',
    name: 'Wrong labels',
    shows:
      'A fifth of the labels are drawn at random, so no model can be right more often than 81 %. The loss still falls while the share of ' +
      'right answers nears that ceiling.',
    doesNotShow:
      'Why real benchmarks stop rising: bad questions, easy questions, or skills that loss does not measure.',
    published: { text: 'only 39 % of 46 tasks improve smoothly with the loss', source: sources.lourie },
    picture: 'ceiling',
    axis: 'loss',
    experiments: [{ label: 'labels', name: 'Wrong labels', preset: 'label-noise', overrides: {} }],
    dials: ['task.labelNoise', 'task.exponent'],
    next: [
      { text: 'Make half of the labels wrong', overrides: { 'task.labelNoise': 0.5 } },
      { text: 'Do skills come suddenly?', card: 'skills' },
      { text: 'How good can a model possibly get?', card: 'floor' },
    ],
  },
];

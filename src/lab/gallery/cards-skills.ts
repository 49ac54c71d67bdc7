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
      { text: 'Does seeing follow a law too?', card: 'seeing' },
    ],
  },
];

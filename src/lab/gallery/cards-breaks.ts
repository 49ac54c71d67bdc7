// No law goes on for ever. N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

export const breakCards: readonly Card[] = [
  {
    id: 'breaks',
    number: 13,
    group: 'breaks',
    question: 'When does a law break?',
    name: 'A law that bends',
    shows:
      'A line through the small networks would have been wrong: once a network is large enough for all that there is to learn, the loss ' +
      'falls much faster.',
    doesNotShow: 'When a break will come: it is seen only once it is measured.',
    published: { text: 'one form with breaks describes such curves', source: sources.caballero },
    picture: 'break',
    axis: 'N',
    experiments: [{ label: 'facts', name: 'Few facts', preset: 'bend', overrides: {} }],
    dials: ['task.facts', 'task.exponent'],
    next: [
      { text: 'Give it ten times as many facts: no bend', overrides: { 'task.facts': 4000 } },
      { text: 'Can you predict a larger run?', card: 'forecast' },
      { text: 'How good can a model possibly get?', card: 'floor' },
    ],
  },
];

// A text of one's own.

import type { Card } from './card.js';
import { sources } from './sources.js';

export const ownCards: readonly Card[] = [
  {
    id: 'text',
    number: 15,
    group: 'own',
    question: 'What is the law of your own text?',
    name: 'Any file',
    shows: 'The exponent of your text, and samples that turn from letters into words as networks grow.',
    doesNotShow: 'Understanding; and a short text soon repeats itself.',
    published: { text: 'the loss of text from the web falls as N^-0.076', source: sources.kaplan },
    picture: 'law',
    axis: 'N',
    experiments: [{ label: 'text', name: 'Your text', preset: 'text', overrides: {} }],
    dials: ['task.tokens', 'task.context', 'training.steps'],
    next: [
      { text: 'Read words in the place of characters', overrides: { 'task.tokens': 'bpe' } },
      { text: 'A language whose floor is known', card: 'floor' },
      { text: 'What if you run out of data?', card: 'repeats' },
    ],
  },
];

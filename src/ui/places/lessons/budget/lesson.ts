import type { Lesson } from '../kit/lesson.js';
import { nearest, valleys } from '../kit/measure.js';
import { words } from './words.js';

const usual = { 'task.exponent': 0.5 };

export const lesson: Lesson = {
  id: 'budget',
  minutes: 10,
  words,
  preset: 'isoflop',
  overrides: {},
  actions: {
    usual: { type: 'set', overrides: usual },
    start: { type: 'start', measures: 'spent' },
  },
  measurements: { spent: { settings: usual, read: valleys } },
  answers: [
    { needs: ['spent'], right: ({ spent }) => nearest(spent.values.tenfoldSize, [10, 5.4, 3.2, 1]) },
    null,
    { needs: ['spent'], right: ({ spent }) => nearest(spent.values.exponent, [0.73, 0.5]) },
    { needs: ['spent'], right: ({ spent }) => nearest(spent.values.perParameter, [1, 20, 200]) },
  ],
  sources: ['kaplan', 'hoffmann', 'besiroglu', 'pearce', 'porian', 'hu', 'sardana', 'llama'],
};

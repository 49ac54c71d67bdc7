import type { Lesson } from '../kit/lesson.js';
import { nearest, surface } from '../kit/measure.js';
import { words } from './words.js';

const noise = { 'task.labelNoise': 0.2 };

export const lesson: Lesson = {
  id: 'budget',
  minutes: 10,
  words,
  preset: 'zipf-facts-floor',
  overrides: {},
  actions: {
    noise: { type: 'set', overrides: noise },
    start: { type: 'start', measures: 'spent' },
  },
  measurements: { spent: { settings: noise, read: surface } },
  answers: [
    { needs: ['spent'], right: ({ spent }) => nearest(spent.values.tenfoldSize, [10, 5.4, 3.2, 1]) },
    null,
    { needs: ['spent'], right: ({ spent }) => nearest(spent.values.size, [0.73, 0.5]) },
    null,
  ],
  sources: ['kaplan', 'hoffmann', 'besiroglu', 'pearce', 'porian', 'hu', 'sardana', 'llama'],
};

import type { Lesson } from '../kit/lesson.js';
import { forecastScore, lawAlong } from '../kit/measure.js';
import { words } from './words.js';

const four = { 'task.dimension': 4 };

export const lesson: Lesson = {
  id: 'forecast',
  minutes: 8,
  words,
  preset: 'manifold',
  overrides: {},
  actions: {
    four: { type: 'set', overrides: four },
    start: { type: 'start', measures: 'law' },
    seal: { type: 'seal', measures: 'sealed' },
  },
  measurements: {
    law: { settings: {}, read: lawAlong('N') },
    sealed: { settings: {}, read: forecastScore },
  },
  answers: [
    null,
    {
      needs: ['sealed'],
      right: ({ sealed: { values } }) => (values.off < 0.05 ? 0 : values.off <= 0.15 ? 1 : 2),
    },
    { needs: ['sealed'], right: ({ sealed: { values } }) => (values.hit === 1 ? 0 : 1) },
    { needs: ['sealed'], right: () => 1 },
    null,
  ],
  sources: ['openai', 'dey'],
};

import type { Lesson } from '../kit/lesson.js';
import { lawAlong, nearest } from '../kit/measure.js';
import { words } from './words.js';

const many = { 'task.successors': 16 };
const few = { 'task.successors': 4 };

export const lesson: Lesson = {
  id: 'floor',
  minutes: 9,
  words,
  preset: 'markov',
  overrides: {},
  actions: {
    many: { type: 'set', overrides: many },
    startMany: { type: 'start', measures: 'many' },
    few: { type: 'set', overrides: few },
    startFew: { type: 'start', measures: 'few' },
  },
  measurements: {
    many: { settings: many, read: lawAlong('N') },
    few: { settings: few, read: lawAlong('N') },
  },
  answers: [
    {
      needs: ['many'],
      right: ({ many: { values } }) => nearest(values.floor / values.lastLoss, [0.5, 0.8, 0.99]),
    },
    null,
    {
      needs: ['many'],
      right: ({ many: { values } }) =>
        values.floor < values.freeLow ? 0 : values.floor > values.freeHigh ? 2 : 1,
    },
    {
      needs: ['many', 'few'],
      right: (measured) => nearest(measured.few.values.floor / measured.many.values.floor, [0.05, 0.5, 1]),
    },
  ],
  sources: ['hoffmann', 'besiroglu', 'henighan', 'shannon'],
};

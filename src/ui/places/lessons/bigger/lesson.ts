import type { Lesson } from '../kit/lesson.js';
import { lawAlong, nearest } from '../kit/measure.js';
import { words } from './words.js';

const four = { 'task.dimension': 4 };
const eight = { 'task.dimension': 8 };

export const lesson: Lesson = {
  id: 'bigger',
  minutes: 8,
  words,
  preset: 'manifold',
  overrides: { 'training.optimizer.type': 'adamw' },
  actions: {
    four: { type: 'set', overrides: four },
    startFour: { type: 'start', measures: 'four' },
    eight: { type: 'set', overrides: eight },
    startEight: { type: 'start', measures: 'eight' },
  },
  measurements: {
    four: { settings: four, read: lawAlong('N') },
    eight: { settings: eight, read: lawAlong('N') },
  },
  answers: [
    { needs: ['four'], right: (measured) => nearest(measured.four.values.cut, [0.05, 0.2, 0.5, 0.9]) },
    null,
    { needs: ['four', 'eight'], right: (measured) => nearest(measured.eight.values.cut, [0.5, 0.33, 0.07]) },
    { needs: ['four', 'eight'], right: ({ eight: { values } }) => sideOf(values.theory, values) },
  ],
  sources: ['sharma', 'kaplan', 'hestness'],
};

/** 0 where all of the interval of the exponent lies below a value, 1 where it holds the value, 2 where all of it lies above. */
function sideOf(value: number, { alphaLow, alphaHigh }: Readonly<Record<string, number>>): number {
  return alphaHigh < value ? 0 : alphaLow > value ? 2 : 1;
}

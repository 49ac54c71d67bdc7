import type { Lesson } from '../kit/lesson.js';
import { lawAlong, nearest, smallestDataSet } from '../kit/measure.js';
import { words } from './words.js';

const usual = { 'task.exponent': 0.5 };
const steep = { 'task.exponent': 0.8 };

/** A loss at the end that is larger than the lowest by more than this share has risen. */
const RISEN = 0.02;

export const lesson: Lesson = {
  id: 'data',
  minutes: 9,
  words,
  preset: 'zipf-facts-data',
  overrides: {},
  actions: {
    usual: { type: 'set', overrides: usual },
    startUsual: { type: 'start', measures: 'usual' },
    steep: { type: 'set', overrides: steep },
    startSteep: { type: 'start', measures: 'steep' },
  },
  measurements: {
    usual: { settings: usual, read: lawAlong('D') },
    passes: { settings: usual, read: smallestDataSet },
    steep: { settings: steep, read: lawAlong('D') },
  },
  answers: [
    { needs: ['usual'], right: (measured) => nearest(measured.usual.values.cut, [0.05, 0.2, 0.5]) },
    {
      needs: ['usual'],
      right: ({ usual: { values } }) => (values.alphaHigh < 1 / 3 ? 0 : values.alphaLow > 1 / 3 ? 2 : 1),
    },
    {
      needs: ['passes'],
      right: ({ passes: { values } }) => (values.end > (1 + RISEN) * values.lowest ? 1 : 0),
    },
    {
      needs: ['usual', 'steep'],
      right: (measured) => (measured.steep.values.alpha > measured.usual.values.alpha ? 1 : 0),
    },
  ],
  sources: ['kaplan', 'hestness', 'hutter', 'muennighoff', 'villalobos'],
};

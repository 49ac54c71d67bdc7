import type { Lesson } from '../kit/lesson.js';
import { lawAlong } from '../kit/measure.js';
import { words } from './words.js';

const tuned = { 'lrSweep.enabled': true, 'lrSweep.centre': 0.06 };
const one = { 'lrSweep.enabled': false, 'lrSweep.centre': 0.004 };

/** Exponents that differ by less than this share agree. */
const SAME = 0.08;

export const lesson: Lesson = {
  id: 'rate',
  minutes: 8,
  words,
  preset: 'zipf-facts',
  overrides: { 'task.exponent': 0.5 },
  actions: {
    tuned: { type: 'set', overrides: tuned },
    startTuned: { type: 'start', measures: 'tuned' },
    one: { type: 'set', overrides: one },
    startOne: { type: 'start', measures: 'one' },
  },
  measurements: {
    tuned: { settings: tuned, read: lawAlong('N') },
    one: { settings: one, read: lawAlong('N') },
  },
  answers: [
    {
      needs: ['tuned'],
      right: ({ tuned: { values } }) => (values.alphaLow > 0.5 ? 0 : values.alphaHigh < 0.5 ? 2 : 1),
    },
    {
      needs: ['tuned', 'one'],
      right: (measured) => {
        if (measured.one.values.r2 < 0.5) return 2;
        const ratio = measured.one.values.alpha / measured.tuned.values.alpha;
        return Math.abs(ratio - 1) < SAME ? 0 : 1;
      },
    },
    { needs: ['tuned', 'one'], right: (measured) => (measured.one.values.r2 < 0.9 ? 0 : 1) },
    null,
  ],
  sources: ['porian', 'yang'],
};

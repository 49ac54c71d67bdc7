import type { Lesson } from '../kit/lesson.js';
import { subtasks } from '../kit/measure.js';
import { words } from './words.js';

const mix = { 'task.subtasks': 64 };

export const lesson: Lesson = {
  id: 'sudden',
  minutes: 8,
  words,
  preset: 'parity-mix',
  overrides: {},
  actions: {
    mix: { type: 'set', overrides: mix },
    start: { type: 'start', measures: 'mix' },
  },
  measurements: { mix: { settings: mix, read: subtasks } },
  answers: [
    { needs: ['mix'], right: ({ mix: { values } }) => third(values.last / values.count) },
    { needs: ['mix'], right: ({ mix: { values } }) => half(values.between / values.count) },
    null,
    null,
  ],
  sources: ['michaud', 'wei', 'schaeffer'],
};

/** 0 below a quarter, 2 above three quarters, 1 between. */
function third(share: number): number {
  return share < 0.25 ? 0 : share > 0.75 ? 2 : 1;
}

/** 0 above a half, 2 below a quarter, 1 between. */
function half(share: number): number {
  return share > 0.5 ? 0 : share < 0.25 ? 2 : 1;
}

import type { Lesson } from '../kit/lesson.js';
import { lawAlong, nearest } from '../kit/measure.js';
import { multiplier, words } from './words.js';

const adamw = { 'training.optimizer.type': 'adamw' };
const muon = { 'training.optimizer.type': 'muon' };

export const lesson: Lesson = {
  id: 'recipe',
  minutes: 10,
  words,
  preset: 'manifold',
  overrides: { 'task.dimension': 4 },
  actions: {
    adamw: { type: 'set', overrides: adamw },
    startAdamw: { type: 'start', measures: 'adamw' },
    muon: { type: 'set', overrides: muon },
    startMuon: { type: 'start', measures: 'muon' },
  },
  measurements: {
    adamw: { settings: adamw, read: lawAlong('N') },
    muon: { settings: muon, read: lawAlong('N') },
  },
  answers: [
    null,
    {
      needs: ['adamw', 'muon'],
      right: (measured) =>
        nearest(measured.muon.values.lastLoss / measured.adamw.values.lastLoss, [1, 0.75, 0.5]),
    },
    {
      needs: ['adamw', 'muon'],
      right: ({ adamw: { values: first }, muon: { values: second } }) =>
        second.alphaLow > first.alphaHigh ? 1 : second.alphaHigh < first.alphaLow ? 2 : 0,
    },
    {
      needs: ['adamw', 'muon'],
      right: (measured) => nearest(multiplier(measured.adamw, measured.muon), [1.1, 1.8, 4]),
    },
    null,
  ],
  sources: ['liu', 'wen', 'ho', 'lourie', 'mckenzie'],
};

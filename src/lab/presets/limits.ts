// Presets of where laws end: data that repeat, labels that are wrong, tasks that are learned in full.

import { tasks } from '../../data/tasks/tasks.js';
import { endlessData } from '../experiment/experiment.js';
import { lrSweep, type Preset } from './preset.js';
import { zipfFacts } from './zipf-facts.js';

/** One hidden layer, which wastes no parameters on this task. */
const oneLayer = { ...zipfFacts.model, depth: 1, initialisation: 'pytorch' } as const;

/** As the small `zipf-facts`: rates come down from the start. */
const small = {
  'training.steps': 1600,
  'training.batch': 384,
  'training.schedule.decayFraction': 1,
  'lrSweep.count': 3,
  'lrSweep.centre': 0.06,
  'lrSweep.widen': false,
  'evaluation.points': 16,
};

export const limitPresets = {
  'repeated-data': {
    title: 'Repeated data',
    question: 'What is the second pass over the same data worth, and the tenth?',
    base: {
      ...zipfFacts,
      task: { ...tasks['zipf-facts'].defaults, facts: 10_000 },
      model: { ...oneLayer, widths: [24, 64, 128, 256] },
      data: { ...endlessData, uniqueSamples: [2048, 8192, 32_768, 131_072, null] },
      training: {
        ...zipfFacts.training,
        steps: 3000,
        batch: 1024,
        schedule: { type: 'constant', warmupSteps: 20, minimumFactor: 0, decayFraction: 0 },
      },
      lrSweep: { ...lrSweep, count: 3, centre: 0.008, widen: false },
      evaluation: { samples: 8192, points: 40 },
    },
    sizes: {
      small: {
        'model.widths': [12, 32, 64, 128],
        'data.uniqueSamples': [1024, 4096, 16_384, 65_536, null],
        'training.steps': 800,
        'training.batch': 256,
        'evaluation.points': 24,
      },
      standard: {},
      full: { 'training.steps': 12_000, 'seeds.count': 3 },
    },
  },
  'label-noise': {
    title: 'Wrong labels',
    question: 'Why does the share of right answers stop rising while the loss still falls?',
    base: {
      ...zipfFacts,
      task: { ...tasks['zipf-facts'].defaults, labelNoise: 0.2 },
      model: { ...oneLayer, widths: [6, 11, 16, 23, 32, 45, 64, 91, 128] },
    },
    sizes: {
      small: { ...small, 'model.widths': [6, 11, 16, 23, 32, 45, 64] },
      standard: { 'training.steps': 6000, 'training.batch': 2048 },
      full: {},
    },
  },
  bend: {
    title: 'A law that bends',
    question: 'What does a law do where the network becomes large enough for all there is to learn?',
    base: {
      ...zipfFacts,
      // So few facts that the larger networks know them all.
      task: { ...tasks['zipf-facts'].defaults, facts: 400 },
      model: { ...oneLayer, widths: [4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 28, 34, 40] },
    },
    sizes: {
      small: { ...small, 'training.steps': 2000 },
      standard: { 'training.steps': 6000, 'training.batch': 2048, 'lrSweep.centre': 0.02, 'seeds.count': 4 },
      full: { 'lrSweep.centre': 0.02, 'seeds.count': 4 },
    },
  },
} as const satisfies Record<string, Preset>;

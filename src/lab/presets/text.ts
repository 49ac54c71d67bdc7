// The preset for a text of one's own.

import { tasks } from '../../data/tasks/tasks.js';
import { endlessData } from '../experiment/experiment.js';
import { adamw, cooled, decoder, lrSweep, type Preset } from './preset.js';

export const textPresets = {
  text: {
    title: 'Your own text',
    question: 'Which scaling law does your own text follow?',
    base: {
      task: tasks.text.defaults,
      model: {
        ...decoder,
        depth: 2,
        widths: [8, 16, 32, 64, 128],
        headSize: 16,
        activation: 'relu-squared',
        norm: 'rmsnorm',
        biases: false,
        initialisation: 'zero-output',
      },
      data: { ...endlessData, branches: [0.125, 0.25, 0.5] },
      training: {
        steps: 4000,
        batch: 16,
        optimizer: { ...adamw, beta2: 0.98 },
        schedule: cooled,
      },
      lrSweep: { ...lrSweep, count: 3, centre: 0.0072 },
      seeds: { count: 1, first: 1 },
      evaluation: { samples: 4096, points: 16 },
    },
    sizes: {
      small: {
        'task.context': 16,
        'model.depth': 1,
        'model.widths': [4, 8, 12, 16, 32],
        // A decade of D, enough for a law along D.
        'data.branches': [0.1, 0.25, 0.5],
        'training.steps': 1600,
        'training.batch': 16,
        'training.schedule.warmupSteps': 30,
        'lrSweep.centre': 0.0102,
        'lrSweep.count': 2,
        'lrSweep.widen': false,
        'evaluation.samples': 128,
        'evaluation.points': 8,
      },
      standard: {},
      full: {
        'model.widths': [8, 12, 16, 24, 32, 48, 64, 96, 128],
        'training.steps': 20_000,
        'seeds.count': 2,
      },
    },
  },
} as const satisfies Record<string, Preset>;

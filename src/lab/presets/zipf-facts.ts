// What the presets of Zipf facts have in common: a perceptron that memorises facts.

import { tasks } from '../../data/tasks/tasks.js';
import { endlessData } from '../experiment/experiment.js';
import { adamw, lrSweep, type Preset } from './preset.js';

export const zipfFacts: Preset['base'] = {
  task: tasks['zipf-facts'].defaults,
  model: {
    family: 'mlp',
    depth: 2,
    widths: [10, 14, 20, 28, 40, 57, 80, 113],
    activation: 'relu',
    initialisation: 'he',
  },
  data: endlessData,
  training: {
    steps: 12_000,
    batch: 4096,
    optimizer: adamw,
    schedule: { type: 'wsd', warmupSteps: 100, minimumFactor: 0, decayFraction: 0.4 },
  },
  lrSweep: { ...lrSweep, centre: 0.004 },
  seeds: { count: 2, first: 1 },
  evaluation: { samples: 8192, points: 16 },
};

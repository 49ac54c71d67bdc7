// Presets of linear regression on a power spectrum, whose every exponent is known.

import { tasks } from '../../data/tasks/tasks.js';
import { optimizers } from '../../models/optimizers/optimizers.js';
import { endlessData } from '../experiment/experiment.js';
import { lrSweep, type Preset } from './preset.js';

/** Plain gradient descent from 0 at one rate, which is far from the largest that is stable, then linearly to 0. */
const base = {
  task: tasks['power-spectrum'].defaults,
  model: {
    family: 'mlp',
    depth: 0,
    widths: [32, 45, 64, 91, 128, 181, 256, 362, 512],
    activation: 'relu',
    initialisation: 'zero-output',
  },
  data: endlessData,
  training: {
    steps: 16_000,
    batch: 32,
    optimizer: { ...optimizers.sgd.defaults, momentum: 0 },
    schedule: { type: 'wsd', warmupSteps: 0, minimumFactor: 0, decayFraction: 0.3 },
  },
  lrSweep: { ...lrSweep, enabled: false, centre: 0.25, widen: false },
  seeds: { count: 3, first: 1 },
  evaluation: { samples: 2050, points: 16 },
} as const satisfies Preset['base'];

export const linearPresets = {
  'power-spectrum': {
    title: 'Power spectrum',
    question: 'Does a fit find the exponent a of a law that is known exactly?',
    base,
    sizes: {
      small: {},
      standard: {
        'model.widths': [32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024],
        'training.steps': 64_000,
      },
      full: {
        'model.widths': [32, 64, 128, 256, 512, 1024, 2048],
        'task.features': 4096,
        'training.steps': 200_000,
        'seeds.count': 8,
      },
    },
  },
  'power-spectrum-data': {
    title: 'Power spectrum, by data',
    question: 'Does the loss of a model with enough features fall with the exponent a / b in the samples?',
    base: {
      ...base,
      model: { ...base.model, widths: [1024] },
      data: { ...endlessData, branches: [0.03125, 0.0625, 0.125, 0.25, 0.5] },
      training: { ...base.training, steps: 512 },
      seeds: { count: 16, first: 1 },
    },
    sizes: {
      small: {},
      standard: { 'model.widths': [4096], 'task.features': 4096, 'training.steps': 2048 },
      full: { 'model.widths': [4096], 'task.features': 4096, 'training.steps': 2048, 'seeds.count': 32 },
    },
  },
  'power-spectrum-budgets': {
    title: 'Power spectrum, budgets',
    question: 'Does the best size for a budget grow as C^(1 / (1 + b))?',
    base: {
      ...base,
      model: { ...base.model, widths: [23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024] },
      data: { ...endlessData, budgets: [1e6, 4e6, 1.6e7, 6.4e7], sizesPerBudget: 7 },
      training: { ...base.training, steps: 100_000, batch: 8 },
      seeds: { count: 8, first: 1 },
    },
    sizes: {
      small: {},
      standard: { 'seeds.count': 32 },
      full: {
        'model.widths': [23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048, 2896],
        'task.features': 4096,
        'data.budgets': [1e6, 4e6, 1.6e7, 6.4e7, 2.56e8, 1.024e9],
        'seeds.count': 16,
      },
    },
  },
} as const satisfies Record<string, Preset>;

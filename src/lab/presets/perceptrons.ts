// Presets of tasks that perceptrons learn.

import { tasks } from '../../data/tasks/tasks.js';
import { endlessData } from '../experiment/experiment.js';
import { adamw, lrSweep, type Preset } from './preset.js';
import { zipfFacts } from './zipf-facts.js';

export const perceptronPresets = {
  manifold: {
    title: 'Data manifold',
    question: 'Does the exponent of the law follow the dimension of the data, alpha = 4 / d?',
    base: {
      task: tasks.manifold.defaults,
      model: {
        family: 'mlp',
        depth: 2,
        widths: [4, 8, 16, 32, 64],
        activation: 'relu',
        initialisation: 'pytorch',
      },
      data: endlessData,
      training: {
        steps: 3000,
        batch: 256,
        optimizer: adamw,
        schedule: { type: 'cosine', warmupSteps: 100, minimumFactor: 0, decayFraction: 0 },
      },
      lrSweep: { ...lrSweep, centre: 0.02 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 8192, points: 16 },
    },
    sizes: {
      small: {
        // At least twice the dimension: a narrower first layer loses directions of the data, which steepens the law.
        'model.widths': [8, 11, 16, 23, 32, 45],
        'model.initialisation': 'lecun',
        'training.steps': 8000,
        'lrSweep.count': 3,
        'lrSweep.centre': 0.03,
        'lrSweep.widen': false,
        'evaluation.samples': 4096,
        'evaluation.points': 40,
      },
      standard: {
        'model.widths': [4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128],
        'training.steps': 10_000,
        'seeds.count': 3,
        'evaluation.samples': 16_384,
      },
      full: {
        'model.widths': [4, 8, 16, 32, 64, 128, 256, 512],
        'training.steps': 50_000,
        'training.batch': 1024,
        'seeds.count': 4,
        'evaluation.samples': 65_536,
      },
    },
  },
  'zipf-facts': {
    title: 'Zipf facts',
    question:
      'Does the law of a model that memorises facts have the exponent of their frequencies, alpha = a?',
    base: zipfFacts,
    sizes: {
      small: {
        'model.depth': 1,
        'model.widths': [6, 11, 16, 23, 32, 45, 64],
        'model.initialisation': 'pytorch',
        'training.steps': 1600,
        'training.batch': 384,
        'training.schedule.decayFraction': 1,
        'lrSweep.count': 3,
        'lrSweep.centre': 0.06,
        'lrSweep.widen': false,
        'evaluation.points': 16,
      },
      standard: { 'training.steps': 6000, 'training.batch': 2048 },
      full: {},
    },
  },
  isoflop: {
    title: 'Compute budgets',
    question: 'Which size is best for a budget of compute, and does it grow as C^(1/2)?',
    base: {
      ...zipfFacts,
      model: {
        ...zipfFacts.model,
        depth: 1,
        widths: [23, 32, 45, 64, 91, 128, 181, 256, 362, 512],
        initialisation: 'pytorch',
      },
      data: { ...endlessData, budgets: [1e10, 3e10, 1e11, 3e11], sizesPerBudget: 7 },
      training: {
        ...zipfFacts.training,
        steps: 100_000,
        batch: 512,
        schedule: { ...zipfFacts.training.schedule, warmupSteps: 50, decayFraction: 1 },
      },
      lrSweep: { ...lrSweep, count: 3, centre: 0.03 },
      evaluation: { samples: 8192, points: 12 },
    },
    sizes: {
      small: {
        'model.widths': [11, 16, 23, 32, 45, 64, 91, 128, 181, 256],
        'data.budgets': [3e8, 8e8, 2e9, 6e9],
        'training.batch': 256,
        'lrSweep.count': 2,
        'lrSweep.centre': 0.05,
        'lrSweep.widen': false,
      },
      standard: {},
      full: {
        'model.widths': [45, 64, 91, 128, 181, 256, 362, 512, 724, 1024],
        'data.budgets': [1e11, 3e11, 1e12, 3e12],
        'training.steps': 300_000,
        'seeds.count': 3,
      },
    },
  },
  'zipf-facts-data': {
    title: 'Zipf facts, by data',
    question: 'How does the loss fall as one model sees more facts, and is the exponent a / (1 + a)?',
    base: {
      ...zipfFacts,
      model: { ...zipfFacts.model, widths: [113] },
      data: { ...endlessData, uniqueSamples: [1000, 4000, 16_000, 64_000, 256_000] },
      evaluation: { samples: 8192, points: 32 },
    },
    sizes: {
      small: {
        'task.facts': 10_000,
        'model.depth': 1,
        'model.widths': [128],
        'model.initialisation': 'pytorch',
        'data.uniqueSamples': [1024, 2048, 4096, 8192, 16_384],
        'training.steps': 800,
        'training.batch': 256,
        'training.schedule.type': 'constant',
        'training.schedule.warmupSteps': 20,
        'lrSweep.count': 3,
        'lrSweep.centre': 0.008,
        'lrSweep.widen': false,
        'evaluation.points': 24,
      },
      standard: {
        'data.uniqueSamples': [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000],
        'training.steps': 6000,
        'training.batch': 2048,
      },
      full: {},
    },
  },
  'zipf-facts-floor': {
    title: 'Zipf facts with noise',
    question: 'Does a fit find a floor that is known exactly, the entropy of noisy labels?',
    base: {
      ...zipfFacts,
      task: { ...tasks['zipf-facts'].defaults, labelNoise: 0.2 },
      model: {
        ...zipfFacts.model,
        depth: 1,
        // Networks narrower than the 16 classes waste parameters, and bend the law.
        widths: [11, 16, 23, 32, 45, 64, 102],
        initialisation: 'pytorch',
      },
      // A law along N at each of six D, over a decade and a half: their floors lead to that of infinite data.
      data: { ...zipfFacts.data, branches: [0.033, 0.064, 0.125, 0.25, 0.5] },
      training: { ...zipfFacts.training, schedule: { ...zipfFacts.training.schedule, decayFraction: 0.3 } },
      lrSweep: { ...lrSweep, centre: 0.02 },
    },
    sizes: {
      small: {
        'training.steps': 3000,
        'training.batch': 384,
        'training.schedule.warmupSteps': 50,
        'lrSweep.count': 2,
        'lrSweep.centre': 0.03,
        'lrSweep.widen': false,
        'evaluation.points': 16,
      },
      standard: { 'training.steps': 6000, 'training.batch': 2048 },
      full: {},
    },
  },
  glyphs: {
    title: 'Glyphs',
    question: 'Does a network that learns to recognise images follow a power law too?',
    base: {
      task: tasks.glyphs.defaults,
      model: {
        family: 'mlp',
        depth: 2,
        widths: [4, 6, 8, 11, 16, 23, 32],
        activation: 'gelu',
        initialisation: 'pytorch',
      },
      data: endlessData,
      training: {
        steps: 2000,
        batch: 128,
        optimizer: adamw,
        schedule: { type: 'cosine', warmupSteps: 100, minimumFactor: 0, decayFraction: 0 },
      },
      lrSweep: { ...lrSweep, centre: 0.004 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 4096, points: 16 },
    },
    sizes: {
      small: {
        'model.depth': 1,
        'model.widths': [4, 6, 10, 16, 25, 40, 64],
        'model.activation': 'relu',
        'data.order': 'shared',
        'training.steps': 1500,
        'training.batch': 64,
        'lrSweep.count': 3,
        'lrSweep.centre': 0.01,
        'lrSweep.widen': false,
        'evaluation.points': 24,
      },
      standard: {
        'model.widths': [4, 8, 16, 32, 64, 128, 256],
        'training.steps': 8000,
        'training.batch': 512,
        'evaluation.samples': 16_384,
      },
      full: {
        'model.widths': [4, 8, 16, 32, 64, 128, 256, 512],
        'training.steps': 30_000,
        'training.batch': 1024,
        'seeds.count': 3,
        'evaluation.samples': 65_536,
      },
    },
  },
} as const satisfies Record<string, Preset>;

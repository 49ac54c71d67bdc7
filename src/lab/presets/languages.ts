// Presets of languages whose entropy is known, learned by transformers.

import { tasks } from '../../data/tasks/tasks.js';
import { endlessData } from '../experiment/experiment.js';
import { adamw, cooled, decoder, lrSweep, type Preset } from './preset.js';

export const languagePresets = {
  markov: {
    title: 'Markov language',
    question:
      'How close do transformers get to the entropy of a language, and do they approach it as a power law?',
    base: {
      task: tasks.markov.defaults,
      model: { ...decoder, depth: 1, widths: [4, 8, 16, 32, 64], headSize: 16 },
      data: endlessData,
      training: { steps: 1500, batch: 32, optimizer: adamw, schedule: cooled },
      lrSweep: { ...lrSweep, centre: 0.01 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        // Few words, so that losses come close to the entropy.
        'task.vocabulary': 64,
        'task.context': 16,
        'model.widths': [4, 8, 12, 16, 24, 32],
        'training.steps': 1500,
        'training.batch': 32,
        'lrSweep.centre': 0.02,
        'lrSweep.count': 2,
        'lrSweep.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 512,
        'evaluation.points': 12,
      },
      standard: { 'task.vocabulary': 512, 'task.successors': 64, 'training.steps': 4000 },
      full: {
        'task.vocabulary': 512,
        'task.successors': 64,
        'model.widths': [8, 12, 16, 24, 32, 48, 64, 128],
        'training.steps': 16_000,
        'seeds.count': 3,
        'evaluation.samples': 4096,
      },
    },
  },
  'isoflop-language': {
    title: 'Budgets of a language',
    question:
      'Does the best size for a budget grow as C^0.73 or as C^0.50, and does the answer depend on what N counts?',
    base: {
      // So many words that their embeddings are a large share of the smaller models.
      task: { ...tasks.markov.defaults, vocabulary: 512, successors: 64, context: 16 },
      model: { ...decoder, depth: 1, widths: [8, 12, 16, 24, 32, 48, 64, 96, 128], headSize: 16 },
      data: { ...endlessData, budgets: [3e10, 1e11, 3e11, 1e12], sizesPerBudget: 6 },
      training: { steps: 100_000, batch: 32, optimizer: adamw, schedule: cooled },
      lrSweep: { ...lrSweep, count: 3, centre: 0.014 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        'model.widths': [4, 8, 12, 16, 24, 32, 48],
        'data.budgets': [4e9, 8e9, 1.6e10, 3.2e10],
        'data.sizesPerBudget': 5,
        'training.batch': 16,
        'lrSweep.count': 2,
        'lrSweep.widen': false,
        'seeds.count': 1,
        'evaluation.points': 6,
      },
      standard: {},
      full: { 'data.budgets': [3e10, 1e11, 3e11, 1e12, 3e12], 'training.steps': 500_000, 'seeds.count': 3 },
    },
  },
  'lr-transfer': {
    title: 'Learning rates',
    question: 'Does the best learning rate move as the network grows, and does muP keep it fixed?',
    base: {
      task: { ...tasks.markov.defaults, vocabulary: 64, context: 16 },
      model: { ...decoder, depth: 1, widths: [16, 32, 64, 128], headSize: 16 },
      data: endlessData,
      training: { steps: 1500, batch: 32, optimizer: adamw, schedule: cooled },
      lrSweep: { ...lrSweep, count: 7, centre: 0.012, widen: false },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        'model.widths': [16, 24, 32, 64],
        'training.steps': 500,
        'training.batch': 16,
        'seeds.count': 1,
      },
      standard: {},
      full: { 'model.widths': [16, 32, 64, 128, 256], 'training.steps': 4000, 'seeds.count': 3 },
    },
  },
  'graph-walk': {
    title: 'Walks on a graph',
    question: 'Does a language without any meaning, a random walk, still have a scaling law?',
    base: {
      task: tasks['graph-walk'].defaults,
      model: { ...decoder, depth: 2, widths: [8, 12, 16, 24, 32, 48, 64], headSize: 16 },
      data: endlessData,
      training: { steps: 4000, batch: 32, optimizer: adamw, schedule: cooled },
      lrSweep: { ...lrSweep, centre: 0.01 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        'task.nodes': 200,
        'task.edges': 600,
        'task.context': 16,
        'model.depth': 1,
        'model.widths': [4, 8, 12, 16, 24, 32],
        'training.steps': 1000,
        'training.batch': 16,
        'lrSweep.centre': 0.02,
        'lrSweep.count': 2,
        'lrSweep.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 256,
        'evaluation.points': 12,
      },
      standard: {},
      full: { 'task.nodes': 4096, 'task.edges': 20_000, 'training.steps': 20_000, 'seeds.count': 3 },
    },
  },
  grammar: {
    title: 'Tales',
    question: 'What does a lower loss look like in the text: which mistakes disappear first as models grow?',
    base: {
      task: tasks.grammar.defaults,
      model: { ...decoder, depth: 2, widths: [8, 16, 32, 64, 128], headSize: 16 },
      data: endlessData,
      training: { steps: 4000, batch: 32, optimizer: adamw, schedule: cooled },
      lrSweep: { ...lrSweep, centre: 0.006 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        'model.depth': 1,
        'model.widths': [4, 8, 12, 16, 32],
        'training.steps': 600,
        'training.batch': 8,
        'lrSweep.count': 2,
        'lrSweep.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 64,
        'evaluation.points': 8,
      },
      standard: {},
      full: {
        'model.depth': 4,
        'model.widths': [16, 32, 64, 96, 128, 192, 256],
        'training.steps': 20_000,
        'seeds.count': 3,
        'evaluation.samples': 4096,
      },
    },
  },
} as const satisfies Record<string, Preset>;

// Presets of skills that are learned suddenly.

import { tasks } from '../../data/tasks/tasks.js';
import { endlessData } from '../experiment/experiment.js';
import { adamw, cooled, decoder, lrSweep, type Preset } from './preset.js';

export const puzzlePresets = {
  addition: {
    title: 'Addition',
    question: 'Does the skill appear suddenly while the loss falls smoothly?',
    base: {
      task: tasks.addition.defaults,
      model: { ...decoder, depth: 2, widths: [8, 16, 32, 64, 128], headSize: 16 },
      data: endlessData,
      // With beta2 = 0.99 a size learns or not, depending on its seed and rate.
      training: { steps: 6000, batch: 256, optimizer: { ...adamw, beta2: 0.95 }, schedule: cooled },
      lrSweep: { ...lrSweep, centre: 0.006 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 2048, points: 24 },
    },
    sizes: {
      small: {
        'task.digits': 2,
        'task.answer': 'reversed',
        'model.depth': 1,
        'model.widths': [4, 8, 12, 16, 24],
        'training.steps': 1000,
        'training.batch': 64,
        'lrSweep.count': 3,
        'lrSweep.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 512,
        'evaluation.points': 24,
      },
      standard: { 'training.steps': 4000 },
      full: { 'task.digits': 5, 'training.steps': 30_000, 'seeds.count': 3 },
    },
  },
  'parity-mix': {
    title: 'Parity mix',
    question: 'Is a smooth law the sum of many sudden skills?',
    base: {
      task: tasks['parity-mix'].defaults,
      model: {
        family: 'mlp',
        depth: 1,
        widths: [5, 8, 12, 18, 27, 40, 60, 90, 135, 200],
        activation: 'relu',
        initialisation: 'pytorch',
      },
      data: endlessData,
      training: {
        steps: 30_000,
        batch: 2048,
        optimizer: adamw,
        schedule: { type: 'wsd', warmupSteps: 100, minimumFactor: 0, decayFraction: 0.25 },
      },
      lrSweep: { ...lrSweep, count: 2, centre: 0.003 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 12_800, points: 24 },
    },
    sizes: {
      small: {
        // Enough that even the largest model does not learn them all: otherwise its loss would fall below the law.
        'task.subtasks': 64,
        'task.bits': 16,
        'task.parityBits': 2,
        'model.widths': [4, 6, 9, 14, 24, 40, 64],
        'training.steps': 6000,
        'training.batch': 256,
        'lrSweep.centre': 0.02,
        'lrSweep.widen': false,
        'seeds.count': 1,
        'evaluation.points': 24,
      },
      standard: { 'task.subtasks': 50, 'task.bits': 24, 'training.steps': 10_000 },
      full: {},
    },
  },
} as const satisfies Record<string, Preset>;

// What moves the line, and what only seems to. C training FLOPs, N parameters.

import type { Card } from './card.js';
import { sources } from './sources.js';

const muon = { 'training.optimizer.type': 'muon' };

export const recipeCards: readonly Card[] = [
  {
    id: 'recipes',
    number: 9,
    group: 'recipes',
    question: 'Does a better recipe bend the curve?',
    name: 'AdamW and Muon',
    shows:
      'Two laws of one task on one chart: another optimiser, or another activation, moves the line. How far is a number of times the compute.',
    doesNotShow: 'That the gain lasts in much larger networks: such gains often shrink with size.',
    published: { text: 'Muon needs 52 % of the compute of AdamW', source: sources.liu },
    picture: 'laws',
    axis: 'N',
    experiments: [
      { label: 'adamw', name: 'AdamW', preset: 'manifold', overrides: {} },
      { label: 'muon', name: 'Muon', preset: 'manifold', overrides: muon },
      { label: 'gelu', name: 'Tales, GELU', preset: 'grammar', overrides: {} },
      {
        label: 'squared',
        name: 'Tales, squared ReLU',
        preset: 'grammar',
        overrides: { 'model.activation': 'relu-squared' },
      },
    ],
    dials: ['training.optimizer.type', 'model.initialisation', 'model.activation'],
    next: [
      { text: 'Train the same family with Muon', overrides: muon },
      { text: 'Was each of them tuned? Look at the learning rates', card: 'rates' },
      { text: 'What does better cost?', card: 'bill' },
    ],
  },
  {
    id: 'counting',
    number: 7,
    group: 'recipes',
    question: 'Kaplan or Chinchilla: who was right?',
    name: 'Budgets of a language',
    shows:
      'The same runs give a larger exponent where N leaves embeddings out than where it counts them. A second law shows what changes ' +
      'where no learning rate is tuned.',
    doesNotShow: 'Which count is the true one: it is a convention, and must be stated.',
    published: {
      text: 'C^0.73 became C^0.50, mostly by counting embeddings',
      source: sources.pearce,
    },
    picture: 'valleys',
    axis: 'C',
    experiments: [
      { label: 'tuned', name: 'tuned', preset: 'isoflop-language', overrides: {} },
      {
        label: 'untuned',
        name: 'one learning rate',
        preset: 'isoflop-language',
        overrides: { 'lrSweep.enabled': false },
      },
    ],
    dials: ['lrSweep.enabled', 'data.budgets', 'data.sizesPerBudget'],
    next: [
      { text: 'Train every size with one rate', overrides: { 'lrSweep.enabled': false } },
      { text: 'Which size is best for a budget?', card: 'optimal' },
      { text: 'Is your learning rate misleading you?', card: 'rates' },
    ],
  },
  {
    id: 'rates',
    number: 10,
    group: 'recipes',
    question: 'Is your learning rate misleading you?',
    name: 'Learning rates',
    shows:
      'The best rate falls as the network grows, so one rate for all sizes is wrong for most and bends the law. With muP the best rates ' +
      'stand nearly at one place.',
    doesNotShow: 'The best rates there are: only as many are tried as the sweep has.',
    published: {
      text: 'with muP the best rate of a small model is that of a large one',
      source: sources.yang,
    },
    picture: 'rates',
    axis: 'rate',
    experiments: [
      { label: 'standard', name: 'standard', preset: 'lr-transfer', overrides: {} },
      {
        label: 'mup',
        name: 'muP',
        preset: 'lr-transfer',
        overrides: { 'model.initialisation': 'mup', 'lrSweep.centre': 0.03 },
      },
    ],
    dials: ['model.initialisation', 'lrSweep.count', 'lrSweep.ratio'],
    next: [
      {
        text: 'Switch to muP',
        overrides: { 'model.initialisation': 'mup', 'lrSweep.centre': 0.03 },
      },
      { text: 'Does a better recipe bend the curve?', card: 'recipes' },
      { text: 'Which size is best for a budget?', card: 'optimal' },
    ],
  },
];

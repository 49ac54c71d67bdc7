// THE presets, one table: what the lab can be asked to run. A preset is a spec and, for each size, what differs from it.

import { tasks } from '../data/task.js';
import type { AdamwSpec, OptimizerSpec } from '../models/training-spec.js';
import type { ExperimentSize, ExperimentSpec } from './experiment.js';

/** Values by dotted path, e.g. `model.widths`. */
export type Overrides = Readonly<Record<string, unknown>>;

export interface Preset {
  readonly title: string;
  /** What it asks, in one sentence. */
  readonly question: string;
  readonly base: Omit<ExperimentSpec, 'version' | 'preset' | 'size' | 'start'>;
  /** What each size changes in `base`. */
  readonly sizes: Readonly<Record<ExperimentSize, Overrides>>;
}

const adamw: AdamwSpec = {
  type: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: null,
};

/** Optimisers as one choice; the fan's centre that suits each, as a factor of a preset's own, which is AdamW's. */
export const optimizerChoices: Readonly<
  Record<OptimizerSpec['type'], { readonly optimizer: OptimizerSpec; readonly centreFactor: number }>
> = {
  adamw: { optimizer: adamw, centreFactor: 1 },
  sgd: {
    optimizer: { type: 'sgd', momentum: 0.9, weightDecay: 0, clipNorm: null },
    centreFactor: 10,
  },
  muon: {
    optimizer: {
      type: 'muon',
      momentum: 0.95,
      newtonSchulzSteps: 5,
      weightDecay: 0,
      clipNorm: null,
      adamw: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, learningRateFactor: 1 },
    },
    centreFactor: 1,
  },
};

const fan = { enabled: true, count: 4, ratio: 2, widen: true };

const zipfFacts: Preset['base'] = {
  task: tasks['zipf-facts'].defaults,
  model: {
    family: 'mlp',
    depth: 2,
    widths: [10, 14, 20, 28, 40, 57, 80, 113],
    activation: 'relu',
    initialisation: 'he',
  },
  data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
  training: {
    steps: 12_000,
    batch: 4096,
    optimizer: adamw,
    schedule: { type: 'wsd', warmupSteps: 100, minimumFactor: 0, decayFraction: 0.4 },
  },
  fan: { ...fan, centre: 0.004 },
  seeds: { count: 2, first: 1 },
  evaluation: { samples: 8192, points: 16 },
};

/** What the presets of languages have in common: a plain GPT. */
const decoder = {
  family: 'transformer',
  mlpRatio: 4,
  activation: 'gelu',
  norm: 'layernorm',
  positions: 'learned',
  tied: false,
  biases: true,
  initialisation: 'gpt2',
} as const;

/** Steady, then linear to zero. */
const cooled = { type: 'wsd', warmupSteps: 50, minimumFactor: 0, decayFraction: 0.3 } as const;

export const presets = {
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
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: {
        steps: 3000,
        batch: 256,
        optimizer: adamw,
        schedule: { type: 'cosine', warmupSteps: 100, minimumFactor: 0, decayFraction: 0 },
      },
      fan: { ...fan, centre: 0.02 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 8192, points: 16 },
    },
    sizes: {
      small: {
        'model.widths': [4, 5, 6, 8, 12, 20],
        'model.initialisation': 'lecun',
        'training.steps': 2000,
        'fan.count': 3,
        'fan.centre': 0.04,
        'fan.widen': false,
        'evaluation.samples': 4096,
        'evaluation.points': 6,
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
    question: 'Does a model that memorises facts follow the exponent of their frequencies, alpha = a?',
    base: zipfFacts,
    sizes: {
      small: {
        'model.depth': 1,
        'model.widths': [3, 6, 11, 16, 23, 45],
        'model.initialisation': 'pytorch',
        'training.steps': 1200,
        'training.batch': 384,
        'training.schedule.decayFraction': 1,
        'fan.count': 3,
        'fan.centre': 0.08,
        'fan.widen': false,
        'evaluation.points': 2,
      },
      standard: { 'training.steps': 6000, 'training.batch': 2048 },
      full: {},
    },
  },
  'zipf-facts-data': {
    title: 'Zipf facts, by data',
    question: 'How does the loss fall as one model sees more facts, and is it D^(-a / (1 + a))?',
    base: {
      ...zipfFacts,
      model: { ...zipfFacts.model, widths: [113] },
      data: { uniqueSamples: [1000, 4000, 16_000, 64_000, 256_000], order: 'per-seed', branches: [] },
      evaluation: { samples: 8192, points: 32 },
    },
    sizes: {
      small: {
        'task.facts': 10_000,
        'model.depth': 1,
        'model.widths': [128],
        'model.initialisation': 'pytorch',
        'data.uniqueSamples': [512, 1024, 2048, 4096, 8192],
        'training.steps': 400,
        'training.batch': 128,
        'training.schedule.type': 'constant',
        'training.schedule.warmupSteps': 20,
        'fan.count': 3,
        'fan.centre': 0.008,
        'fan.widen': false,
        'evaluation.points': 10,
      },
      standard: {
        'data.uniqueSamples': [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000],
        'training.steps': 6000,
        'training.batch': 2048,
      },
      full: {},
    },
  },
  glyphs: {
    title: 'Glyphs',
    question: 'Do networks that learn to see follow a power law too?',
    base: {
      task: tasks.glyphs.defaults,
      model: {
        family: 'mlp',
        depth: 2,
        widths: [4, 6, 8, 11, 16, 23, 32],
        activation: 'gelu',
        initialisation: 'pytorch',
      },
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: {
        steps: 2000,
        batch: 128,
        optimizer: adamw,
        schedule: { type: 'cosine', warmupSteps: 100, minimumFactor: 0, decayFraction: 0 },
      },
      fan: { ...fan, centre: 0.004 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 4096, points: 16 },
    },
    sizes: {
      small: {
        'model.depth': 1,
        'model.widths': [4, 6, 10, 16, 25, 40],
        'model.activation': 'relu',
        'data.order': 'shared',
        'training.steps': 800,
        'training.batch': 64,
        'fan.count': 3,
        'fan.centre': 0.01,
        'fan.widen': false,
        'evaluation.points': 6,
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
  markov: {
    title: 'Markov language',
    question:
      'How close to the entropy of a language do transformers come, and is the way there a power law?',
    base: {
      task: tasks.markov.defaults,
      model: { ...decoder, depth: 1, widths: [4, 8, 16, 32, 64], headSize: 16 },
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: { steps: 1500, batch: 32, optimizer: adamw, schedule: cooled },
      fan: { ...fan, centre: 0.01 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        'task.context': 16,
        'model.widths': [4, 8, 12, 16, 24, 32],
        'training.steps': 1000,
        'training.batch': 16,
        'fan.centre': 0.02,
        'fan.count': 2,
        'fan.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 256,
        'evaluation.points': 4,
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
  'graph-walk': {
    title: 'Walks on a graph',
    question: 'Does a language with no meaning at all, a random walk, still give a scaling law?',
    base: {
      task: tasks['graph-walk'].defaults,
      model: { ...decoder, depth: 2, widths: [8, 12, 16, 24, 32, 48, 64], headSize: 16 },
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: { steps: 4000, batch: 32, optimizer: adamw, schedule: cooled },
      fan: { ...fan, centre: 0.01 },
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
        'fan.centre': 0.02,
        'fan.count': 2,
        'fan.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 256,
        'evaluation.points': 4,
      },
      standard: {},
      full: { 'task.nodes': 4096, 'task.edges': 20_000, 'training.steps': 20_000, 'seeds.count': 3 },
    },
  },
  grammar: {
    title: 'Tales',
    question: 'What does a lower loss read like: which mistakes go first as models grow?',
    base: {
      task: tasks.grammar.defaults,
      model: { ...decoder, depth: 2, widths: [8, 16, 32, 64, 128], headSize: 16 },
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: { steps: 4000, batch: 32, optimizer: adamw, schedule: cooled },
      fan: { ...fan, centre: 0.006 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 512, points: 12 },
    },
    sizes: {
      small: {
        'model.depth': 1,
        'model.widths': [4, 8, 12, 16, 32],
        'training.steps': 600,
        'training.batch': 8,
        'fan.count': 2,
        'fan.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 64,
        'evaluation.points': 4,
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
  addition: {
    title: 'Addition',
    question: 'Does the skill come suddenly while the loss falls smoothly?',
    base: {
      task: tasks.addition.defaults,
      model: { ...decoder, depth: 2, widths: [8, 16, 32, 64, 128], headSize: 16 },
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: { steps: 6000, batch: 256, optimizer: adamw, schedule: cooled },
      fan: { ...fan, centre: 0.006 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 2048, points: 24 },
    },
    sizes: {
      small: {
        'task.digits': 2,
        'task.answer': 'reversed',
        'model.depth': 1,
        'model.widths': [4, 8, 16, 24, 32],
        'training.steps': 1000,
        'training.batch': 64,
        'fan.count': 2,
        'fan.widen': false,
        'seeds.count': 1,
        'evaluation.samples': 512,
        'evaluation.points': 10,
      },
      standard: {},
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
      data: { uniqueSamples: [null], order: 'per-seed', branches: [] },
      training: {
        steps: 30_000,
        batch: 2048,
        optimizer: adamw,
        schedule: { type: 'wsd', warmupSteps: 100, minimumFactor: 0, decayFraction: 0.25 },
      },
      fan: { ...fan, count: 2, centre: 0.003 },
      seeds: { count: 2, first: 1 },
      evaluation: { samples: 12_800, points: 24 },
    },
    sizes: {
      small: {
        'task.subtasks': 16,
        'task.bits': 12,
        'task.parityBits': 2,
        'model.widths': [4, 6, 9, 14, 24, 40],
        'training.steps': 4000,
        'training.batch': 128,
        'fan.centre': 0.02,
        'fan.widen': false,
        'seeds.count': 1,
        'evaluation.points': 8,
      },
      standard: { 'task.subtasks': 50, 'task.bits': 24, 'training.steps': 10_000 },
      full: {},
    },
  },
  text: {
    title: 'Your own text',
    question: 'What is the law of the text that you give?',
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
      data: { uniqueSamples: [null], order: 'per-seed', branches: [0.125, 0.25, 0.5] },
      training: {
        steps: 4000,
        batch: 16,
        optimizer: { ...adamw, beta2: 0.98 },
        schedule: cooled,
      },
      fan: { ...fan, count: 3, centre: 0.0072 },
      seeds: { count: 1, first: 1 },
      evaluation: { samples: 4096, points: 16 },
    },
    sizes: {
      small: {
        'task.context': 16,
        'model.depth': 1,
        'model.widths': [4, 8, 12, 16, 32],
        // A decade of D, so that there is a law along it.
        'data.branches': [0.1, 0.25, 0.5],
        'training.steps': 1600,
        'training.batch': 16,
        'training.schedule.warmupSteps': 30,
        'fan.centre': 0.0102,
        'fan.count': 2,
        'fan.widen': false,
        'evaluation.samples': 128,
        'evaluation.points': 4,
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

export type PresetId = keyof typeof presets;
export const presetIds = Object.keys(presets) as PresetId[];

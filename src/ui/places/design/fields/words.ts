// What the fields of the designer say.

import { formatNumber, formatPercent } from '../../../../base/format.js';
import type { ExperimentSpec, ScheduleSettings } from '../../../../lab/experiment/experiment.js';
import type { Initialisation } from '../../../../models/initialise.js';
import type { Activation, Norm, PositionType, TransformerActivation } from '../../../../models/model-spec.js';
import type { SweepMode } from './sweep-mode.js';

export const words = {
  groups: {
    task: 'Task',
    network: 'Network',
    sweep: 'Sweep',
    training: 'Training',
    rate: 'Learning rate',
    measuring: 'Measuring',
  },

  field: {
    noNumber: (text: string): string =>
      text.trim() === ''
        ? 'expected a number, such as 0.02, 300 or 2 G'
        : `expected a number, such as 0.02, 300 or 2 G, got “${text.trim().slice(0, 30)}”`,
    nothing: 'nothing',
    many: (count: number, first: string, last: string): string => `${count} values, ${first} to ${last}`,
    flag: (isOn: boolean): string => (isOn ? 'on' : 'off'),
    preset: (value: string): string => `preset: ${value}`,
    back: (label: string, value: string): string => `preset: ${value}. Set ${label} back`,
    /** How much longer it takes than with the preset's value. */
    time: (ratio: number): string =>
      `time ${ratio >= 10 ? Math.round(ratio) : ratio < 0.1 ? formatNumber(ratio, 1) : ratio.toFixed(1)} ×`,
    more: {
      one: (share: number): string => `${signedPercent(share)} each`,
      twice: (share: number): string => `2 ×: ${signedPercent(share)}`,
    },
    moreHint: {
      one: 'How much longer it takes with one more',
      twice: 'How much longer it takes with twice as much',
    },
    timeHint: 'How much longer it takes than with the preset’s value',
    none: 'none',
    endless: 'endless',
  },

  task: { type: 'Task', seed: 'Seed of the task', text: 'Text' },
  network: {
    depth: { mlp: 'Hidden layers', transformer: 'Blocks' },
    activation: 'Activation',
    activations: {
      relu: 'ReLU',
      tanh: 'tanh',
      gelu: 'GELU',
      'relu-squared': 'ReLU²',
      swiglu: 'SwiGLU',
    } satisfies Record<Activation | TransformerActivation, string>,
    headSize: 'Channels a head',
    mlpRatio: 'Inner width',
    mlpRatioUnit: '× channels',
    norm: 'Norm',
    norms: { layernorm: 'LayerNorm', rmsnorm: 'RMSNorm' } satisfies Record<Norm, string>,
    positions: 'Positions',
    positionTypes: { learned: 'Learned', rotary: 'Rotary' } satisfies Record<PositionType, string>,
    initialisation: 'Initialisation',
    initialisations: {
      pytorch: 'PyTorch',
      lecun: 'LeCun',
      he: 'He',
      gpt2: 'GPT-2',
      'zero-output': 'Zero outputs',
      mup: 'muP',
    } satisfies Record<Initialisation, string>,
    tied: 'Tied head',
    biases: 'Biases',
  },
  sweep: {
    mode: 'Kind of sweep',
    modes: {
      sizes: 'Sizes',
      grid: 'Sizes × data',
      isoflop: 'IsoFLOP',
      branches: 'Branches',
    } satisfies Record<SweepMode, string>,
    modeHints: {
      sizes: 'Each size trains once on endless data: loss along N.',
      grid: 'Each size trains on each data set: loss along N and D.',
      isoflop: 'Each budget of compute trains the sizes around its best one: the valleys and the frontier.',
      branches: 'Each size trains once, and ends several times on the way: loss along N and D for less.',
    } satisfies Record<SweepMode, string>,
    widths: { mlp: 'Widths', transformer: 'Channels' },
    widthsHint: 'One network of each, any whole numbers',
    uniqueSamples: 'Samples of a set',
    budgets: 'Budgets, FLOP',
    budgetsHint: 'Training compute of one network: 300 M, 2 G, 1e10',
    sizesPerBudget: 'Sizes a budget',
    branches: 'Ends, share of steps',
    order: 'Data',
    orderHint: 'Whether each seed sees samples of its own, or all the same',
    orders: { 'per-seed': 'Per seed', shared: 'Shared' } satisfies Record<
      ExperimentSpec['data']['order'],
      string
    >,
    seeds: 'Seeds',
    firstSeed: 'First seed',
  },
  training: {
    steps: 'Steps',
    mostSteps: 'Steps, at most',
    batch: 'Batch',
    samples: 'samples',
    optimizer: 'Optimiser',
    schedule: 'Schedule',
    schedules: {
      constant: 'Constant',
      cosine: 'Cosine',
      wsd: 'Stable, then decay',
    } satisfies Record<ScheduleSettings['type'], string>,
    warmup: 'Warm-up',
    stepsUnit: 'steps',
    minimum: 'Last rate',
    ofPeak: '× the peak',
    decay: 'Decay',
    ofSteps: '× the steps',
  },
  optimizer: {
    settings: (label: string): string => `Settings of ${label}`,
    /** Its settings by their name in the spec. */
    names: {
      beta1: 'Beta 1',
      beta2: 'Beta 2',
      epsilon: 'Epsilon',
      momentum: 'Momentum',
      newtonSchulzSteps: 'Newton–Schulz steps',
      weightDecay: 'Weight decay',
      clipNorm: 'Clip norm',
      learningRateFactor: 'Rate, × Muon’s',
    } as Readonly<Partial<Record<string, string>>>,
    ofAdamw: (label: string): string => `AdamW: ${label}`,
  },
  rate: {
    mode: 'Rates of each size',
    modes: { one: 'One rate', sweep: 'Sweep every size' },
    centre: 'Centre',
    centreUnit: 'at width 32',
    centreHint: 'The middle rate of a network of width 32; those of other widths follow from it',
    count: 'Rates tried',
    ratio: 'Spaced',
    ratioUnit: '×',
    widen: 'Widen',
    widenHint: 'Tries more rates where the best one is the highest or the lowest tried',
  },
  measuring: {
    points: 'Evaluations',
    longestGap: 'Longest gap',
    ofSteps: '× the steps',
    gapHint: 'The law in sight moves at least this often',
    samples: 'Measured on',
    unseen: 'samples',
    unseenHint: 'Unseen in training; a task with few inputs uses all of them',
  },
} as const;

function signedPercent(share: number): string {
  return share < 0 ? `−${formatPercent(-share)}` : `+${formatPercent(share)}`;
}

// What the designer says.

import { formatCount, formatNumber } from '../../../base/format.js';

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

export const words = {
  title: 'Design an experiment',
  from: 'from the preset',
  size: 'How long it trains',
  sizes: { small: 'Small', standard: 'Standard', full: 'Full' },
  ownPreset: 'none',
  differ: (count: number): string => (count === 1 ? '1 setting differs' : `${count} settings differ`),
  backToPreset: 'Back to the preset',
  copyLink: 'Copy link',
  copied: 'Link copied',
  addToQueue: 'Add to queue',
  legend: 'A blue frame marks what differs from the preset. Every setting is part of the link.',
  /** What is wrong with a field, where the field is not in sight. */
  of: (label: string, problem: string): string => `${label}: ${problem}`,
  wrongFields: (labels: readonly string[]): string => `Correct ${labels.join(', ')} first.`,

  preview: {
    title: 'What will run',
    count: (configs: number, networks: number): string =>
      `${counted(configs, 'point')}, ${counted(networks, 'network')}`,
    table: 'Planned runs',
    heads: {
      budget: 'Budget',
      size: { mlp: 'Width', transformer: 'Channels' },
      parameters: 'Parameters',
      samples: { mlp: 'Samples', transformer: 'Tokens' },
      flops: 'FLOPs',
      replicas: 'Seeds × rates',
      time: 'Time here',
    },
    here: { cpu: 'On this processor', gpu: 'On this GPU' },
    measuring: 'Measuring this device …',
    elsewhere: 'On a GPU of 1 TFLOP/s',
    compute: 'Compute',
    /** `346 GFLOP`. */
    flops: (flops: number): string =>
      flops >= 1e12 ? `${formatNumber(flops / 1e12)} TFLOP` : `${formatNumber(flops / 1e9)} GFLOP`,
    memory: 'Memory',
    start: 'Start',
    /** `time` is '' where it is not known. */
    startHint: (time: string): string =>
      `${time === '' ? '' : `${time} · `}kept as a new entry of the history`,
    queueInstead: 'Add to the queue',
    queueHint: 'It follows what trains now',
    nothing: 'Nothing can run yet.',
  },

  queue: {
    title: 'Queue',
    empty: 'Nothing waits. Add this design, change it, add it again: they train one after another.',
    place: (place: number, title: string, aside: string): string =>
      `${place} · ${title}${aside === '' ? '' : ` · ${aside}`}`,
    training: (percent: string): string => `training, ${percent}`,
    preparing: 'preparing',
    open: (name: string): string => `${name}: open it here`,
    earlier: (name: string): string => `${name}: earlier`,
    later: (name: string): string => `${name}: later`,
    remove: (name: string): string => `${name}: remove from the queue`,
    go: 'Start the queue',
    goOn: 'Go on after this one',
    hold: 'Hold after this one',
    clear: 'Empty the queue',
    added: (place: number): string => `Added to the queue, place ${place}.`,
    would: (place: number, end: string): string =>
      `This design would be number ${place}${end === '' ? '' : ` and end in ${end}`}.`,
    problem: (message: string): string => `The queue waits: ${message}`,
  },
} as const;

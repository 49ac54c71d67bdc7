// All that a person reads while an experiment trains: its controls, and the table of its runs.

import { formatCount, formatSecondsRange, formatTimeRange } from '../../base/format.js';
import type { ReplicaOutcome } from '../../lab/records/record.js';

export const words = {
  controls: {
    start: 'Start',
    startAgain: 'Start again',
    time: {
      first: (time: string): string => `Measure it on your machine: ${time}`,
      again: (time: string): string => `A new entry: ${time}`,
    },
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop, keep the law',
    progress: 'Progress',
    /** Before anything trains. */
    preparing: { gpu: 'Compiling shaders', cpu: 'Getting ready' },
    prepared: (done: number, total: number): string => `${done} of ${total}`,
    state: { training: 'Training', paused: 'Paused', stopping: 'Stopping' },
    share: (state: string, fraction: number): string => `${state} · ${Math.floor(100 * fraction)} %`,
    leftWithin: (range: readonly [low: number, high: number]): string => `${formatSecondsRange(range)} left`,
    left: (seconds: number): string => `${formatTimeRange(seconds)} left`,
  },

  table: {
    title: 'Runs',
    empty: 'Each model size gets a row once you start the experiment.',
    seen: (samples: number, unit: 'samples' | 'tokens'): string => `D = ${formatCount(samples)} ${unit} each`,
    parameters: 'Parameters',
    dataset: 'Data set',
    rate: 'Best rate',
    loss: 'Loss',
    accuracy: 'Accuracy',
    outcome: 'Outcome',
    endless: 'endless',
    percent: (share: number): string => `${(100 * share).toFixed(1)} %`,
    atEdge: 'at the edge of the sweep',
    atEdgeHint: 'At the edge of the learning-rate sweep: the best rate may lie beyond it',
    skip: (size: string): string => `Skip ${size}`,
    skipHint: 'Skip: end this size now',
  },

  /** What became of a configuration. */
  outcome: {
    waiting: 'waiting',
    notRun: 'not run',
    running: (fraction: number): string => `${Math.floor(100 * fraction)} %`,
    endedEarly: 'ended early',
    ended: {
      diverged: 'diverged',
      skipped: 'skipped',
      stopped: 'stopped',
      finished: 'finished',
    } satisfies Record<ReplicaOutcome, string>,
    some: (count: number, total: number, outcome: string): string => `${count} of ${total} ${outcome}`,
  },
} as const;

// All that a person reads about an experiment before it starts: its panel, its summary, its cost.

import { formatCount, formatNumber } from '../../base/format.js';
import type { ExperimentSize } from '../../lab/experiment/experiment.js';

export const words = {
  panel: {
    experiment: 'Experiment',
    /** Instead of a preset's question. */
    ownQuestion: 'A custom experiment, opened from a link.',
    turn: 'Turn a dial',
    designer: 'Change anything: open the designer',
    waiting: (count: number): string =>
      count === 1 ? '1 experiment waits in the queue.' : `${count} experiments wait in the queue.`,
    size: 'How long',
    sizes: { small: 'Small', standard: 'Standard', full: 'Full' } satisfies Record<ExperimentSize, string>,
    summary: {
      sizes: 'Sizes',
      widths: (widths: readonly number[], family: 'mlp' | 'transformer'): string =>
        `${widths.join(', ')} ${family === 'mlp' ? 'neurons' : 'channels'}`,
      seeds: 'Seeds',
      eachSize: (count: number): string => `${count} of each size`,
      training: 'Training',
      /** `length` is that of the training: `8 k steps`, `4 budgets`. */
      trained: (length: string, optimizer: string, isTuned: boolean): string =>
        `${length}, ${optimizer}, ${isTuned ? 'tuned' : 'one rate'}`,
      steps: (count: number): string => `${formatCount(count)} steps`,
      budgets: (count: number): string => (count === 1 ? '1 budget' : `${count} budgets`),
    },
    startsFrom: 'Starts from the weights',
    remove: 'Remove',
    removeHint: 'Starts from random weights again',
  },

  question: {
    switcher: 'Experiments',
    previous: 'The experiment before',
    next: 'The next experiment',
    number: (number: number, of: number): string => `Experiment ${number} of ${of}`,
    own: 'An experiment of your own',
    all: (count: number): string => `See all ${count}`,
  },

  facts: {
    /** `teaches` is a sentence; `floor` is null where none is known. */
    task: (teaches: string, unit: string, floor: number | null): string =>
      floor === null
        ? `${teaches} The loss is in ${unit}; its irreducible part is not known.`
        : `${teaches} The loss, in ${unit}, cannot fall below ${formatNumber(floor, 4)}, its exact floor.`,
  },

  cost: {
    /** Of a share: `6 models, 3 k steps each`. */
    part: (replicas: number, steps: number): string =>
      `${replicas} ${replicas === 1 ? 'model' : 'models'}, ${formatCount(steps)} steps each`,
    /** `28 sizes on 4 budgets × 4 replicas`. */
    ofBudgets: (budgets: number, configs: number, replicas: number): string =>
      `${configs} sizes on ${words.panel.summary.budgets(budgets)} × ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    /** `5 sizes × 8 replicas, 3 k steps each`. */
    work: (sizes: number, datasets: number, replicas: number, steps: number): string => {
      const parts = [
        `${sizes} ${sizes === 1 ? 'size' : 'sizes'}`,
        ...(datasets > 1 ? [`${datasets} data sets`] : []),
        `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
      ];
      return `${parts.join(' × ')}, ${formatCount(steps)} steps each`;
    },
  },

  /** Why an experiment cannot start. */
  obstacle: {
    readingLink: 'Reading the link …',
    measuring: 'Measuring this device …',
    noDevice: 'This page found no device to train on.',
    readingText: 'Making tokens of the text …',
    noText: 'Add a text to train on first.',
  },

  link: {
    broken: 'This link does not work.',
    failed: (error: string): string => `This page could not read it (${error}).`,
    copied: { title: 'The link to this experiment is copied.', text: 'Whoever opens it has the same dials.' },
    inAddress: { title: 'The link is in the address bar.', text: 'Copy it from there.' },
  },
} as const;

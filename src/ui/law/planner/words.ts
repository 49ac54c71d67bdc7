// All that a person reads in the planner, but for the sentences that a plan itself makes (src/laws/forecast).

import { formatCount, formatDuration, formatNumber } from '../../../base/format.js';
import type { Budget } from '../../../laws/forecast/planner.js';

const range = ([low, high]: readonly string[]): string => `95 %: ${low} to ${high}`;

export const words = {
  scope: 'for one model, without its learning-rate sweep and seeds',
  noLaw: 'Once a law is fitted, this shows the best model for a compute budget and the cost of a lower loss.',
  nothingToPlan: 'This law leaves nothing to plan.',

  by: 'Plan by',
  budgets: { seconds: 'Time', flops: 'Compute', loss: 'Loss' } satisfies Record<Budget['type'], string>,
  budgetFields: {
    seconds: 'Seconds on this device',
    flops: 'Training FLOPs',
    loss: 'Loss to be reached',
  } satisfies Record<Budget['type'], string>,
  budget: (budget: Budget): string => {
    if (budget.type === 'seconds') return formatDuration(budget.seconds);
    return budget.type === 'flops' ? words.flops(budget.flops) : formatNumber(budget.loss);
  },

  expected: (unit: string): string => `Expected loss (${unit})`,
  lossRange: (interval: readonly number[]): string => range(interval.map((end) => formatNumber(end))),
  sizes: { N: 'Parameters N', D: 'Data D' },
  sizeRange: (interval: readonly number[]): string => {
    const [low, high] = interval.map((end) => formatCount(end));
    return low === high ? '' : range([low, high]);
  },
  asMeasured: 'as measured',
  compute: 'Compute',
  flops: (flops: number): string => `${formatCount(flops)} FLOPs`,
  time: 'Time, estimated',
  energy: 'Energy, estimated',

  others: 'What the same law says of other budgets',
  otherHeads: ['Compute', 'N', 'D', 'Loss', '95 %', 'Time'],
  times: (factor: number): string => `${factor} ×`,
  toward: (interval: readonly number[]): string => interval.map((end) => formatNumber(end)).join(' to '),

  next: 'Most informative next runs',
} as const;

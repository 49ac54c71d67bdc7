// All that a person reads in the panels of languages: samples and trained models.

import { formatCount, formatNumber, formatPercent, formatPercents } from '../../base/format.js';
import { wilsonInterval } from '../../fit/goodness/wilson.js';
import type { Sample } from '../../lab/records/record.js';

export const words = {
  withoutText: (name: string): string =>
    `The text “${name}” is not here. Give it again to read what the models wrote, and to write with them.`,
  samples: {
    title: 'Samples',
    step: 'after step',
    stepLabel: 'Samples after step',
    region: 'Samples of every size',
    facts: (step: number, loss: number): string => `step ${formatCount(step)}, loss ${formatNumber(loss)}`,
    /** `73 % of sentences right (95 %: 66 to 79)`; null where the task does not judge sentences. */
    right: ({ rightShare, sentences }: Sample): string | null => {
      if (rightShare === null) return null;
      const share = `${formatPercent(rightShare)} of sentences right`;
      if (!sentences) return share;
      return `${share} (95 %: ${formatPercents(wilsonInterval(sentences.right, sentences.count))})`;
    },
  },

  models: {
    title: 'Trained models',
    open: 'Open weights',
    opened: 'Opened',
    none: 'Weights appear here when a run finishes. They are kept until you close the page. You can also open a .safetensors file.',
    model: 'Model',
    option: (group: string, label: string, best: boolean): string =>
      `${group}: ${label}${best ? ' (best)' : ''}`,
    label: (seed: number, rate: number, loss: number): string =>
      `seed ${seed}, rate ${formatNumber(rate, 2)}, loss ${formatNumber(loss)}`,
    parameters: (count: number): string => `${formatCount(count)} parameters`,
    save: 'Save weights',
    saveHint: 'A .safetensors file, with the names that PyTorch uses',
    startFrom: 'Continue training',
    startFromHint:
      'Makes an experiment of this one size that starts from these weights instead of random ones',
    tooLarge: (name: string): string => `${name} is too large: this lab opens files of up to 256 MiB.`,
  },

  writing: {
    prompt: 'Prompt',
    temperature: 'Temperature',
    temperatureHelp:
      '0 always picks the most likely token; 1 samples from the model’s distribution; higher values are more random.',
    write: 'Continue the text',
    computing: 'Computing …',
    stop: 'Stop',
    probabilities: 'Show token probabilities',
    empty: 'What the model writes appears here.',
    noText: 'To see token probabilities, load the text this model was trained on.',
  },

  probabilities: {
    caption: (mean: number): string =>
      `A held-out line. The deeper the shade of a token, the less the model expected it. Mean ${formatNumber(mean)} nats per token.`,
    table: 'Probability of each token given those before it',
    heads: ['Token', 'Probability', 'Surprise (nats)'],
    /** Probability of a surprise in nats. */
    percent: (surprise: number): string => `${formatNumber(100 * Math.exp(-surprise), 2)} %`,
  },
} as const;

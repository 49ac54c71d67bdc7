import { formatNumber } from '../../../../base/format.js';
import type { AllMeasured, Measured } from '../kit/lesson.js';
import { exponent, percent, run, times } from '../kit/words.js';

/** The loss of the second recipe as a share of that of the first, at the smallest or the largest size. */
const share = (first: Measured, second: Measured, which: 'firstLoss' | 'lastLoss'): string =>
  percent(second.values[which] / first.values[which]);

/** Parameters that the first recipe needs for the loss that the second has at its largest size, as a ratio. */
export const multiplier = (first: Measured, second: Measured): number => {
  const { A, alpha, E } = first.values;
  return (A / (second.values.lastLoss - E)) ** (1 / alpha) / second.values.lastSize;
};

export const words = {
  title: 'What a better recipe is worth',
  learns: 'How to compare two ways of training fairly, what a compute multiplier is, and what no law says.',
  actions: {
    adamw: 'Set AdamW',
    startAdamw: 'Start',
    muon: 'Set Muon',
    startMuon: 'Start',
  },
  steps: [
    {
      title: 'The recipe that everybody uses',
      text: [
        'A law belongs to a recipe: data, network, and the rule by which training changes the parameters, the [optimiser]. The usual one is [AdamW].',
        '{adamw} and press {startAdamw}. If you measured this in the first lesson, its law counts here too.',
      ],
      notes:
        'Ask what else belongs to a recipe: activation, schedule, batch, data. Each could be compared like this.',
    },
    {
      title: 'A newer one',
      text: [
        '[Muon] treats each matrix as a whole. Both get the same learning-rate [sweep], the same seeds and the same number of steps; otherwise the comparison would not be fair.',
        'Choose an answer, then {muon} and press {startMuon}.',
      ],
      question: {
        ask: 'At the largest size, what will Muon’s loss be, as a share of AdamW’s?',
        choices: ['about the same', 'about three quarters', 'about half'],
        verdict: ({ adamw, muon }: AllMeasured): string =>
          `${run(muon)}: ${share(adamw, muon, 'lastLoss')} at the largest size, and ${share(adamw, muon, 'firstLoss')} at the smallest.`,
      },
      notes:
        'One preset and one puzzle. Before anybody draws a conclusion, ask what the intervals say and on what else one would try it.',
    },
    {
      title: 'Moved, or tilted?',
      text: [
        'A better recipe can move the line down, or tilt it. A move is worth the same at all sizes. A tilt is worth more the larger the network is, for as long as it lasts.',
      ],
      question: {
        ask: 'What did Muon do to your line?',
        choices: ['it moved: the intervals of both exponents overlap', 'it got steeper', 'it got flatter'],
        verdict: ({ adamw, muon }: AllMeasured): string =>
          `AdamW: ${exponent(adamw)}. Muon: ${exponent(muon)}.`,
      },
      notes:
        'A steeper line over one decade is not a better law for ever. Most recipes lose a part of their gain at scale.',
    },
    {
      title: 'The multiplier',
      text: [
        'Read the two laws sideways: how large must a network of the old recipe be to reach the loss of the new one? With equal steps, compute grows with size, so this is a [compute multiplier].',
      ],
      question: {
        ask: 'How many times as many parameters does AdamW need for the loss of Muon’s largest network?',
        choices: ['about 1.1 times', 'about 1.8 times', 'about 4 times'],
        verdict: ({ adamw, muon }: AllMeasured): string =>
          `By your two laws, ${times(multiplier(adamw, muon))}: Muon reached ${formatNumber(muon.values.lastLoss)} with ${muon.values.lastSize} parameters.`,
      },
      notes:
        'For language models one study reports 1.9. Another, with both recipes tuned alike, finds 1.4 at 0.1 billion parameters and 1.1 at 1.2 billion.',
    },
    {
      title: 'What laws do not say',
      text: [
        'For language models Liu and others report a multiplier of 1.9 for Muon. Wen and others tuned both sides alike and found 1.4 for small models and 1.1 for larger ones. So ask of each such number how well the old recipe was tuned.',
        'All recipes together: the compute for a fixed loss of language halved about every 8 months, with a range of 5 to 14.',
        'A law speaks of [loss]. It does not say what a lower loss is good for. In one study only 18 of 46 tasks improved smoothly and predictably ([downstream]), and at some tasks larger models are worse ([inverse scaling]).',
      ],
      notes: 'Close with three sentences from everybody: what scales, what it costs, what it does not say.',
    },
  ],
  notShown: [
    'That the gain lasts at a million times the size. Multipliers often shrink.',
    'That one puzzle stands for others. Here the networks are perceptrons with a few thousand parameters.',
  ],
};

// All that challenges say.

import { formatDuration, formatNumber, formatPercent } from '../../../base/format.js';
import { formatFlops, secondsOf, type Challenge } from '../../../lab/challenge/challenge.js';
import type { Cost } from '../../../lab/challenge/ledger.js';
import type { Score } from '../../../lab/challenge/score.js';
import type { DraftField } from './draft.js';

type Rated = Pick<Challenge, 'rate'>;

/** FLOPs, or seconds where the budget was stated so. */
function amount(flops: number, challenge: Rated): string {
  const seconds = secondsOf(flops, challenge);
  if (seconds === null) return `${formatFlops(flops)} FLOPs`;
  return seconds < 10 ? `${formatNumber(seconds)} s` : formatDuration(seconds);
}

const fields: Readonly<Record<DraftField, { readonly label: string; readonly hint: string }>> = {
  widths: { label: 'Widths', hint: 'separated by commas' },
  samples: { label: 'Unique samples', hint: 'empty: endless data' },
  depth: { label: 'Layers', hint: '' },
  steps: { label: 'Steps', hint: '' },
  warmup: { label: 'Warm-up steps', hint: '' },
  batch: { label: 'Batch', hint: 'rows a step' },
  rate: { label: 'Learning rate', hint: 'at width 32; other widths are scaled' },
  rates: { label: 'Learning rates', hint: 'tried for each size, around that one' },
  seeds: { label: 'Seeds', hint: '' },
};

export const words = {
  title: 'Challenge',
  lead: 'Spend the budget on experiments, then predict the loss of one final run and train it.',
  reading: 'The link is being read …',
  broken: 'This link does not open a challenge.',
  toForm: 'Set a challenge of your own',
  amount,
  fields,
  oneWidth: 'Width',
  optimizer: 'Optimiser',

  rules: {
    title: 'The rules',
    task: (name: string, seed: number) =>
      `Task: ${name}, seed ${seed}. Both are fixed; everything else is yours to choose.`,
    budget: (challenge: Challenge) => {
      const { budget, rate } = challenge;
      const flops = `${formatFlops(budget)} FLOPs of training`;
      const stated = rate === null ? '' : `, ${amount(budget, challenge)} at ${formatFlops(rate)} FLOP/s`;
      return `Budget: ${flops}${stated}. Every experiment and the final run spend it, by the exact FLOPs of the steps they train.`;
    },
    refund: 'What is stopped early is refunded, and what was trained once is free a second time.',
    final:
      'Then one final run: a single model that no experiment has trained. You predict its loss, the prediction is sealed, and it is trained once.',
    score: 'The score is its loss, and the error of the prediction. Lower is better for both.',
  },

  budget: {
    title: 'Budget',
    left: (left: number, challenge: Challenge) => `${amount(Math.max(0, left), challenge)} left`,
    of: (spent: number, challenge: Challenge) =>
      `${amount(spent, challenge)} of ${amount(challenge.budget, challenge)} spent (${formatPercent(spent / challenge.budget)})`,
    reserved: (flops: number, challenge: Challenge) =>
      `${amount(flops, challenge)} kept for what is training`,
    design: (flops: number, challenge: Challenge) => `this design: ${amount(flops, challenge)}`,
    overspent: (by: number, challenge: Challenge) =>
      `The budget is overspent by ${amount(by, challenge)}. Whoever verifies the hand-in sees that.`,
  },

  design: {
    title: 'Next run',
    kind: 'Kind of run',
    experiment: 'Experiment',
    final: 'Final run',
    cost: ({ whole, due }: { readonly whole: number; readonly due: number }, challenge: Challenge) => {
      if (due === whole) return `It costs ${amount(due, challenge)}.`;
      return due === 0
        ? `It is free: all of it was trained before.`
        : `It costs ${amount(due, challenge)}; the rest of its ${amount(whole, challenge)} was trained before.`;
    },
    time: (time: string) => `Here that takes ${time}.`,
    tooMuch: (due: number, left: number, challenge: Challenge) =>
      `It costs ${amount(due, challenge)}, and ${amount(Math.max(0, left), challenge)} are left.`,
    fits: (steps: number) => `With ${steps.toLocaleString('en')} steps it fits.`,
    noneFits: 'Not even a few steps of it fit: take fewer or smaller sizes.',
    takeSteps: (steps: number) => `Take ${steps.toLocaleString('en')} steps`,
    start: 'Start the experiment',
    known:
      'An experiment has trained this very model, so nothing is left to predict. Change its width, its data or its steps.',
    isTraining: 'Something is training: the next run can start once it has ended.',
    elsewhere: 'Another tab trains a run of this challenge. The next one can start once it has ended.',
    noDevice: 'The page is still measuring this machine, or cannot train here.',
    notKept: (problem: string) => `${problem} A challenge needs its experiments kept.`,
  },

  final: {
    predict: 'Your prediction of its loss',
    missing: 'Predict its loss first: a number above 0.',
    seal: 'Seal the prediction and train',
    once: 'There is one final run. The prediction cannot be changed after this.',
    notSealed: (why: string) => `The prediction was not sealed: ${why}`,
  },

  under: {
    title: (name: string) => `${name} is training`,
    inSight: (name: string) => name,
    done: (share: number) => `${formatPercent(share)} done`,
    stop: 'Stop it',
    refund: 'What is not trained is refunded.',
  },

  ledger: {
    title: 'Spent so far',
    none: 'Nothing yet. Small experiments first: a family of small models says what a larger one will do.',
    heads: { name: 'Run', settings: 'Settings', loss: 'Lowest loss', cost: 'Cost', state: '', open: 'Open' },
    final: (name: string, prediction: number) =>
      `${name}: the final run, predicted as ${formatNumber(prediction, 5)}`,
    cost: ({ spent, refunded, free }: Cost, challenge: Challenge) =>
      [
        amount(spent, challenge),
        ...(free > 0 ? [`${amount(free, challenge)} were free`] : []),
        ...(refunded > 0 ? [`${amount(refunded, challenge)} refunded`] : []),
      ].join(' · '),
    open: 'In the lab',
    openLabel: (name: string) => `Open ${name} in the lab`,
    goOn: 'Go on',
    goOnLabel: (name: string) => `Go on with ${name}`,
  },

  score: {
    title: 'Your score',
    loss: 'loss of the final run',
    error: 'error of the prediction',
    value: ({ loss }: Score) => formatNumber(loss, 4),
    off: ({ error }: Score) => `${formatNumber(100 * error)} %`,
    predicted: ({ prediction }: Score) => `You predicted ${formatNumber(prediction, 5)}.`,
    none: 'The final run has no loss at its end: it was stopped, or it diverged. There is no score.',
    stopped: 'The final run was not trained to its end. Go on with it for a score.',
    save: 'Save the hand-in',
    about:
      'One file with the rules, all records and the sealed prediction. Whoever set the challenge checks it with',
    command: 'npm run -s cli -- challenge verify',
    saved: (name: string) => `Saved as ${name}.`,
    cannotSave: 'An experiment of the challenge cannot be read, so there is no complete hand-in.',
    fileStem: 'challenge',
  },

  form: {
    title: 'Set a challenge',
    lead: 'Who predicts best what a budget buys? You fix the task, the seed and the budget. Everyone with the link spends the budget on experiments, then predicts the loss of one final run and trains it.',
    name: 'Title',
    task: (title: string, settings: string) =>
      `It begins with the experiment of the dials: ${title}, ${settings}.`,
    change: 'Set the dials in the lab',
    seed: 'Seed',
    kind: 'Budget in',
    flops: 'FLOPs',
    seconds: 'seconds',
    budget: { flops: 'Budget, FLOPs', seconds: 'Budget, seconds' },
    rate: 'Stated rate, FLOP/s',
    rateHint: 'Seconds are counted by this rate on every machine, however fast it is.',
    enough: (times: number) =>
      times >= 1
        ? `Enough for ${formatNumber(times, 2)} times the first experiment.`
        : 'Not enough for the first experiment: whoever opens the link has to begin with a smaller one.',
    link: 'Link',
    copy: 'Copy the link',
    copied: 'The link was copied.',
    byHand: 'Copy the link from the field by hand: this page may not write to the clipboard.',
    open: 'Open it',
    qr: 'QR code of the link',
    large: 'The link is too long for a QR code that a phone reads from a screen.',
    check: 'Check hand-ins together with this link, so that nobody sets easier rules:',
    command: (command: string) => `${command} HAND-IN --link 'LINK'`,
  },
} as const;

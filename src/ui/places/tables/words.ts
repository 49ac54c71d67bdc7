// All that a person reads around tables: how to open one, those to try, where one is kept.

import type { ExampleId } from '../../../laws/examples/example-tables.js';

export interface ExampleWords {
  readonly question: string;
  readonly about: string;
  /** What is true of it. */
  readonly truth: string;
}

export const words = {
  title: 'Fit a table',
  lead:
    'Any table of runs, from anywhere: the law that it was made for, its errors, what it predicts, what it costs, or the reason why the ' +
    'points do not support it. No GPU is needed.',
  examples: 'Tables to try',
  examplesMore:
    'Made by a script from laws that are known, with noise; the last two are exact. Nothing in them was trained.',
  truth: 'True',
  runs: 'Your own runs',
  runsMore: 'Every law of what you measured here.',
  noRuns: 'Nothing measured yet. The first run takes half a minute.',
  toLab: 'To the lab',
  opened: 'Opened before',
  openedMore: 'Kept in this browser alone.',
  forget: 'Forget',
  forgetOf: (name: string): string => `Forget ${name}`,
  example: {
    size: {
      question: 'How does loss fall with size?',
      about: 'Nine sizes of three seeds each.',
      truth: 'E = 1.9, α = 0.31',
    },
    'size-data': {
      question: 'Size and data together',
      about: 'Six sizes on five amounts of data.',
      truth: 'E = 1.69, α = 0.34, β = 0.28, as Hoffmann et al. 2022 published them',
    },
    budgets: {
      question: 'Which size for a budget?',
      about: 'Six budgets of compute, nine sizes each.',
      truth: 'the best size grows as C^0.452',
    },
    epochs: {
      question: 'What is the 16th epoch worth?',
      about: 'The same data seen up to 32 times.',
      truth: 'after 15 epochs more, data are worth 63\u00a0% of fresh ones',
    },
    batches: {
      question: 'How large may a batch be?',
      about: 'Steps to one loss at nine batch sizes.',
      truth: 'critical batch 128',
    },
    groups: {
      question: 'One law, or four?',
      about: 'Manifolds of four dimensions d in one table.',
      truth: 'α = 4 / d: 4, 2, 1, 0.5',
    },
    spectrum: {
      question: 'Can a form be wrong?',
      about:
        'Exact losses of linear regression, four budgets, seven sizes each. Look at the minima, then at the surface.',
      truth:
        'E = 0.1, the best size grows as C^0.444: the minima find it; the surface E + A/N^α + B/D^β does not, for lack of the right form',
    },
    descent: {
      question: 'Where does no law hold?',
      about: 'Exact losses of least squares on 64 features, by samples: fewer, about as many, more.',
      truth:
        'E = 0.25, and a peak at 64 samples that no law along the rest predicts: (1 + 64 / (D − 65)) E beyond it',
    },
  } satisfies Readonly<Record<ExampleId, ExampleWords>>,

  tables: 'All tables',
  beside: 'Beside another',
  alone: 'Close this one',
  compare: 'Compare laws',
  chooseSecond: 'Choose the second table',
  opening: 'Opening …',

  keeping: {
    example: 'Made from a known law; the link holds it for anyone.',
    packed: 'Read on this computer. The whole table is in the link: whoever has the link has the table.',
    kept: 'Read on this computer, sent nowhere. The link works in this browser alone: the table is too large for it.',
    run: 'Your own run. The link works in this browser alone.',
    notKept: (why: string): string => `A reload will lose this table. ${why}`,
  },

  links: {
    title: 'This link opens no table.',
    noTable: 'What it holds is not a table. Copy the whole link again.',
    noExample: (id: string): string => `There is no example called “${id.slice(0, 40)}”.`,
    notHere:
      'Its table was kept in another browser, or this one has deleted it. Open the file again, or ask for a link that holds the table.',
    noRun: 'Its run is not in this browser. Open it from History, or ask for its file.',
    runIsEmpty: 'None of its networks has ended yet, so there are no points.',
  },
} as const;

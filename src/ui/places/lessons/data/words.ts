import { formatNumber } from '../../../../base/format.js';
import type { AllMeasured } from '../kit/lesson.js';
import { cut, exponent, run } from '../kit/words.js';

export const words = {
  title: 'Data is an axis too',
  learns: 'What more data is worth, why rare things decide, and what learning by heart looks like.',
  actions: {
    usual: 'Set a to 0.5',
    startUsual: 'Start',
    steep: 'Set a to 0.8',
    startSteep: 'Start',
  },
  steps: [
    {
      title: 'One network, five data sets',
      text: [
        'The network stays the same now. What grows is its number of [unique samples]: five data sets, each with twice as many as the one before. All train equally long.',
        'They hold facts. A few facts are common and many are rare, as words are in a book ([Zipf’s law|zipf]).',
        'Choose an answer, then {usual} and press {startUsual}.',
      ],
      question: {
        ask: 'Twice as many different samples: by how much does the loss fall?',
        choices: ['by about 5 %', 'by about 20 %', 'by about 50 %'],
        verdict: ({ usual }: AllMeasured): string =>
          `${run(usual)} measured ${cut(usual)} for each doubling of the data.`,
      },
      notes:
        'Point at the axis: it counts different samples, not steps. All five trainings have the same number of steps.',
    },
    {
      title: 'Rare facts decide',
      text: [
        'Common facts are in every data set. What a larger one adds are rare facts, and each of these matters less often. So the gain shrinks, and shrinks in a regular way.',
        'If the frequencies of facts fall with an exponent of 1 + a, Hutter’s argument gives a law of data with the exponent a / (1 + a). With a = 0.5 that is 1/3.',
      ],
      question: {
        ask: 'Theory expects 0.333. What did you measure?',
        choices: ['less than that', 'the same, within the error', 'more than that'],
        verdict: ({ usual }: AllMeasured): string => `${run(usual)} has ${exponent(usual)}.`,
      },
      notes: 'Let the class count words in a page of a book: a handful of words makes up half of it.',
    },
    {
      title: 'Learning by heart',
      text: [
        'Look at the curves of the smallest data set. It was seen again and again: each pass is an [epoch]. There is a loss on the samples trained on, and one on new samples.',
        'If the second rises while the first falls, the network is [overfitting]: it learns these samples by heart.',
      ],
      question: {
        ask: 'When was the smallest data set best on new samples?',
        choices: ['at the end of training', 'before the end'],
        verdict: ({ passes: { values } }: AllMeasured): string =>
          `Its lowest loss on new samples was ${formatNumber(values.lowest)}, after ${Math.round(values.best)} passes. ` +
          `At the end, after ${Math.round(values.all)}, it was ${formatNumber(values.end)}.`,
      },
      notes:
        'The law on the right uses the lowest loss of each data set, as one would stop there. Ask why that is fair, and when it is not.',
    },
    {
      title: 'Another world of facts',
      text: [
        'With a = 0.8 the rare facts are rarer. Does the line get steeper or flatter? Theory has an answer: a / (1 + a) is now 0.44.',
        'Choose, then {steep} and press {startSteep}.',
        'Large models meet this axis too. Up to about four passes over a text are almost as good as new text; later ones are worth less and less. The stock of public human text may be used up between 2026 and 2032, by a forecast that has moved before.',
      ],
      question: {
        ask: 'What does a = 0.8 do to the line?',
        choices: ['it gets flatter', 'it gets steeper'],
        verdict: ({ usual, steep }: AllMeasured): string =>
          `With a = 0.5 you have ${exponent(usual)}, with a = 0.8 ${exponent(steep)}, where theory says 0.44.`,
      },
      notes:
        'If both intervals overlap, say so. Then the right answer is “perhaps steeper”, and more seeds would settle it.',
    },
  ],
  notShown: [
    'That any data will do. How good the samples are is not on this chart.',
    'That four passes are the limit here. Tiny networks on steep laws pay for repeats earlier than large ones.',
  ],
};

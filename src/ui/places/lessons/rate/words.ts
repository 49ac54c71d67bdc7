import { formatNumber } from '../../../../base/format.js';
import type { AllMeasured } from '../kit/lesson.js';
import { exponent, percent, run } from '../kit/words.js';

export const words = {
  title: 'The learning-rate trap',
  learns: 'How one badly chosen setting gives a law that looks fine and is wrong.',
  actions: {
    tuned: 'Tune every size',
    startTuned: 'Start',
    one: 'One low rate for all',
    startOne: 'Start',
  },
  steps: [
    {
      title: 'A laboratory that tunes',
      text: [
        'The [learning rate|learning-rate] says how large the steps of training are. The first laboratory tries three of them for each size of network, and counts the best one ([sweep]).',
        'The networks learn facts whose frequencies fall with an exponent of 1.5, so theory expects a law with the exponent 0.5.',
        'Choose an answer, then {tuned} and press {startTuned}.',
      ],
      question: {
        ask: 'Where will 0.5 lie, seen from the measured interval?',
        choices: ['below it', 'inside', 'above it'],
        verdict: ({ tuned }: AllMeasured): string => `${run(tuned)} has ${exponent(tuned)}; theory says 0.5.`,
      },
      notes:
        'Three rates for each of seven sizes cost three times as much. Ask who would pay for that with a large model.',
    },
    {
      title: 'A laboratory in a hurry',
      text: [
        'The second laboratory takes one rate that worked somewhere, 0.004, and uses it for all sizes. Everything else is the same.',
        'Choose an answer, then {one} and press {startOne}.',
      ],
      question: {
        ask: 'What happens to the law?',
        choices: ['nothing: the exponents agree', 'the exponent changes', 'there is no law any more'],
        verdict: ({ tuned, one }: AllMeasured): string => {
          const more = (which: 'firstLoss' | 'lastLoss'): string =>
            percent(one.values[which] / tuned.values[which] - 1);
          return (
            `Tuned, ${exponent(tuned)}; with one rate, ${exponent(one)}. ` +
            `At the smallest size the one rate costs ${more('firstLoss')} more loss, at the largest ${more('lastLoss')}.`
          );
        },
      },
      notes:
        'A factor that is the same for all sizes moves the line and does not tilt it. Only an error that grows or shrinks with size changes the exponent.',
    },
    {
      title: 'Would anybody have noticed?',
      text: [
        'R² is the share of the differences between losses that a line explains ([R²|r2]). Many take a value above 0.9 as a proof.',
      ],
      question: {
        ask: 'Would R² have warned the second laboratory?',
        choices: ['yes: it is below 0.9', 'no: it is above 0.9'],
        verdict: ({ tuned, one }: AllMeasured): string =>
          `R² is ${formatNumber(one.values.r2, 3)} with one rate, and ${formatNumber(tuned.values.r2, 3)} tuned.`,
      },
      notes:
        'This is the heart of the lesson: a confident interval around a wrong number. Errors of method are not in the ± of a fit.',
    },
    {
      title: 'It happened',
      text: [
        'Porian and others repeated a famous measurement and changed one thing after another. Tuning the optimiser for each size moved the exponent of the best size from 0.57 to 0.50; a [warm-up] that fits small models had moved it from 0.70 to 0.60.',
        'With [muP|mup] the best rate stays the same as networks grow. Its authors tuned a model of 40 million parameters and used the rate for 6.7 billion. The tuning cost 7 % of the large training.',
      ],
      notes:
        'Ask for other settings that could do the same: batch, warm-up, length of training, number of seeds.',
    },
  ],
  notShown: [
    'The best possible rates. Three were tried; the best one may lie between them, or outside.',
    'That tuning always changes the exponent. If the best rate is the same for all sizes, one rate is enough.',
  ],
};

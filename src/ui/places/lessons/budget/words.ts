import { formatNumber } from '../../../../base/format.js';
import type { AllMeasured } from '../kit/lesson.js';
import { run, times } from '../kit/words.js';

export const words = {
  title: 'How to spend a budget',
  learns: 'Why a fixed amount of compute has a best size, and why two famous papers disagreed about it.',
  actions: {
    usual: 'Set four budgets',
    start: 'Start',
  },
  steps: [
    {
      title: 'Bigger, or longer?',
      text: [
        'Training costs [compute]: about 6 operations for each [parameter] and each sample. So a fixed budget buys a large network that sees little, or a small one that sees much.',
        'The lab has four budgets. For each it trains seven sizes, the larger ones for fewer steps, so that all cost the same. They learn facts, some common and most rare.',
        'Choose an answer, then {usual} and press {start}.',
      ],
      question: {
        ask: 'You are given ten times the compute. How many times larger should the network be?',
        choices: [
          '10 times: all of it goes into size',
          'about 5 times',
          'about 3 times: size and data grow alike',
          'as large as before: all of it goes into data',
        ],
        verdict: ({ spent }: AllMeasured): string =>
          `${run(spent)} says: ${times(spent.values.tenfoldSize)} the parameters and ${times(spent.values.tenfoldData)} the data.`,
      },
      notes:
        'Write 6 N D on the board and let the class spend 600 units: N = 1, D = 100; N = 10, D = 10; N = 100, D = 1.',
    },
    {
      title: 'The scarce thing decides',
      text: [
        'Parameters alone are not enough, and data alone are not enough. Once the data term is the larger one, a bigger network hardly helps; and the other way round.',
        'For each budget, loss against size is a valley ([isoFLOP curve|isoflop]). On its left the network is too small, on its right it sees too little. The lowest points of all valleys are the [compute-optimal] line.',
      ],
      notes: 'Kaplan and others put it as: eight times the parameters need about five times the data.',
    },
    {
      title: 'Kaplan against Chinchilla',
      text: [
        'In 2020 Kaplan and others found that the best size grows as compute to the power of 0.73: mostly bigger. In 2022 Hoffmann and others found 0.50: both alike. They trained [Chinchilla], with a quarter of the parameters of Gopher and the same compute, and it won.',
        'Later work found why they differed: whether [embeddings|embedding] and the last layer count, a [warm-up] that was too long for small models, and settings that were not tuned for each size. The power laws themselves stand.',
      ],
      question: {
        ask: 'Which exponent of the best size does your own run give?',
        choices: ['nearer to 0.73, Kaplan’s', 'nearer to 0.50, Hoffmann’s'],
        verdict: ({ spent }: AllMeasured): string =>
          `${run(spent)} gives ${formatNumber(spent.values.exponent, 2)} for its own puzzle, with a range of ${formatNumber(spent.values.low, 2)} to ${formatNumber(spent.values.high, 2)}. Four budgets say no more than that.`,
      },
      notes:
        'Porian and others moved the exponent from 0.86 to 0.52 step by step, by counting, warm-up and tuning. It is a fine exercise in reading a method.',
    },
    {
      title: 'Twenty tokens, and other rules',
      text: [
        'From Hoffmann’s table one reads about 20 [tokens per parameter]. It is a rule of thumb for one data set; other teams have read 18 and 192 from theirs.',
        'And the best size for training is not the best for use. Every answer costs 2 operations for each parameter, so models that answer often are made smaller and trained longer ([over-training]). Llama 3 with 8 billion parameters saw 1875 tokens for each.',
      ],
      question: {
        ask: 'At your largest budget, how many samples for each parameter are best?',
        choices: ['about 1', 'about 20', 'about 200'],
        verdict: ({ spent }: AllMeasured): string =>
          `${run(spent)} says about ${formatNumber(spent.values.perParameter, 2)}. Samples here are facts, so compare the kind of number and not its size.`,
      },
      notes: 'Ask who pays for training, and who pays for answers. The best size depends on it.',
    },
  ],
  notShown: [
    'The number 20, or any number for language. The exponent is that of this puzzle.',
    'That an exponent from four budgets is sharp. A range that holds Kaplan’s value and Hoffmann’s at once decides nothing.',
  ],
};

import { formatNumber } from '../../../../base/format.js';
import type { AllMeasured } from '../kit/lesson.js';
import { ownRun, percent, run } from '../kit/words.js';

const nats = (loss: number): string => `${formatNumber(loss, 4)} nats`;

export const words = {
  title: 'A floor you can know',
  learns: 'Why a loss does not go to zero, and how much of it belongs to the world and not to the model.',
  actions: {
    many: 'Set 16 words',
    startMany: 'Start',
    few: 'Set 4 words',
    startFew: 'Start',
  },
  steps: [
    {
      title: 'A language made of dice',
      text: [
        'Small [transformers|transformer] will learn a language of 64 words. After each word only 16 others can come. Which one comes is drawn at random, some more often than others.',
        'Nobody can know the draw, so even a perfect model is surprised. How much? That can be computed before any training. It is the [entropy] of the language, and the [floor] under every [loss].',
        'Choose an answer, then {many} and press {startMany}.',
      ],
      question: {
        ask: 'How much of the loss of the largest model will be the floor?',
        choices: ['about half', 'about 80 %', 'about 99 %'],
        verdict: ({ many }: AllMeasured): string =>
          `${run(many)} ended at ${nats(many.values.lastLoss)}, above an exact floor of ${nats(many.values.floor)}. ` +
          `So ${percent(many.values.floor / many.values.lastLoss)} of the loss is the language’s own.`,
      },
      notes:
        'Ask first what a perfect player scores at guessing coins. Not zero mistakes: half of them. The floor is the same thought.',
    },
    {
      title: 'What is left to learn',
      text: [
        'The curve bends towards the floor, so it is not a straight line. Take the floor away with the switch “Loss − floor”, and look again.',
        'What is left is the [reducible loss]. This part, not the whole loss, follows the [power law].',
        'Two percentages are easily mixed up: 1 % of the whole loss, and 1 % of what is left to gain. Near the floor the first is far more than the second.',
      ],
      notes:
        'A good place to name perplexity: e to the loss. A floor of 2.36 nats means 10.6 equally likely words on average.',
    },
    {
      title: 'Can a fit find the floor?',
      text: [
        'For real text nobody knows the floor. It is fitted together with the law, from the bend of the points. Here the fit can be checked.',
        'The lab has fitted your points a second time, as if it did not know the floor.',
      ],
      question: {
        ask: 'Where is the exact floor, seen from the range of the fitted one?',
        choices: ['below the range', 'inside the range', 'above the range'],
        verdict: ({ many: { values } }: AllMeasured): string =>
          `The fit says ${formatNumber(values.freeLow, 3)} to ${formatNumber(values.freeHigh, 3)} nats. The exact floor is ${nats(values.floor)}. ` +
          'A range as wide as this says little, though it may hold the truth.',
      },
      notes:
        'The floor and the exponent pull against each other: a lower floor with a smaller exponent fits almost as well. More sizes help, more replicas hardly do.',
    },
    {
      title: 'Load the dice',
      text: [
        'Now let only 4 words follow each word. The choice is smaller, so there is less surprise in each word.',
        'Choose an answer, then {few} and press {startFew}.',
      ],
      question: {
        ask: 'Where is the floor now?',
        choices: ['at zero', 'at about half of what it was', 'where it was'],
        verdict: ({ many, few }: AllMeasured): string =>
          `It moved from ${nats(many.values.floor)} to ${nats(few.values.floor)}. The largest model of your ${ownRun(few)} came to ${nats(few.values.lastLoss)}.`,
      },
      notes:
        'With one follower the floor would be zero: the language would be a list. Ask for the number of followers that would double the floor.',
    },
  ],
  notShown: [
    'That the floor of real text is known. All published floors are fitted, each for one tokenizer and one collection of text: 1.69 nats by Hoffmann and others, 1.82 in a second fit of the same points.',
    'That models reach it. The last part of the way costs the most.',
  ],
};

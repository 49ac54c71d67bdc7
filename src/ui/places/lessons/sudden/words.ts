import type { AllMeasured } from '../kit/lesson.js';
import { run } from '../kit/words.js';

export const words = {
  title: 'Sudden or smooth?',
  learns:
    'How many sudden skills make one smooth law, and why a harsh score can make a smooth skill look sudden.',
  actions: {
    mix: 'Set the experiment',
    start: 'Start',
  },
  steps: [
    {
      title: 'Sixty-four puzzles in one',
      text: [
        'Each network learns 64 puzzles at once. Each is a [parity]: is the number of ones among some bits odd? Some puzzles come up often, most come up rarely.',
        'To know all bits but one does not help at all. So one expects that a puzzle is solved, or is not.',
        'Choose an answer, then {mix} and press {start}.',
      ],
      question: {
        ask: 'How many puzzles will the largest network solve?',
        choices: ['fewer than a quarter', 'a quarter to three quarters', 'nearly all'],
        verdict: ({ mix: { name, values } }: AllMeasured): string =>
          `${run({ name, values })}: the largest network solved ${values.last} of ${values.count}, the smallest ${values.first}.`,
      },
      notes:
        'Play one parity with the class: eight students stand or sit, and everybody says odd or even. Cover one student: what is the best guess now?',
    },
    {
      title: 'Look inside the mean',
      text: [
        'The [loss] of the law is a mean over all puzzles, and it falls smoothly with the size. Now look at single puzzles, in the middle-sized network.',
        'A puzzle counts as solved below 0.1 bit of loss, and as guessed above 0.9 bit.',
      ],
      question: {
        ask: 'How many puzzles are half learned there: neither solved nor at the level of guessing?',
        choices: ['more than half', 'a quarter to a half', 'fewer than a quarter'],
        verdict: ({ mix: { name, values } }: AllMeasured): string =>
          `${run({ name, values })}: ${values.between} of ${values.count} lie between. The others are solved, or as good as untouched.`,
      },
      notes:
        'The chart “Losses of the subtasks” shows thin lines that drop one after another, and one that slides.',
    },
    {
      title: 'Steps that add up to a slope',
      text: [
        'A larger network has room for more puzzles, and takes the common ones first. Each costs the mean a little less than the one before, as each is rarer. Many small steps look like a slope.',
        'If frequencies follow a power law, so does the mean. Michaud and others propose that language works like this: many separate skills, learned in the order of their use.',
      ],
      notes: 'Draw a staircase with lower and lower steps and look at it from the back of the room.',
    },
    {
      title: 'Scores that jump',
      text: [
        'There is a second way to a jump. Say that a model gets each digit of a sum right with some probability, and that only a whole answer of five digits counts.',
        'With 70 % for each digit 17 % of the answers are right, with 90 % it is 59 %, and with 99 % it is 95 %. The digits improve smoothly, and the score jumps.',
        'Schaeffer and others found that over 92 % of the jumps reported on one large benchmark come from two such scores. The puzzles of this lesson jump in [cross-entropy] too. So neither “it is only the score” nor “it is magic” is right.',
        'What is at stake is [emergence]: skills that nobody could predict from smaller models.',
      ],
      notes: 'Let pairs compute 0.7⁵ and 0.9⁵, then sketch the curve.',
    },
  ],
  notShown: [
    'That the skills of large models are parities.',
    'When a given skill will come. The law predicts the mean, and not which puzzle is next.',
  ],
};

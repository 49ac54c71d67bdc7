import { cut, exponent, run } from '../kit/words.js';
import type { AllMeasured } from '../kit/lesson.js';

export const words = {
  title: 'Bigger is predictably better',
  learns:
    'Why a network that is twice as large is better by a fixed share, and what the exponent of a law means.',
  actions: {
    four: 'Set d to 4',
    startFour: 'Start',
    eight: 'Set d to 8',
    startEight: 'Start',
  },
  steps: [
    {
      title: 'Guess, then measure',
      text: [
        'Networks of several sizes will learn the same puzzle: four numbers go in, one number comes out. Each network has more [parameters|parameter] than the one before.',
        'How much better does a larger one get? Choose an answer. Then {four}, press {startFour}, and watch. It takes about half a minute.',
      ],
      question: {
        ask: 'Twice as many parameters: by how much does the loss fall?',
        choices: ['by about 5 %', 'by about 20 %', 'by about 50 %', 'by about 90 %'],
        verdict: ({ four }: AllMeasured): string =>
          `${run(four)} measured ${cut(four)} less loss for each doubling.`,
      },
      notes:
        'Let everybody write a guess first and show hands. Most people say “half” because of “twice”. It is half in this puzzle only; in language it is 5 %.',
    },
    {
      title: 'Why the points lie on a line',
      text: [
        'On the right each network is one point: its size, and its [loss] at the end of training. The axes are [logarithmic|log-log]. A step to the right multiplies the size, a step down divides the loss.',
        'On such axes the points lie on a line. This is a [power law]: **equal ratios in, equal ratios out.** From 100 to 200 parameters the loss falls by the same share as from 1000 to 2000.',
        'The steepness of the line is its [exponent]. With linear axes you see the same law as a cliff and a long plain.',
      ],
      notes:
        'Log axes mislead even scientists. Read one pair of points aloud: “How many times larger? How many times less loss?” Then switch to linear axes and back.',
    },
    {
      title: 'Change the puzzle',
      text: [
        'Is the slope a fact about networks, or about the puzzle that they learn?',
        'Leave the networks alone and change the puzzle: eight numbers go in now. {eight} and press {startEight}. The first line stays on the chart in grey.',
      ],
      question: {
        ask: 'With d = 8, by how much does each doubling cut the loss?',
        choices: ['by half, as before', 'by about a third', 'by less than a tenth'],
        verdict: ({ four, eight }: AllMeasured): string =>
          `${run(eight)} measured ${cut(eight)}. With d = 4 it was ${cut(four)}. The networks are the same, so the slope belongs to the puzzle.`,
      },
      notes: 'In a class, let groups take d = 3, 4, 6 and 8, and write all exponents on the board against d.',
    },
    {
      title: 'What theory expects',
      text: [
        'Sharma and Kaplan give a reason. A network cuts the space of its inputs into pieces and gets each piece roughly right. With more [dimensions|manifold] it takes more pieces to halve their size.',
        'For smooth puzzles that leads to an exponent of about 4 / d: 1 at d = 4, and 0.5 at d = 8.',
      ],
      question: {
        ask: 'Theory expects 0.5 at d = 8. What did you measure?',
        choices: ['less than that', 'the same, within the error', 'more than that'],
        verdict: ({ four, eight }: AllMeasured): string =>
          `${run(eight)} has ${exponent(eight)} with d = 8, where theory says 0.5. With d = 4 it is ${exponent(four)}, where theory says 1.`,
      },
      notes:
        'The small experiment usually lies above 0.5 at d = 8. That is worth a talk: 4 / d is an estimate for large networks that are trained long, and a 95 % interval covers noise only.',
    },
  ],
  notShown: [
    'That language has such a dimension. Its exponent of 0.076 would ask for d = 53, and nobody has shown that number to mean anything.',
    'That the line goes on. A law is known where it was measured; over a single decade almost any curve looks straight.',
    'That loss is usefulness. Here it is the error on unseen inputs, and nothing else.',
  ],
};

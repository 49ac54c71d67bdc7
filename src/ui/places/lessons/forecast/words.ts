import { formatNumber } from '../../../../base/format.js';
import type { AllMeasured } from '../kit/lesson.js';
import { percent } from '../kit/words.js';

export const words = {
  title: 'Predict, then check',
  learns:
    'What makes a law worth money: it says the loss of a network before anybody trains it. You seal a forecast and see whether it holds.',
  actions: {
    four: 'Set d to 4',
    start: 'Start',
    seal: 'Seal the forecast and train',
  },
  steps: [
    {
      title: 'A law says more than its points',
      text: [
        'First a law is needed. {four} and press {start}, or go on if you have one from the first lesson.',
        'The line goes on beyond the largest network. So it predicts the [loss] of a network that nobody has trained: a number, and a range around it, the [prediction interval].',
        'The range is wider than the band around the line. A new run has noise of its own.',
      ],
      notes:
        'Ask what would make a forecast worthless: a range so wide that nothing could miss it, or a forecast written down afterwards.',
    },
    {
      title: 'Two bets',
      text: [
        'In the next step the lab will train a network about three times as large as your largest one. Its forecast is already fixed by your points.',
        'Bet on it before you look.',
      ],
      question: {
        ask: 'How far from the forecast will the measured loss be?',
        choices: ['less than 5 %', '5 to 15 %', 'more than 15 %'],
        verdict: ({ sealed: { values } }: AllMeasured): string =>
          `Predicted were ${formatNumber(values.predicted)}, measured ${formatNumber(values.loss)}: ${percent(values.off)} off.`,
      },
      notes: 'In a class, collect the bets on the board. Whoever is nearest explains why.',
    },
    {
      title: 'Seal it',
      text: [
        'A forecast counts only if it cannot be changed later. The lab writes yours down with a checksum before the run begins ([sealed]).',
        'Choose an answer, then {seal}. Your first bet is checked on the step before this one.',
      ],
      question: {
        ask: 'Will the measured loss lie inside the range?',
        choices: ['inside: a hit', 'outside: a miss'],
        verdict: ({ sealed: { values } }: AllMeasured): string =>
          `The range was ${formatNumber(values.low)} to ${formatNumber(values.high)}, and the run came to ${formatNumber(values.loss)}.`,
      },
      notes:
        'While it trains: what would a miss mean? The law bends, the run was unlucky, or the range was too narrow. One run cannot say which.',
    },
    {
      title: 'Is the forecaster honest?',
      text: [
        'One hit proves little. A forecaster is honest if ranges of 95 % hold in 95 of 100 cases, neither less nor more ([calibration]).',
        'The lab keeps the score of all your sealed forecasts.',
      ],
      question: {
        ask: 'Of 20 honest ranges of 95 %, how many miss on average?',
        choices: ['none', 'one', 'five'],
        verdict: ({ sealed: { values } }: AllMeasured): string =>
          `One in twenty. Of yours, ${values.hits} of ${values.scored} held so far.`,
      },
      notes:
        'Pool the class: thirty sealed forecasts should give one or two misses. None at all would be suspicious too.',
    },
    {
      title: 'Who does this',
      text: [
        'OpenAI reports that the final [loss] of GPT-4 was predicted from models with at most 1/10 000 of its [compute], shortly after its training began.',
        'The makers of Cerebras-GPT fitted models of 111 million to 6.7 billion parameters. The next one, with 13 billion, came within 0.5 %.',
        'This is why laws matter: a training that costs millions is decided by small ones that cost little.',
      ],
      notes:
        'Ask what was not predicted: which exams GPT-4 would pass. Loss and skill are two things; see the lesson “Sudden or smooth?”.',
    },
  ],
  notShown: [
    'That the form of the law is right. A wrong form can win one bet.',
    'That one may go further. Past ten times the largest size this lab says that a forecast is a guess; with an unknown floor a nearer one is a bet too.',
  ],
};

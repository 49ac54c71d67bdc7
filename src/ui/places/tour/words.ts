/** A tour of the lab: five stops, two minutes, to be skipped at any time. */
export const words = {
  name: 'Tour of the lab',
  stops: {
    question: {
      title: 'One question at a time',
      text: 'Each experiment asks one question about networks of different sizes. The gallery has more of them.',
    },
    start: {
      title: 'Start trains on your machine',
      text: 'It takes about half a minute, and nothing is uploaded. What you see until then was recorded on another machine.',
    },
    curves: {
      title: 'Each line is a network',
      text: 'Its loss says how wrong it still is, on data that it has not seen. Lower is better. Larger networks end lower.',
    },
    law: {
      title: 'Each point is where a line ends',
      text: 'Both axes are logarithmic, and the points lie on a straight line. That is the scaling law; α says how steep it is.',
    },
    next: {
      title: 'Then ask for more',
      text: 'Predict a larger network and check the forecast, turn the dial, or take a lesson. Nothing you measured is overwritten.',
    },
  },
  step: (step: number, steps: number): string => `${step} of ${steps}`,
  skip: 'Skip the tour',
  back: 'Back',
  next: 'Next',
  done: 'Done',
} as const;

/** Terms of the glossary: errors, forecasts and the choice between forms. */
export const words = {
  'confidence-interval': {
    name: '95 % interval',
    also: ['confidence interval', 'error', '±'],
    definition:
      'A range for a quantity such as an exponent. Of many such ranges, each from a repeated experiment, 95 in 100 hold the true value.',
  },
  'prediction-interval': {
    name: 'Prediction interval',
    definition:
      'A range for the result of one new run. It is wider than that of the law, as the new run has noise of its own.',
  },
  'standard-error': {
    name: 'Standard error',
    definition:
      'How far a mean would typically lie from the truth if everything were repeated. Four times as many replicas halve it.',
  },
  r2: {
    name: 'R²',
    also: ['R2'],
    definition:
      'The share of the differences between losses that a law explains, 1 at best. A high one does not prove a power law: over one decade many curves look straight.',
  },
  'held-out': {
    name: 'Held out',
    definition:
      'Kept away from a fit, to test it: the law is fitted without its largest points and has to predict them.',
  },
  extrapolation: {
    name: 'Extrapolation',
    definition:
      'Saying something beyond the sizes that were measured. Past ten times the largest this lab says that it is a guess, past a thousand times it says nothing.',
  },
  forecast: {
    name: 'Forecast',
    definition: 'A loss, with a range, that a law predicts for a model that is not trained yet.',
    number: 'The loss of GPT-4 was predicted from models with at most 1/10 000 of its compute.',
    source: 'openai',
  },
  sealed: {
    name: 'Sealed forecast',
    also: ['seal', 'hit', 'miss'],
    definition:
      'A forecast that is written down with a checksum before its run begins, so that nobody can change it. Afterwards it is a hit or a miss.',
  },
  calibration: {
    name: 'Calibration',
    definition:
      'How often the ranges of forecasts held, beside how often they should. Of ranges of 95 %, one in twenty should miss.',
  },
  aicc: {
    name: 'AICc',
    definition:
      'A score that compares forms of a law: how badly each fits, plus a penalty for each number that it fits. Lower is better; it does not say whether any of them is true.',
  },
  huber: {
    name: 'Huber loss',
    definition:
      'A way to fit in which points far off the curve count less than their squares would, so that a single bad point does not decide.',
  },
  bootstrap: {
    name: 'Bootstrap',
    definition:
      'Fitting again and again to points drawn from the measured ones. How much the fits differ says how sure the result is.',
  },
  residual: {
    name: 'Residual',
    definition:
      'The distance between a point and the fitted curve. Residuals that curve show that the form is wrong.',
  },
} as const;

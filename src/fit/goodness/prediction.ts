// What a law says of a run that is still to come. L loss.

import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import type { Interval } from '../power-law/law.js';

export interface Prediction {
  readonly loss: number;
  /** Interval for the law itself, without the noise of a run: the band around its line. */
  readonly band: Interval;
  /** Interval for the measured loss of one more run: the law's own uncertainty and the noise of a run. */
  readonly interval: Interval;
  /** How many times the run lies beyond the fitted ones, on either side and along its farthest axis; 1 among them. */
  readonly extrapolation: number;
  /** What is to be said beside a forecast this far out, null near the points. */
  readonly warning: string | null;
}

/** The sentence for a forecast this many times beyond the fitted `what`, null up to `EXTRAPOLATION_LIMIT` times. */
export function farWarning(extrapolation: number, what: string): string | null {
  if (extrapolation <= EXTRAPOLATION_LIMIT) return null;
  return (
    `This lies ${Number(extrapolation.toPrecision(2))} times beyond the fitted ${what}. The interval assumes that the law ` +
    `keeps its form; past ${EXTRAPOLATION_LIMIT} times that is a guess.`
  );
}

/** How many times a value lies beyond a range, on either side; 1 within it. */
export function timesBeyond([low, high]: Interval, value: number): number {
  return Math.max(1, value / high, low / value);
}

/** The first prediction, with the band and the interval that hold those of all: for laws that the points do not tell apart. */
export function envelope(predictions: readonly [Prediction, ...Prediction[]]): Prediction {
  const hull = (read: (prediction: Prediction) => Interval): Interval => [
    Math.min(...predictions.map((prediction) => read(prediction)[0])),
    Math.max(...predictions.map((prediction) => read(prediction)[1])),
  ];
  return { ...predictions[0], band: hull(({ band }) => band), interval: hull(({ interval }) => interval) };
}

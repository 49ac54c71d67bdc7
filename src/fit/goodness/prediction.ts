// What a law says of a run that is still to come. L loss.

import { largest, smallest } from '../../base/many.js';
import { EXTRAPOLATION_LIMIT, REACH } from '../../base/extrapolation-limit.js';
import { formatCount, formatNumber } from '../../base/format.js';

/** Ends of a range or of a confidence interval. */
export type Interval = readonly [low: number, high: number];

/** Level of the intervals of a fit. */
export const LEVEL = 0.95;

export interface Prediction {
  readonly loss: number;
  /** Interval for the law itself, without the noise of a run: the band around its line. */
  readonly band: Interval;
  /** Interval for the measured loss of one more run: the law's own uncertainty and the noise of a run. */
  readonly interval: Interval;
  /** How many times the run lies beyond the fitted ones, on either side and along its farthest axis; 1 among them. */
  readonly extrapolation: number;
  /** A sentence to show beside a forecast this far out, null near the points. */
  readonly warning: string | null;
}

/** How well a law knows the loss of a run, in units of the loss. */
export interface Uncertainty {
  /** Half an interval's width in standard errors: a quantile of Student's t. */
  readonly t: number;
  /** Standard error of the law, and standard deviation of a run about it. */
  readonly error: number;
  readonly noise: number;
}

/** Band and interval about a loss, as far to both sides, but not below 0. */
export function intervalsAround(
  loss: number,
  { t, error, noise }: Uncertainty,
): Pick<Prediction, 'loss' | 'band' | 'interval'> {
  const around = (half: number): Interval => [Math.max(0, loss - half), loss + half];
  return { loss, band: around(t * error), interval: around(t * Math.hypot(error, noise)) };
}

/** How far out a run lies, this many times beyond the fitted ones, with a warning beyond `EXTRAPOLATION_LIMIT`. */
export function extrapolationOf(extrapolation: number): Pick<Prediction, 'extrapolation' | 'warning'> {
  if (extrapolation <= EXTRAPOLATION_LIMIT) return { extrapolation, warning: null };
  return {
    extrapolation,
    warning:
      `This lies ${timesInWords(extrapolation)} times beyond the fitted runs. The interval assumes that the law keeps its form; past ` +
      `${EXTRAPOLATION_LIMIT} times that is a guess.`,
  };
}

/** Why nothing is said of a run of this size, further than `REACH` beyond the fitted ones; null nearer to them. */
export function outOfReach(axis: string, size: number, range: Interval): string | null {
  const times = timesBeyond(range, size);
  // A run at the reach itself, but for rounding, is within it.
  if (!(times > REACH * (1 + 1e-9))) return null;
  const [low, high] = range;
  return (
    `${axis} = ${formatCount(size)} lies ${timesInWords(times)} times beyond the fitted runs. A law is used up to ${REACH} times beyond them, ` +
    `here up to ${axis} = ${formatCount(size > high ? REACH * high : low / REACH)}: train a run nearer to it first.`
  );
}

function timesInWords(times: number): string {
  // A little beyond a limit is not the limit.
  return times < 1e6 ? formatNumber(times, times < 1.1 * EXTRAPOLATION_LIMIT ? 4 : 2) : formatCount(times, 2);
}

/** How many times a value lies beyond a range, on either side; 1 within it. */
export function timesBeyond([low, high]: Interval, value: number): number {
  return Math.max(1, value / high, low / value);
}

/** The first prediction, with the band and the interval that span those of all: for laws between which the points do not decide. */
export function envelope(predictions: readonly [Prediction, ...Prediction[]]): Prediction {
  const hull = (read: (prediction: Prediction) => Interval): Interval => [
    smallest(predictions.map((prediction) => read(prediction)[0])),
    largest(predictions.map((prediction) => read(prediction)[1])),
  ];
  return { ...predictions[0], band: hull(({ band }) => band), interval: hull(({ interval }) => interval) };
}

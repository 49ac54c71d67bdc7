// A straight line through logarithms, ln y = ln coefficient + exponent ln x, by least squares, weighted if the points have weights.

import { LEVEL, type Interval } from './prediction.js';
import { studentT } from '../numerics/student-t.js';

export interface LogLine {
  readonly exponent: number;
  /** 95 %, Student t. */
  readonly exponentInterval: Interval;
  readonly coefficient: number;
  readonly coefficientInterval: Interval;
  /** Mean of ln x, and the line's height there: uncorrelated with the exponent. */
  readonly logCentre: number;
  readonly height: number;
  readonly heightVariance: number;
  readonly exponentVariance: number;
  readonly degreesOfFreedom: number;
}

/** The line through at least three points of positive x and y with at least two different x; weights are 1 if not given. */
export function fitLogLine(
  points: readonly { readonly x: number; readonly y: number; readonly weight?: number }[],
): LogLine {
  const logs = points.map(({ x, y, weight = 1 }) => ({ x: Math.log(x), y: Math.log(y), weight }));
  const sum = (of: (log: (typeof logs)[number]) => number): number =>
    logs.reduce((total, log) => total + log.weight * of(log), 0);
  const total = sum(() => 1);
  const logCentre = sum(({ x }) => x) / total;
  const height = sum(({ y }) => y) / total;
  const squares = sum(({ x }) => (x - logCentre) ** 2);
  const exponent = sum(({ x, y }) => (x - logCentre) * (y - height)) / squares;
  const degreesOfFreedom = logs.length - 2;
  const variance = sum(({ x, y }) => (y - height - exponent * (x - logCentre)) ** 2) / degreesOfFreedom;
  const [heightVariance, exponentVariance] = [variance / total, variance / squares];
  const half = studentT(LEVEL, degreesOfFreedom) * Math.sqrt(exponentVariance);
  const line = { exponent, logCentre, height, heightVariance, exponentVariance, degreesOfFreedom };
  const { value: coefficient, interval: coefficientInterval } = valueOnLine(line, 1);
  const exponentInterval: Interval = [exponent - half, exponent + half];
  return { ...line, exponentInterval, coefficient, coefficientInterval };
}

type LineParameters = Omit<LogLine, 'exponentInterval' | 'coefficient' | 'coefficientInterval'>;

/** y of the line at x, with its 95 % interval. */
export function valueOnLine(line: LineParameters, x: number): { value: number; interval: Interval } {
  const distance = Math.log(x) - line.logCentre;
  const log = line.height + line.exponent * distance;
  const half =
    studentT(LEVEL, line.degreesOfFreedom) *
    Math.sqrt(line.heightVariance + distance ** 2 * line.exponentVariance);
  return { value: Math.exp(log), interval: [Math.exp(log - half), Math.exp(log + half)] };
}

// A straight line through logarithms, ln y = ln coefficient + exponent ln x, by least squares.

import { mean, sumOfSquares } from '../../base/maths/statistics.js';
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

/** The line through at least three points of positive x and y with at least two different x. */
export function fitLogLine(points: readonly { readonly x: number; readonly y: number }[]): LogLine {
  const logs = points.map(({ x, y }) => [Math.log(x), Math.log(y)] as const);
  const n = logs.length;
  const logCentre = mean(logs.map(([x]) => x));
  const height = mean(logs.map(([, y]) => y));
  const squares = logs.reduce((sum, [x]) => sum + (x - logCentre) ** 2, 0);
  const exponent = logs.reduce((sum, [x, y]) => sum + (x - logCentre) * (y - height), 0) / squares;
  const residuals = logs.map(([x, y]) => y - height - exponent * (x - logCentre));
  const degreesOfFreedom = n - 2;
  const variance = sumOfSquares(residuals) / degreesOfFreedom;
  const [heightVariance, exponentVariance] = [variance / n, variance / squares];
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

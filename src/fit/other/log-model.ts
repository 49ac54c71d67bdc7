// Laws without a linear part: ln L(theta) fitted by least squares of log residuals, from many starts, and judged by the delta
// method. Residuals here are fitted minus measured.
//
// L loss.

import { akaike, explainedVariance, LARGEST_CONDITION } from '../goodness/criteria.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { huber, robustDeviations } from '../goodness/robust.js';
import { MOST_START_POINTS, thinned } from '../goodness/thinned.js';
import { invertGram, standardErrorAlong, type Matrix } from '../numerics/linear-algebra.js';
import { minimizeNewton, type Box, type SecondOrder } from '../numerics/newton.js';
import { studentT } from '../numerics/student-t.js';

/** ln of the loss that a law gives a point, and its derivatives by theta. */
export interface LogModel<Point> {
  value(theta: readonly number[], point: Point): number;
  gradient(theta: readonly number[], point: Point): readonly number[];
  readonly box: Box;
}

/** A parameter as the literature has it: a function of theta, or, where `log`, the exponential of one. */
export interface Derived {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly log: boolean;
}

/** How a fit was made: what it takes to make it again. */
export interface LogModelMethod {
  /** Residual of log loss from which on errors count linearly (Huber); null for least squares. */
  readonly huber: number | null;
  /** Points that the search can start from, and how many of them, the most promising, it follows. */
  readonly starts: number;
  readonly followed: number;
  /** Level of the intervals. */
  readonly level: number;
}

/** An optimum. */
export interface LogModelSolution {
  readonly theta: readonly number[];
  readonly method: LogModelMethod;
}

export interface LogModelFit {
  readonly method: LogModelMethod;
  readonly theta: readonly number[];
  readonly covariance: Matrix;
  /** Condition number of the scaled design at the optimum. */
  readonly condition: number;
  readonly degreesOfFreedom: number;
  /** Relative standard deviation of the loss of one more run. */
  readonly runDeviation: number;
  /** Half the sum of squares of log residuals, or the sum of Huber's loss of them. */
  readonly objective: number;
  /** R^2 of log loss. */
  readonly r2: number;
  /** Akaike's criterion for few points, on log loss; null with too few points for it. */
  readonly aicc: number | null;
  readonly pointCount: number;
  /** ln L, measured minus fitted, in the order of the points. */
  readonly logResiduals: readonly number[];
}

/** Share of a variable that the last step may move, on the way and at the end. */
const ROUGH = 1e-3;
const PRECISE = 1e-11;
/** The search follows no more starts than this, the most promising. */
const MOST_STARTS = 8;

/** What is minimised: the errors of points, linear from `delta` on (Huber); Infinity for squares. */
interface Problem<Point> {
  readonly model: LogModel<Point>;
  readonly points: readonly Point[];
  readonly delta: number;
}

interface Measured {
  readonly loss: number;
}

/** The optimum from the given starts. Errors count linearly from `delta` on (Huber); Infinity for squares. */
export function solveLogModel<Point extends Measured>(
  model: LogModel<Point>,
  points: readonly Point[],
  starts: readonly (readonly number[])[],
  delta = Infinity,
): LogModelSolution {
  const rough = { model, points: thinned(points, MOST_START_POINTS), delta };
  const ranked = starts
    .map((theta) => ({ theta, value: objectiveOf(rough, theta) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
    .slice(0, MOST_STARTS)
    .map(({ theta }) => descend(rough, theta, ROUGH))
    .map((theta) => ({ theta, value: objectiveOf(rough, theta) }));
  // Where no start gives a number, the first: what is found from it is refused.
  const best = ranked.reduce((a, b) => (b.value < a.value ? b : a), { theta: starts[0], value: Infinity });
  return {
    theta: descend({ model, points, delta }, best.theta, PRECISE),
    method: {
      huber: delta === Infinity ? null : delta,
      starts: starts.length,
      followed: Math.min(starts.length, MOST_STARTS),
      level: LEVEL,
    },
  };
}

/** What follows from an optimum; null where the points do not determine a parameter. */
export function describeLogModel<Point extends Measured>(
  model: LogModel<Point>,
  points: readonly Point[],
  { theta, method }: LogModelSolution,
): LogModelFit | null {
  const delta = method.huber ?? Infinity;
  const degreesOfFreedom = points.length - theta.length;
  const { inverse, condition } = invertGram(points.map((point) => model.gradient(theta, point)));
  if (!(condition <= LARGEST_CONDITION)) return null;
  const residuals = Float64Array.from(points, (point) => model.value(theta, point) - Math.log(point.loss));
  const { estimate, run } = robustDeviations(residuals, delta, theta.length);
  const logResiduals = Array.from(residuals, (r) => -r);
  return {
    method,
    theta,
    covariance: inverse.map((row) => row.map((entry) => estimate ** 2 * entry)),
    condition,
    degreesOfFreedom,
    runDeviation: run,
    objective: objectiveOf({ model, points, delta }, theta),
    r2: explainedVariance(
      Float64Array.from(points, ({ loss }) => loss),
      logResiduals,
    ),
    aicc: akaike(logResiduals, theta.length),
    pointCount: points.length,
    logResiduals,
  };
}

/** Values and 95 % intervals of named parameters. */
export function nameParameters<Name extends string>(
  { covariance, degreesOfFreedom }: LogModelFit,
  derived: Readonly<Record<Name, Derived>>,
): { readonly parameters: Record<Name, number>; readonly intervals: Record<Name, Interval> } {
  const t = studentT(LEVEL, degreesOfFreedom);
  const names = Object.keys(derived) as Name[];
  const entries = names.map((name) => {
    const { value, gradient, log } = derived[name];
    const half = t * standardErrorAlong(covariance, gradient);
    const out = log ? Math.exp : (x: number): number => x;
    return { name, value: out(value), interval: [out(value - half), out(value + half)] as const };
  });
  return {
    parameters: Object.fromEntries(entries.map(({ name, value }) => [name, value])) as Record<Name, number>,
    intervals: Object.fromEntries(entries.map(({ name, interval }) => [name, interval])) as Record<
      Name,
      Interval
    >,
  };
}

/** Loss at a point with its band and prediction interval. */
export function predictLogModel<Point>(
  model: LogModel<Point>,
  { theta, covariance, degreesOfFreedom, runDeviation }: LogModelFit,
  point: Point,
  level = LEVEL,
): { readonly loss: number; readonly band: Interval; readonly interval: Interval } {
  const log = model.value(theta, point);
  const t = studentT(level, degreesOfFreedom);
  const error = standardErrorAlong(covariance, model.gradient(theta, point));
  const around = (half: number): Interval => [Math.exp(log - half), Math.exp(log + half)];
  return {
    loss: Math.exp(log),
    band: around(t * error),
    interval: around(t * Math.hypot(error, runDeviation)),
  };
}

function objectiveOf<Point extends Measured>(
  { model, points, delta }: Problem<Point>,
  theta: readonly number[],
): number {
  let sum = 0;
  for (const point of points) sum += huber(model.value(theta, point) - Math.log(point.loss), delta);
  return sum;
}

function descend<Point extends Measured>(
  problem: Problem<Point>,
  start: readonly number[],
  smallestStep: number,
): readonly number[] {
  const minimized = {
    value: (theta: readonly number[]) => objectiveOf(problem, theta),
    evaluate: (theta: readonly number[]) => gaussNewton(problem, theta),
  };
  return minimizeNewton(start, problem.model.box, minimized, smallestStep);
}

/** The objective with gradient sum psi J and, in place of the Hessian, sum w J J' with Huber's weights w = psi / r. */
function gaussNewton<Point extends Measured>(
  { model, points, delta }: Problem<Point>,
  theta: readonly number[],
): SecondOrder {
  const gradient = theta.map(() => 0);
  const hessian = theta.map(() => theta.map(() => 0));
  let value = 0;
  for (const point of points) {
    const r = model.value(theta, point) - Math.log(point.loss);
    const J = model.gradient(theta, point);
    const weight = Math.abs(r) <= delta ? 1 : delta / Math.abs(r);
    value += huber(r, delta);
    for (let j = 0; j < J.length; j++) {
      gradient[j] += weight * r * J[j];
      for (let k = 0; k < J.length; k++) hessian[j][k] += weight * J[j] * J[k];
    }
  }
  return { value, gradient, hessian, curvatures: hessian.map((row, j) => row[j]) };
}

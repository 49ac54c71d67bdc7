// The minimum of each compute budget, and the power law through them.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { groupBy } from '../../base/group-by.js';
import { mean } from '../../base/maths/statistics.js';
import { fitLogLine, type LogLine } from '../goodness/log-line.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { studentT } from '../numerics/student-t.js';
import type { Budget } from './budgets.js';
import type {
  IsoflopBudget,
  IsoflopMethod,
  IsoflopPoint,
  Valley,
  ValleyError,
  ValleyPoint,
} from './isoflop.js';
import { isNarrow, tooWide } from './refuse.js';
import { centredValley, parabolaValley, splineValley } from './valley.js';

/** A budget, and how uncertain its minimum is beside those of others. */
export interface Minimum {
  readonly budget: IsoflopBudget;
  /** Variance of ln x*, up to a factor that all budgets share. */
  readonly variance: number;
}

/** The minima of groups of runs in order of C, with an interval each where the way of reading gives an error. */
export function minimaOf(
  groups: readonly Budget<IsoflopPoint>[],
  method: Pick<IsoflopMethod, 'axis' | 'optimum' | 'lowest'>,
): readonly Minimum[] {
  const valleys = groups.map((group) => {
    const points = onePointASize(group.points);
    const valley = isNarrow(group) ? valleyOf(points, method) : null;
    return { C: group.C, points, valley: valley ?? notOne };
  });
  // The noise of a run is the same in all budgets.
  const errors = valleys.flatMap(({ valley: { error } }) => error ?? []);
  const freedom = errors.reduce((sum, error) => sum + error.freedom, 0);
  const squares = errors.reduce((sum, error) => sum + error.squares, 0);
  const variance = freedom > 0 ? squares / freedom : NaN;
  const limit = freedom > 0 ? studentT(LEVEL, freedom) ** 2 * variance : NaN;
  return valleys.map(({ C, points, valley: { error, ...valley } }) => ({
    budget: { C, points, ...valley, interval: error && intervalOf(error, limit) },
    variance: error === null ? 1 : vertexVariance(error),
  }));
}

/** Of the vertex, to first order, for residuals of variance 1. */
function vertexVariance({ linear, quadratic, linearVariance, quadraticVariance }: ValleyError): number {
  return (linearVariance + (linear / quadratic) ** 2 * quadraticVariance) / (4 * quadratic ** 2);
}

/**
 * Where the slope of the parabola may be 0 (Fieller 1954): (c1 + c2 u)^2 <= limit (v1 + v2 u^2) with u = 2 t - offset, and limit the
 * squared quantile times the variance of a residual. Null where it may be 0 anywhere.
 */
function intervalOf(error: ValleyError, limit: number): Interval | null {
  const { origin, offset, linear, quadratic } = error;
  const a = quadratic ** 2 - limit * error.quadraticVariance;
  const c = linear ** 2 - limit * error.linearVariance;
  const half = Math.sqrt(Math.max(0, (linear * quadratic) ** 2 - a * c));
  if (!(a > 0)) return null;
  const end = (sign: number): number =>
    Math.exp(origin + ((-linear * quadratic + sign * half) / a + offset) / 2);
  return [end(-1), end(1)];
}

/** The power law through the minima, each weighted by its error; there are three or more. */
export function lineThrough(minima: readonly Minimum[]): LogLine {
  return fitLogLine(
    minima.flatMap(({ budget: { C, optimum }, variance }) =>
      optimum === null ? [] : [{ x: C, y: optimum, weight: 1 / variance }],
    ),
  );
}

const notOne: Valley = { optimum: null, loss: null, rejected: tooWide, curve: [], error: null };

function valleyOf(
  points: readonly ValleyPoint[],
  { optimum, axis, lowest }: Pick<IsoflopMethod, 'axis' | 'optimum' | 'lowest'>,
): Valley {
  if (optimum === 'spline') return splineValley(points, axis);
  return optimum === 'centred' ? centredValley(points, axis) : parabolaValley(points, axis, lowest);
}

function onePointASize(points: readonly ValleyPoint[]): readonly ValleyPoint[] {
  const sizes = [...groupBy(points, ({ x }) => x)].sort(([a], [b]) => a - b);
  return sizes.map(([x, runs]) => {
    const [{ loss: first }] = runs;
    const logs = runs.map(({ loss }) => Math.log(loss / first));
    return { x, loss: first * Math.exp(mean(logs)) };
  });
}

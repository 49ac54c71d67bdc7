// A law of two variables, L(N, D) = E + A / N^alpha + B / D^beta (Hoffmann et al. 2022): fitted, judged, and used to predict.
//
// A, B amplitudes, alpha, beta exponents, D tokens or samples, E irreducible loss, L loss, N parameters.

import { akaike, explainedVariance } from '../power-law/diagnostics.js';
import { LEVEL, type Interval } from '../power-law/law.js';
import { farWarning, timesBeyond, type Prediction } from '../goodness/prediction.js';
import { studentT } from '../numerics/student-t.js';
import { bootstrapSurface, FEWEST_POINTS, type Bootstrap } from './bootstrap.js';
import { surfaceCovariance, surfaceIntervals } from './covariance.js';
import { sumOfRho, surfaceRollingOrigin, surfaceWarnings } from './diagnostics.js';
import { estimateSurface } from './estimate.js';
import { residualsOf, surfaceAt, surfaceGradient } from './objective.js';
import { surfaceRefusalAfterFit, surfaceRefusalBeforeFit, surfaceRefusalOfCondition } from './refuse.js';
import { floorInterval, profileSurface, type SurfaceProfile } from './profile.js';
import {
  RESTART_BESIDE,
  surfaceParameterCount,
  type Robust,
  type SurfaceDesign,
  type SurfaceMethod,
  type SurfaceSolution,
} from './solve.js';
import { startsOf, type SurfaceStarts } from './starts.js';
import { standardErrorAlong, type Matrix } from '../numerics/symmetric.js';

/** One measured loss; N, D in any units, which A and B then share. */
export interface SurfacePoint {
  readonly N: number;
  readonly D: number;
  readonly loss: number;
  /** Standard error of `loss`, null or absent where it is not known: squares then count by what each point adds to the runs' noise. */
  readonly standardError?: number | null;
}

export interface SurfaceParameters<T> {
  readonly E: T;
  readonly A: T;
  readonly B: T;
  readonly alpha: T;
  readonly beta: T;
}

/** How a fit was made: what it takes to make it again. */
export interface SurfaceFitMethod extends SurfaceMethod {
  readonly starts: SurfaceStarts;
  /** The search is made again from parameters that lie beside its end by this share of them. */
  readonly restartBeside: number;
  /** Level of the intervals. */
  readonly level: number;
  /** A bootstrap draws points, or, with fewer of them than this, inflated residuals. */
  readonly fewestPointsToDraw: number;
}

export interface LossSurfaceFit extends SurfaceParameters<number> {
  readonly type: 'fit';
  readonly method: SurfaceFitMethod;
  /** Geometric means of N, D and the loss; A = amplitudeA N0^alpha, B = amplitudeB D0^beta. */
  readonly centre: SurfacePoint;
  readonly amplitudeA: number;
  readonly amplitudeB: number;
  /**
   * 95 % intervals: delta method, Student t, residual variance and the points' own errors; of E by its profile likelihood, unless the
   * loss is robust.
   */
  readonly intervals: SurfaceParameters<Interval>;
  /** Bootstrap 95 % intervals beside them, null if not asked for. */
  readonly bootstrap: SurfaceParameters<Interval> | null;
  /**
   * What was minimised, in the units of the residuals: their sum of squares, of Huber's r^2 / 2 and delta (|r| - delta / 2),
   * or of absolute values. Points with own errors count less the larger these are, the surest of them once.
   */
  readonly objective: number;
  /** R^2 of log loss. */
  readonly r2: number;
  /** Akaike's criterion for few points, on log loss; null with too few to tell. */
  readonly aicc: number | null;
  /** Mean relative error of predicting the largest N without it, and without the largest two; as many as the points allow. */
  readonly rollingOrigin: readonly number[];
  /** Condition number of the scaled design at the optimum. */
  readonly condition: number;
  /** Correlation of (E, ln A, ln B, alpha, beta). */
  readonly correlation: Matrix;
  readonly pointCount: number;
  /** Different N among the points. */
  readonly sizeCount: number;
  readonly rangeN: Interval;
  readonly rangeD: Interval;
  /** ln L, measured minus fitted, in the order of the points given. */
  readonly logResiduals: readonly number[];
  readonly degreesOfFreedom: number;
  /** Covariance of (E, amplitudeA, amplitudeB, alpha, beta). */
  readonly covariance: Matrix;
  /** Standard deviation of the loss of one more run: relative with residuals in log loss, else in units of the loss. */
  readonly runDeviation: number;
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/** A fit that the points cannot support, and what would settle it. */
export interface LossSurfaceRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

export interface LossSurfaceOptions extends Partial<SurfaceMethod> {
  /** Bootstrap beside the intervals; null, the default, leaves it out. */
  readonly bootstrap?: Bootstrap | null;
}

export type { Robust, SurfaceMethod };

/**
 * Fits the surface, or says why not and what would settle it. By default least squares of log loss with two exponents. Pure;
 * never throws. The order of the points does not matter.
 */
export function fitLossSurface(
  points: readonly SurfacePoint[],
  options: LossSurfaceOptions = {},
): LossSurfaceFit | LossSurfaceRefusal {
  const { bootstrap = null } = options;
  const method = surfaceMethod(options);
  const before = surfaceRefusalBeforeFit(points, method);
  if (before !== null) return { type: 'refused', reason: before };
  const { order, sorted } = inSurfaceOrder(points);
  const { design, solution } = estimateSurface(sorted, method);
  const after = surfaceRefusalAfterFit(solution, design);
  if (after !== null) return { type: 'refused', reason: after };
  const fit = describe(sorted, order, design, solution, method);
  const open = surfaceRefusalOfCondition(fit.condition);
  if (open !== null) return { type: 'refused', reason: open };
  return {
    ...fit,
    bootstrap: bootstrap && bootstrapSurface(design, solution, method, bootstrap),
    warnings: surfaceWarnings(fit, solution),
  };
}

/** What a fit with these options does. */
export function surfaceMethod({
  residuals = 'log',
  robust = { type: 'none' },
  tied = false,
}: Partial<SurfaceMethod>): SurfaceFitMethod {
  return {
    residuals,
    robust,
    tied,
    starts: startsOf({ robust: robust.type !== 'none' }),
    restartBeside: RESTART_BESIDE,
    level: LEVEL,
    fewestPointsToDraw: FEWEST_POINTS,
  };
}

/** Points by N, D and loss, and which of those given each is. */
function inSurfaceOrder(points: readonly SurfacePoint[]): {
  readonly order: readonly number[];
  readonly sorted: readonly SurfacePoint[];
} {
  const order = points
    .map((_, i) => i)
    .sort(
      (i, j) =>
        points[i].N - points[j].N ||
        points[i].D - points[j].D ||
        points[i].loss - points[j].loss ||
        (points[i].standardError ?? 0) - (points[j].standardError ?? 0),
    );
  return { order, sorted: order.map((i) => points[i]) };
}

/** Profile of a fit's floor to draw, from the points it was fitted to; null where there is none. About 40 fits' work. */
export function profileLossSurface(
  points: readonly SurfacePoint[],
  { method, intervals }: LossSurfaceFit,
): SurfaceProfile | null {
  const { design, solution } = estimateSurface(inSurfaceOrder(points).sorted, method);
  return profileSurface(design, solution, method, intervals.E);
}

function describe(
  points: readonly SurfacePoint[],
  order: readonly number[],
  design: SurfaceDesign,
  solution: SurfaceSolution,
  method: SurfaceFitMethod,
): LossSurfaceFit {
  const { logN0, logD0, lossUnit, data } = design;
  const [E, A, B, alpha, beta] = solution.theta;
  const degreesOfFreedom = points.length - surfaceParameterCount(method);
  const { covariance, condition, runDeviation } = surfaceCovariance(design, solution, method);
  const t = studentT(LEVEL, degreesOfFreedom);
  const { intervals, correlation } = surfaceIntervals(solution.theta, covariance, design, t);
  const floors = floorInterval(design, solution, method, t * Math.sqrt(covariance[0][0]));
  // Measured minus fitted, as in other laws.
  const logResiduals = Array.from(residualsOf(data, solution.theta, 'log'), (r) => -r);
  const inGivenOrder = new Array<number>(order.length);
  order.forEach((given, i) => (inGivenOrder[given] = logResiduals[i]));
  const range = (values: readonly number[]): Interval => [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  const units = [lossUnit, lossUnit, lossUnit, 1, 1];
  return {
    type: 'fit',
    method,
    E: E * lossUnit,
    A: A * lossUnit * Math.exp(alpha * logN0),
    B: B * lossUnit * Math.exp(beta * logD0),
    alpha,
    beta,
    centre: { N: Math.exp(logN0), D: Math.exp(logD0), loss: lossUnit },
    amplitudeA: A * lossUnit,
    amplitudeB: B * lossUnit,
    intervals: floors ? { ...intervals, E: [floors[0] * lossUnit, floors[1] * lossUnit] } : intervals,
    bootstrap: null,
    objective: sumOfRho(design, solution, method),
    r2: explainedVariance(data.loss, logResiduals),
    aicc: akaike(logResiduals, surfaceParameterCount(method)),
    rollingOrigin: surfaceRollingOrigin(points, solution.theta, method),
    condition,
    correlation,
    pointCount: points.length,
    sizeCount: new Set(points.map(({ N }) => N)).size,
    rangeN: range(points.map(({ N }) => N)),
    rangeD: range(points.map(({ D }) => D)),
    logResiduals: inGivenOrder,
    degreesOfFreedom,
    covariance: covariance.map((row, j) => row.map((entry, k) => entry * units[j] * units[k])),
    runDeviation: method.residuals === 'log' ? runDeviation : runDeviation * lossUnit,
    warnings: [],
  };
}

/** The loss of a run of N and D, with its prediction interval. */
export function predictLossSurface(fit: LossSurfaceFit, N: number, D: number, level = LEVEL): Prediction {
  const n = Math.log(N / fit.centre.N);
  const d = Math.log(D / fit.centre.D);
  const theta = [fit.E, fit.amplitudeA, fit.amplitudeB, fit.alpha, fit.beta];
  const loss = surfaceAt(theta, n, d);
  const gradient = surfaceGradient(theta, n, d);
  const noise = fit.method.residuals === 'log' ? fit.runDeviation * loss : fit.runDeviation;
  const t = studentT(level, fit.degreesOfFreedom);
  const error = standardErrorAlong(fit.covariance, gradient);
  const around = (half: number): Interval => [Math.max(0, loss - half), loss + half];
  const extrapolation = Math.max(timesBeyond(fit.rangeN, N), timesBeyond(fit.rangeD, D));
  return {
    loss,
    band: around(t * error),
    interval: around(t * Math.hypot(error, noise)),
    extrapolation,
    warning: farWarning(extrapolation, 'runs'),
  };
}

// Fits a loss surface, L(N, D) = E + A / N^alpha + B / D^beta, and judges the fit.
//
// A, B amplitudes, alpha, beta exponents, D tokens or samples, E irreducible loss, L loss, N parameters.

import { rangeOf } from '../../base/maths/statistics.js';
import { akaike, explainedVariance } from '../goodness/criteria.js';
import { LEVEL } from '../goodness/prediction.js';
import { huber } from '../goodness/robust.js';
import { studentT } from '../numerics/student-t.js';
import { bootstrapSurface, FEWEST_POINTS_TO_DRAW } from './bootstrap.js';
import { covarianceOf, intervalsOf } from './covariance.js';
import {
  estimateSurface,
  inOrder,
  rollingOrigin,
  type OrderedPoints,
  type SurfaceEstimate,
} from './estimate.js';
import { residualsOf } from './objective.js';
import { floorInterval } from './profile.js';
import { refusalAfterFit, refusalBeforeFit, refusalOfCondition } from './refuse.js';
import { parameterCount, RESTART_BESIDE } from './solve.js';
import { startsOf } from './starts.js';
import type {
  LossSurfaceFit,
  LossSurfaceOptions,
  LossSurfaceRefusal,
  SurfaceFitMethod,
  SurfaceMethod,
  SurfacePoint,
} from './surface.js';
import { warningsOf } from './warnings.js';

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
  const before = refusalBeforeFit(points, method);
  if (before !== null) return { type: 'refused', reason: before };
  const ordered = inOrder(points);
  const estimate = estimateSurface(ordered.sorted, method);
  const after = refusalAfterFit(estimate);
  if (after !== null) return { type: 'refused', reason: after };
  const fit = describe(ordered, estimate, method);
  const open = refusalOfCondition(fit.condition);
  if (open !== null) return { type: 'refused', reason: open };
  return {
    ...fit,
    bootstrap: bootstrap && bootstrapSurface(estimate, method, bootstrap),
    warnings: warningsOf(fit, estimate.solution, points),
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
    fewestPointsToDraw: FEWEST_POINTS_TO_DRAW,
  };
}

function describe(
  { sorted: points, order }: OrderedPoints,
  estimate: SurfaceEstimate,
  method: SurfaceFitMethod,
): LossSurfaceFit {
  const { design, solution } = estimate;
  const { logN0, logD0, lossUnit, data } = design;
  const [E, A, B, alpha, beta] = solution.theta;
  const degreesOfFreedom = points.length - parameterCount(method);
  const { covariance, condition, runDeviation } = covarianceOf(estimate, method);
  const t = studentT(LEVEL, degreesOfFreedom);
  const { intervals, correlation } = intervalsOf(solution.theta, covariance, design, t);
  const floors = floorInterval(estimate, method, t * Math.sqrt(covariance[0][0]));
  // Measured minus fitted, as in other laws.
  const logResiduals = Array.from(residualsOf(data, solution.theta, 'log'), (r) => -r);
  const inGivenOrder = new Array<number>(order.length);
  order.forEach((given, i) => (inGivenOrder[given] = logResiduals[i]));
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
    objective: sumOfRho(estimate, method),
    r2: explainedVariance(data.loss, logResiduals),
    aicc: akaike(logResiduals, parameterCount(method)),
    rollingOrigin: rollingOrigin(points, solution.theta, method),
    condition,
    correlation,
    pointCount: points.length,
    sizeCount: new Set(points.map(({ N }) => N)).size,
    rangeN: rangeOf(points.map(({ N }) => N)),
    rangeD: rangeOf(points.map(({ D }) => D)),
    logResiduals: inGivenOrder,
    degreesOfFreedom,
    covariance: covariance.map((row, j) => row.map((entry, k) => entry * units[j] * units[k])),
    runDeviation: method.residuals === 'log' ? runDeviation : runDeviation * lossUnit,
    warnings: [],
  };
}

/** What was minimised, in the units of the residuals. */
function sumOfRho(
  { design: { data, lossUnit }, solution: { theta } }: SurfaceEstimate,
  { residuals, robust }: SurfaceMethod,
): number {
  const unit = residuals === 'log' ? 1 : lossUnit;
  const rho = (r: number): number => {
    if (robust.type === 'none') return r * r;
    return robust.type === 'absolute' ? Math.abs(r) : huber(r, robust.delta);
  };
  return residualsOf(data, theta, residuals).reduce((sum, r, i) => sum + data.counts[i] * rho(unit * r), 0);
}

// Fits a law of one variable, L(x) = E + A x^-alpha, by variable projection, and judges the fit.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size: parameters, samples or FLOPs.

import { akaike, explainedVariance } from '../goodness/criteria.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { studentT } from '../numerics/student-t.js';
import { bootstrapPowerLaw } from './bootstrap.js';
import { covarianceOf } from './covariance.js';
import {
  estimatePowerLaw,
  inOrder,
  logResiduals,
  parameterCount,
  rollingOrigin,
  type Estimate,
} from './estimate.js';
import type { Floor, LawPoint, PowerLawFit, PowerLawMethod, PowerLawOptions, PowerLawResult } from './law.js';
import { refusalAfterFit, refusalBeforeFit } from './refuse.js';
import { exponentStarts } from './solve.js';
import { warningsOf } from './warnings.js';

/** Fits the law, or says why not and what would settle it. Pure; never throws. The order of the points does not matter. */
export function fitPowerLaw(points: readonly LawPoint[], options: PowerLawOptions): PowerLawResult {
  const { floor, huber = null, bootstrap = null } = options;
  const before = refusalBeforeFit(points, options);
  if (before !== null) return { type: 'refused', reason: before };
  const sorted = inOrder(points);
  const estimate = estimatePowerLaw(sorted, floor, huber);
  const after = refusalAfterFit(estimate.solution);
  if (after !== null) return { type: 'refused', reason: after };
  const fit = describe(sorted, estimate, floor, huber);
  return {
    ...fit,
    bootstrap: bootstrap && bootstrapPowerLaw(sorted, estimate, { floor, huber }, bootstrap),
    warnings: warningsOf(fit),
  };
}

/** What a fit with these options does. */
export function powerLawMethod({ floor, huber = null }: PowerLawOptions): PowerLawMethod {
  return { floor: floor.type, huber, starts: exponentStarts, level: LEVEL };
}

function describe(
  points: readonly LawPoint[],
  estimate: Estimate,
  floor: Floor,
  huber: number | null,
): PowerLawFit {
  const { solution, design } = estimate;
  const { E, amplitude, alpha } = solution;
  const degreesOfFreedom = points.length - parameterCount(floor);
  const t = studentT(LEVEL, degreesOfFreedom);
  const { covariance, condition } = covarianceOf(estimate, floor);
  const logA = Math.log(amplitude) + alpha * design.logCentre;
  const halfLogA =
    t *
    Math.sqrt(
      covariance[1][1] + 2 * design.logCentre * covariance[1][2] + design.logCentre ** 2 * covariance[2][2],
    );
  const [halfE, halfAlpha] = [t * Math.sqrt(covariance[0][0]), t * Math.sqrt(covariance[2][2])];
  const residuals = logResiduals(estimate);
  const xRange: Interval = [points[0].x, points[points.length - 1].x];
  return {
    type: 'fit',
    method: powerLawMethod({ floor, huber }),
    floor,
    huber,
    E,
    A: Math.exp(logA),
    alpha,
    centre: Math.exp(design.logCentre),
    amplitude,
    intervals: {
      E: [Math.max(0, E - halfE), E + halfE],
      A: [Math.exp(logA - halfLogA), Math.exp(logA + halfLogA)],
      alpha: [alpha - halfAlpha, alpha + halfAlpha],
    },
    bootstrap: null,
    r2: explainedVariance(estimate.losses, residuals),
    aicc: akaike(residuals, parameterCount(floor)),
    rollingOrigin: rollingOrigin(points, floor, huber),
    condition,
    pointCount: points.length,
    decades: Math.log10(xRange[1] / xRange[0]),
    xRange,
    residuals,
    weights: [...estimate.weights],
    degreesOfFreedom,
    covariance,
    residualVariance: estimate.runVariance,
    warnings: [],
  };
}

// Fits a law of one variable, L(x) = E + A x^-alpha, by variable projection, and judges the fit.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size: parameters, samples or FLOPs.

import { akaike, explainedVariance } from '../goodness/criteria.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { standardErrorAlong, type Matrix } from '../numerics/linear-algebra.js';
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
import type {
  Floor,
  LawPoint,
  ParameterIntervals,
  PowerLawFit,
  PowerLawMethod,
  PowerLawOptions,
  PowerLawResult,
} from './law.js';
import { noiseFormsOf } from './noise.js';
import { outliersOf } from './outliers.js';
import { profileIntervals } from './profile.js';
import { refusalAfterFit, refusalBeforeFit } from './refuse.js';
import { exponentStarts, type Solution } from './solve.js';
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
  const outliers = huber === null ? outliersOf(sorted, floor) : [];
  const fit = { ...describe(sorted, estimate, floor, huber), outliers };
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
  const { covariance, condition } = covarianceOf(estimate, floor);
  const residuals = logResiduals(estimate);
  const weights = [...estimate.weights];
  const xRange: Interval = [points[0].x, points[points.length - 1].x];
  return {
    type: 'fit',
    method: powerLawMethod({ floor, huber }),
    floor,
    huber,
    E,
    A: Math.exp(Math.log(amplitude) + alpha * design.logCentre),
    alpha,
    centre: Math.exp(design.logCentre),
    amplitude,
    intervals:
      floor.type === 'free'
        ? profileIntervals(points, { E, alpha, weights, degreesOfFreedom })
        : deltaIntervals(solution, covariance, design.logCentre, degreesOfFreedom),
    bootstrap: null,
    r2: explainedVariance(estimate.losses, residuals),
    aicc: akaike(residuals, parameterCount(floor)),
    rollingOrigin: rollingOrigin(points, floor, huber),
    condition,
    pointCount: points.length,
    decades: Math.log10(xRange[1] / xRange[0]),
    xRange,
    residuals,
    weights,
    degreesOfFreedom,
    covariance,
    residualVariance: estimate.runVariance,
    noiseForms: huber === null ? noiseFormsOf(estimate, floor) : [],
    outliers: [],
    warnings: [],
  };
}

/** 95 % intervals of the law with a floor that is not fitted, by the delta method. */
function deltaIntervals(
  { E, amplitude, alpha }: Solution,
  covariance: Matrix,
  logCentre: number,
  degreesOfFreedom: number,
): ParameterIntervals {
  const t = studentT(LEVEL, degreesOfFreedom);
  const logA = Math.log(amplitude) + alpha * logCentre;
  const halfLogA = t * standardErrorAlong(covariance, [0, 1, logCentre]);
  const halfAlpha = t * Math.sqrt(covariance[2][2]);
  return {
    E: [E, E],
    A: [Math.exp(logA - halfLogA), Math.exp(logA + halfLogA)],
    alpha: [alpha - halfAlpha, alpha + halfAlpha],
  };
}

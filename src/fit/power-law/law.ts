// A law of one variable, L(x) = E + A x^-alpha: what a fit of it says, and what it foretells. `fit-power-law.ts` makes one.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size: parameters, samples or FLOPs.

import { standardErrorOfLoss } from './covariance.js';
import { farWarning, timesBeyond, type Prediction } from '../goodness/prediction.js';
import { studentT } from '../numerics/student-t.js';

/** One point of a law. */
export interface LawPoint {
  readonly x: number;
  readonly loss: number;
  /** Standard error of `loss`, null where it is not known. */
  readonly standardError: number | null;
}

/** What is assumed of the floor E: fitted with E >= 0, known, or absent. */
export type Floor =
  { readonly type: 'free' } | { readonly type: 'fixed'; readonly value: number } | { readonly type: 'none' };

export type Interval = readonly [low: number, high: number];

export interface ParameterIntervals {
  readonly E: Interval;
  readonly A: Interval;
  readonly alpha: Interval;
}

/** How a fit was made: what it takes to make it again. */
export interface PowerLawMethod {
  readonly floor: Floor['type'];
  /** Relative residual from which on errors count linearly (Huber); null for least squares. */
  readonly huber: number | null;
  /** Exponents that the search starts from, evenly spaced in ratio. */
  readonly starts: { readonly count: number; readonly range: Interval };
  /** Level of the intervals. */
  readonly level: number;
}

export interface PowerLawFit {
  readonly type: 'fit';
  readonly method: PowerLawMethod;
  readonly floor: Floor;
  /** Relative residual from which on errors count linearly (Huber); null for least squares. */
  readonly huber: number | null;
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
  /** Geometric mean of x, and the reducible loss there: A = amplitude * centre^alpha. */
  readonly centre: number;
  readonly amplitude: number;
  /** 95 % intervals: delta method, Student t, residual variance and the points' own errors. */
  readonly intervals: ParameterIntervals;
  /** Residual-bootstrap 95 % intervals beside them, null if not asked for. */
  readonly bootstrap: ParameterIntervals | null;
  /** R^2 of log loss. */
  readonly r2: number;
  /** Akaike's criterion for few points, on log loss; null with too few to tell. */
  readonly aicc: number | null;
  /** Relative errors of predicting the largest size without it, and without the largest two; as many as the points allow. */
  readonly rollingOrigin: readonly number[];
  /** Condition number of the scaled design at the optimum: how nearly the points confound the parameters. */
  readonly condition: number;
  readonly pointCount: number;
  /** Decades of x covered. */
  readonly decades: number;
  readonly xRange: Interval;
  /** Residuals of log loss, measured minus fitted, in order of x. */
  readonly residuals: readonly number[];
  /** Weight of each point's squared relative residual, in order of x: one over its variance, times Huber's weight. */
  readonly weights: readonly number[];
  readonly degreesOfFreedom: number;
  /** Covariance of (E, ln amplitude, alpha); zero for an E that is not fitted. */
  readonly covariance: readonly (readonly number[])[];
  /** Relative variance of the loss of one more run. */
  readonly residualVariance: number;
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/** A fit that the points cannot support, and what would settle it. */
export interface PowerLawRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

export type PowerLawResult = PowerLawFit | PowerLawRefusal;

/** Level of the intervals of a fit. */
export const LEVEL = 0.95;

/** Points in the order of a fit's `residuals`: by x, then loss. */
export function inOrder(points: readonly LawPoint[]): readonly LawPoint[] {
  return [...points].sort(
    (a, b) => a.x - b.x || a.loss - b.loss || (a.standardError ?? 0) - (b.standardError ?? 0),
  );
}

/** The loss of a run at x, with its prediction interval: loss +- t sqrt(g' Cov g + s^2 loss^2). */
export function predictPowerLaw(fit: PowerLawFit, x: number, level = LEVEL): Prediction {
  const { loss, standardError } = standardErrorOfLoss(fit, x);
  const t = studentT(level, fit.degreesOfFreedom);
  const noise = Math.sqrt(fit.residualVariance) * loss;
  const around = (half: number): Interval => [Math.max(0, loss - half), loss + half];
  const extrapolation = timesBeyond(fit.xRange, x);
  return {
    loss,
    band: around(t * standardError),
    interval: around(t * Math.hypot(standardError, noise)),
    extrapolation,
    warning: farWarning(extrapolation, 'sizes'),
  };
}

/** Interval for the law itself at x, without the noise of a run: the band around its line. */
export function confidenceBand(fit: PowerLawFit, x: number, level = LEVEL): Interval {
  return predictPowerLaw(fit, x, level).band;
}

// A law of one variable, L(x) = E + A x^-alpha: its points, its options, and what a fit of it says.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size: parameters, samples or FLOPs.

import type { Bootstrap } from '../goodness/bootstrap.js';
import type { Interval } from '../goodness/prediction.js';
import type { Matrix } from '../numerics/linear-algebra.js';

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

export interface PowerLawOptions {
  readonly floor: Floor;
  /** Relative residual (> 0) from which on errors count linearly; null, the default, is least squares. */
  readonly huber?: number | null;
  /** Residual bootstrap beside the intervals; null, the default, leaves it out. */
  readonly bootstrap?: Bootstrap | null;
  /** Fewer different x are refused: 4. */
  readonly minimumSizes?: number;
  /** A shorter range of x is refused: 0.95, a decade with some leeway. */
  readonly minimumDecades?: number;
}

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

/** The law where a run's noise changes with size, as probable as its share. */
export interface NoiseForm extends Pick<
  PowerLawFit,
  'E' | 'amplitude' | 'alpha' | 'covariance' | 'residualVariance'
> {
  /** Noise of the largest size over that of the smallest. */
  readonly growth: number;
  /** How probable it is by the points, of 1 for all forms. */
  readonly share: number;
}

/** A point that does not belong to the law of the others. */
export interface Outlier {
  readonly point: LawPoint;
  /** Of its loss from what the other points predict, relative to that. */
  readonly deviation: number;
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
  /** 95 % intervals, Student t, residual variance and the points' own errors: by the delta method, a free E by its profile. */
  readonly intervals: ParameterIntervals;
  /** Residual-bootstrap 95 % intervals beside them, null if not asked for. */
  readonly bootstrap: ParameterIntervals | null;
  /** R^2 of log loss. */
  readonly r2: number;
  /** Akaike's criterion for few points, on log loss; null with too few points for it. */
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
  readonly covariance: Matrix;
  /** Relative variance of the loss of one more run; of a noise form at the largest size. */
  readonly residualVariance: number;
  /** What forecasts are made of: noise that falls, stays or grows with size. None where the points are exact, or Huber's. */
  readonly noiseForms: readonly NoiseForm[];
  /** Points further off than noise explains, in order of x; not looked for by Huber's loss, which they hardly move. */
  readonly outliers: readonly Outlier[];
  /** Sentences to show beside the fit. */
  readonly warnings: readonly string[];
}

/** Why the points do not support a fit, and what would settle it. */
export interface PowerLawRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

export type PowerLawResult = PowerLawFit | PowerLawRefusal;

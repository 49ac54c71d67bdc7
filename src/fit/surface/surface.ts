// A law of two variables, L(N, D) = E + A / N^alpha + B / D^beta (Hoffmann et al. 2022): its points, its options, and what a fit of
// it says.
//
// A, B amplitudes, alpha, beta exponents, D tokens or samples, E irreducible loss, L loss, N parameters.

import type { Bootstrap } from '../goodness/bootstrap.js';
import type { Interval } from '../goodness/prediction.js';
import type { Matrix } from '../numerics/linear-algebra.js';

/** One measured loss; N, D in any units, which A and B then share. */
export interface SurfacePoint {
  readonly N: number;
  readonly D: number;
  readonly loss: number;
  /** Standard error of `loss`, null or absent where it is not known. Squares are weighted by these errors and the runs' noise. */
  readonly standardError?: number | null;
}

export interface SurfaceParameters<T> {
  readonly E: T;
  readonly A: T;
  readonly B: T;
  readonly alpha: T;
  readonly beta: T;
}

/** ln f - ln L, or f - L. */
export type Residuals = 'log' | 'linear';

/** How residuals count: squared, linearly from delta on (in units of the residual), or all linearly. */
export type Robust =
  | { readonly type: 'none' }
  | { readonly type: 'huber'; readonly delta: number }
  | { readonly type: 'absolute' };

export interface SurfaceMethod {
  readonly residuals: Residuals;
  readonly robust: Robust;
  /** One exponent for both. */
  readonly tied: boolean;
}

/** Where a search starts. */
export interface SurfaceStarts {
  /** Exponents of N, evenly spaced in ratio, each with as many of D unless they are tied. */
  readonly count: number;
  readonly range: Interval;
  /** The search follows no more than this many of them: the lowest that lie lower than their neighbours. */
  readonly followed: number;
  /** … and these exponents, of N and of D. */
  readonly besides: readonly number[];
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
   * or of absolute values. Points with errors of their own count less the larger these are, the most precise of them once.
   */
  readonly objective: number;
  /** R^2 of log loss. */
  readonly r2: number;
  /** Akaike's criterion for few points, on log loss; null with too few points for it. */
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
  /** Sentences to show beside the fit. */
  readonly warnings: readonly string[];
}

/** Why the points do not support a fit, and what would settle it. */
export interface LossSurfaceRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

export interface LossSurfaceOptions extends Partial<SurfaceMethod> {
  /** Bootstrap beside the intervals; null, the default, leaves it out. */
  readonly bootstrap?: Bootstrap | null;
}

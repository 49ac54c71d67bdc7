// A measured x, E irreducible loss, L loss: L(x) = E + A x^-alpha.

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

export interface PowerLawFit {
  readonly type: 'fit';
  readonly floor: Floor;
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
  /** 95 % intervals: delta method, Student t, residual variance and the points' own errors. */
  readonly intervals: { readonly E: Interval; readonly A: Interval; readonly alpha: Interval };
  /** Residual-bootstrap 95 % intervals beside them, null if not asked for. */
  readonly bootstrap: { readonly E: Interval; readonly A: Interval; readonly alpha: Interval } | null;
  /** R^2 of log loss. */
  readonly r2: number;
  readonly aicc: number;
  /** Relative error of predicting the largest one and two points from the rest; null with too few. */
  readonly rollingOrigin: readonly number[];
  /** Condition number of the scaled design at the optimum. */
  readonly condition: number;
  readonly pointCount: number;
  /** Decades of x covered. */
  readonly decades: number;
  readonly xRange: Interval;
  /** Residuals of log loss in order of x. */
  readonly residuals: readonly number[];
  readonly degreesOfFreedom: number;
  /** Everything `predictPowerLaw` needs besides: covariance of the fitted parameters and residual variance. */
  readonly covariance: readonly (readonly number[])[];
  readonly residualVariance: number;
  readonly warnings: readonly string[];
}

/** A fit that the points cannot support, and what would settle it. */
export interface PowerLawRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

export type PowerLawResult = PowerLawFit | PowerLawRefusal;

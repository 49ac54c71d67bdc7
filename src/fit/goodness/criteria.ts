// How well a law holds: explained variance, Akaike's criterion, held-out points, signs of residuals. L loss.

import { mean, sumOfSquares } from '../../base/maths/statistics.js';

/** Mean square of residuals below which a fit is exact: no measurement is that good. */
export const EXACT_MEAN_SQUARE = 1e-20;
/** Above this condition number of the scaled design intervals mean nothing: its linear system has lost half of the digits. */
export const LARGEST_CONDITION = 1e6;
/** How many of the largest sizes are held out in turn. */
const HELD_OUT_SIZES = 2;
/** Sign runs rarer than this at random are a trend. */
const RARE = 0.05;
/** The same share of a normal distribution lies below this. */
const RARE_DEVIATIONS = -1.645;
/** With more points the normal limit of sign runs is near enough. */
const MANY = 60;

/** R^2 of log loss. */
export function explainedVariance(losses: Float64Array, residuals: readonly number[]): number {
  const logs = Array.from(losses, Math.log);
  const middle = mean(logs);
  return 1 - sumOfSquares(residuals) / sumOfSquares(logs.map((log) => log - middle));
}

/** AICc = n ln(RSS / n) + 2k + 2k(k + 1)/(n - k - 1), the noise's variance counted in k (Hurvich & Tsai 1989). */
export function akaike(residuals: readonly number[], parameters: number): number | null {
  const n = residuals.length;
  const k = parameters + 1;
  if (n - k - 1 <= 0) return null;
  const meanSquare = Math.max(EXACT_MEAN_SQUARE, sumOfSquares(residuals) / n);
  return n * Math.log(meanSquare) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}

/** The residuals are those of an exact law. */
export function isExact(residuals: readonly number[]): boolean {
  return !(sumOfSquares(residuals) / residuals.length > EXACT_MEAN_SQUARE);
}

export interface RollingOrigin<Point> {
  /** The size whose largest values are held out. */
  sizeOf(point: Point): number;
  /** The points that are left, of so many sizes, are enough to fit. */
  isEnough(rest: readonly Point[], sizes: number): boolean;
  /** Relative error of a fit to the rest at the points of the largest size. */
  errorOf(rest: readonly Point[], atLargest: readonly Point[]): number;
}

/**
 * Rolling origin: hold out the largest size, then the largest two, refit, and take the relative error of the prediction at the largest.
 * Stops where the rest is not enough. Points in order of size.
 */
export function rollingErrors<Point>(
  points: readonly Point[],
  { sizeOf, isEnough, errorOf }: RollingOrigin<Point>,
): readonly number[] {
  const sizes = [...new Set(points.map(sizeOf))];
  const atLargest = points.filter((point) => sizeOf(point) === sizes[sizes.length - 1]);
  const errors: number[] = [];
  for (let heldOut = 1; heldOut <= HELD_OUT_SIZES && heldOut <= sizes.length; heldOut++) {
    const rest = points.filter((point) => sizeOf(point) < sizes[sizes.length - heldOut]);
    if (!isEnough(rest, sizes.length - heldOut)) break;
    errors.push(errorOf(rest, atLargest));
  }
  return errors;
}

/**
 * Runs of one sign, and whether noise alone seldom gives as few (Wald & Wolfowitz 1940): counted for few points, by their normal
 * limit for many.
 */
export function signRuns(residuals: readonly number[]): { readonly runs: number; readonly rare: boolean } {
  const signs = residuals.map((r) => r > 0);
  const runs = 1 + signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
  const plus = signs.filter(Boolean).length;
  const minus = signs.length - plus;
  if (plus === 0 || minus === 0) return { runs, rare: false };
  if (signs.length > MANY) {
    const pairs = (2 * plus * minus) / signs.length;
    const deviation = Math.sqrt((pairs * (pairs - 1)) / (signs.length - 1));
    return { runs, rare: (runs - 1 - pairs) / deviation < RARE_DEVIATIONS };
  }
  let ways = 0;
  for (let r = 2; r <= runs; r++) {
    const [more, fewer] = [Math.ceil(r / 2) - 1, Math.floor(r / 2) - 1];
    ways +=
      binomial(plus - 1, more) * binomial(minus - 1, fewer) +
      binomial(plus - 1, fewer) * binomial(minus - 1, more);
  }
  return { runs, rare: ways / binomial(signs.length, plus) < RARE };
}

function binomial(n: number, k: number): number {
  if (k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways *= (n - k + i) / i;
  return ways;
}

// How well a law holds: explained variance, Akaike's criterion, hidden points, signs of residuals; and what to say of it.
//
// alpha exponent, E irreducible loss, L loss.

import { estimatePowerLaw, parameterCount, type Estimate } from './estimate.js';
import type { Floor, LawPoint, PowerLawFit } from './law.js';
import { fittedLosses, lossAt } from './solve.js';

/** Mean square of log residuals below which a fit is exact: no measurement is that good. */
const EXACT = 1e-20;
/** Sign runs rarer than this by chance are a trend. */
const RARE = 0.05;
/** The same share of a normal distribution lies below this. */
const RARE_DEVIATIONS = -1.645;
const MANY = 60;
/** alpha is badly known if its interval's half-width exceeds this share of it. */
const VAGUE = 0.5;
/** How many of the largest sizes are hidden in turn. */
const HIDDEN = 2;

/** ln L measured minus fitted, in order of x. */
export function logResiduals({ losses, solution, design }: Estimate): readonly number[] {
  return Array.from(fittedLosses(solution, design), (fitted, i) => Math.log(losses[i] / fitted));
}

/** R^2 of log loss. */
export function explainedVariance(losses: Float64Array, residuals: readonly number[]): number {
  const logs = Array.from(losses, Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return 1 - sumOfSquares(residuals) / sumOfSquares(logs.map((log) => log - mean));
}

/** AICc = n ln(RSS / n) + 2k + 2k(k + 1)/(n - k - 1), the noise's variance counted in k (Hurvich & Tsai 1989). */
export function akaike(residuals: readonly number[], parameters: number): number | null {
  const n = residuals.length;
  const k = parameters + 1;
  if (n - k - 1 <= 0) return null;
  const meanSquare = Math.max(EXACT, sumOfSquares(residuals) / n);
  return n * Math.log(meanSquare) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}

/** Rolling-origin errors of a power law, down to as many sizes as it has parameters. Points in order of x. */
export function rollingOrigin(
  points: readonly LawPoint[],
  floor: Floor,
  huber: number | null,
): readonly number[] {
  return rollingErrors(points, parameterCount(floor), (rest, x) => {
    const { solution, design } = estimatePowerLaw(rest, floor, huber);
    return lossAt(solution, design, x);
  });
}

/**
 * Rolling origin: hide the largest size, then the largest two, refit, and take the relative error of the prediction at the
 * largest. Stops where the rest has fewer than `fewestSizes`. Points in order of x.
 */
export function rollingErrors(
  points: readonly LawPoint[],
  fewestSizes: number,
  refit: (rest: readonly LawPoint[], x: number) => number,
): readonly number[] {
  const sizes = [...new Set(points.map(({ x }) => x))];
  const largest = sizes[sizes.length - 1];
  const atLargest = points.filter(({ x }) => x === largest);
  const measured = atLargest.reduce((sum, { loss }) => sum + loss, 0) / atLargest.length;
  const errors: number[] = [];
  for (let hidden = 1; hidden <= HIDDEN && sizes.length - hidden >= fewestSizes; hidden++) {
    const rest = points.filter(({ x }) => x < sizes[sizes.length - hidden]);
    errors.push(refit(rest, largest) / measured - 1);
  }
  return errors;
}

/** Sentences about what a reader should doubt. */
export function warningsOf({ floor, E, alpha, intervals, residuals }: PowerLawFit): readonly string[] {
  const warnings: string[] = [];
  const { runs, rare } = signRuns(residuals);
  if (rare && sumOfSquares(residuals) / residuals.length > EXACT) {
    warnings.push(
      `The points bend away from this law: their residuals change sign only ${runs - 1} times, too rarely for ` +
        'noise. Look at the smallest sizes and at the training of the largest.',
    );
  }
  if (floor.type === 'free' && E === 0) {
    warnings.push('The fitted floor is 0, the least it may be: these points show no sign of a floor yet.');
  }
  const percent = Math.round((100 * (intervals.alpha[1] - alpha)) / alpha);
  if (percent > 100 * VAGUE) {
    const remedy = floor.type === 'free' ? 'more and larger sizes, or a known floor,' : 'more sizes or seeds';
    const cause =
      floor.type === 'free' ? 'These points cannot tell alpha from the floor' : 'The points scatter';
    warnings.push(`${cause}: alpha is known to ±${percent} % only; ${remedy} would settle it.`);
  }
  return warnings;
}

/**
 * Runs of one sign, and whether chance alone seldom gives as few (Wald & Wolfowitz 1940): counted for few points, by their normal
 * limit for many.
 */
function signRuns(residuals: readonly number[]): { runs: number; rare: boolean } {
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
      choose(plus - 1, more) * choose(minus - 1, fewer) + choose(plus - 1, fewer) * choose(minus - 1, more);
  }
  return { runs, rare: ways / choose(signs.length, plus) < RARE };
}

function choose(n: number, k: number): number {
  if (k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways *= (n - k + i) / i;
  return ways;
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

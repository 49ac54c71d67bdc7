// Two experiments side by side: how their losses differ at each size, and their exponents. Losses differ by a factor, so all means are
// those of logarithms.
//
// alpha exponent, nu degrees of freedom, x a size.

import { mean, Z95 } from '../../base/maths/statistics.js';
import { LEVEL, type Interval } from '../../fit/goodness/prediction.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { studentT } from '../../fit/numerics/student-t.js';
import type { FoundPoint, SeedLoss } from './findings.js';

/** How much higher the one loss is than the other, as a share of the other: -0.3 for 30 % lower. */
export interface Difference {
  readonly share: number;
  /** 95 %; null with too few seeds for one. */
  readonly interval: Interval | null;
  /** Seed by seed, or between the means of both. */
  readonly paired: boolean;
}

export interface SizeDifference extends Difference {
  readonly x: number;
}

/** A value that is known within an interval of this half width; null where that is not known. */
interface Estimate {
  readonly value: number;
  readonly half: number | null;
}

/** Two sizes are the same within this share: computed FLOPs differ in their last digits. */
const SAME_SIZE = 1e-9;

/** The differences at all sizes that both have. `sharesData`: both learned the same task, so that one seed saw the same in both. */
export function differencesAtSizes(
  points: readonly FoundPoint[],
  others: readonly FoundPoint[],
  sharesData: boolean,
): SizeDifference[] {
  return points.flatMap((point) => {
    const other = others.find(({ x }) => Math.abs(x / point.x - 1) < SAME_SIZE);
    if (!other || !point.inFit || !other.inFit) return [];
    const hasSeeds = point.seeds.length > 0 && other.seeds.length > 0;
    return [
      {
        x: point.x,
        ...(hasSeeds ? differenceOf(point.seeds, other.seeds, sharesData) : differenceOfMeans(point, other)),
      },
    ];
  });
}

/**
 * The difference between two sets of seeds. Where they share at least two seeds and those saw the same data, it is the mean of the
 * differences seed by seed, with Student's t: what a seed does to both cancels. Otherwise the difference of the means, with Welch's
 * (1947) interval.
 */
export function differenceOf(
  seeds: readonly SeedLoss[],
  others: readonly SeedLoss[],
  sharesData: boolean,
): Difference {
  const otherOf = new Map(others.map(({ seed, loss }) => [seed, Math.log(loss)]));
  const pairs = seeds.flatMap(({ seed, loss }) => {
    const other = otherOf.get(seed);
    return other === undefined ? [] : [Math.log(loss) - other];
  });
  const paired = sharesData && pairs.length > 1;
  const logs = (all: readonly SeedLoss[]): number[] => all.map(({ loss }) => Math.log(loss));
  return { ...asShare(paired ? aroundMean(pairs) : welch(logs(seeds), logs(others))), paired };
}

/** The difference of two points whose seeds are not known, by their standard errors. */
function differenceOfMeans(point: FoundPoint, other: FoundPoint): Difference {
  const errors = [point, other].map(({ loss, standardError }) => standardError && standardError / loss);
  const [one, two] = errors;
  const half = one === null || two === null ? null : Z95 * Math.hypot(one, two);
  return { ...asShare({ value: Math.log(point.loss / other.loss), half }), paired: false };
}

/** The mean of the differences at several sizes, its interval from how much they differ among themselves; null without one. */
export function meanDifference(differences: readonly SizeDifference[]): Omit<Difference, 'paired'> | null {
  if (differences.length === 0) return null;
  return asShare(aroundMean(differences.map(({ share }) => Math.log1p(share))));
}

/** The difference of two exponents, `alpha` of the one minus that of the other, with the half width of its 95 % interval. */
export function exponentDifference(
  fit: PowerLawFit,
  other: PowerLawFit,
): { readonly value: number; readonly half: number } {
  const [variance, otherVariance] = [fit.covariance[2][2], other.covariance[2][2]];
  const error = Math.sqrt(variance + otherVariance);
  const nu = satterthwaite(
    { variance, nu: fit.degreesOfFreedom },
    { variance: otherVariance, nu: other.degreesOfFreedom },
  );
  return { value: fit.alpha - other.alpha, half: studentT(LEVEL, nu) * error };
}

/** The mean of values with Student's interval. */
function aroundMean(values: readonly number[]): Estimate {
  const value = mean(values);
  if (values.length < 2) return { value, half: null };
  const error = Math.sqrt(varianceOf(values) / values.length);
  return { value, half: studentT(LEVEL, values.length - 1) * error };
}

function welch(values: readonly number[], others: readonly number[]): Estimate {
  const value = mean(values) - mean(others);
  if (values.length < 2 || others.length < 2) return { value, half: null };
  const [one, two] = [values, others].map((each) => ({
    variance: varianceOf(each) / each.length,
    nu: each.length - 1,
  }));
  const error = Math.sqrt(one.variance + two.variance);
  return { value, half: studentT(LEVEL, satterthwaite(one, two)) * error };
}

interface Variance {
  /** Of a mean, or of another estimate. */
  readonly variance: number;
  readonly nu: number;
}

/** Degrees of freedom of a sum of two variances (Satterthwaite 1946), rounded down, which widens the interval. */
function satterthwaite(one: Variance, two: Variance): number {
  const sum = one.variance + two.variance;
  if (!(sum > 0)) return one.nu + two.nu;
  const nu = sum ** 2 / (one.variance ** 2 / one.nu + two.variance ** 2 / two.nu);
  return Math.max(1, Math.floor(nu * (1 + 1e-12)));
}

function varianceOf(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** A difference of logarithms as a share. */
function asShare({ value, half }: Estimate): Omit<Difference, 'paired'> {
  return {
    share: Math.expm1(value),
    interval: half === null ? null : [Math.expm1(value - half), Math.expm1(value + half)],
  };
}

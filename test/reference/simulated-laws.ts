// Sweeps of power laws with a known truth, L(x) = E + A x^-alpha: how often the intervals of forecasts and parameters hold.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size.

import { normal } from '../../src/base/random.js';
import { intervalsAround } from '../../src/fit/goodness/prediction.js';
import { standardErrorAlong } from '../../src/fit/numerics/linear-algebra.js';
import { studentT } from '../../src/fit/numerics/student-t.js';
import { choosePowerLaw, predictChoice } from '../../src/fit/power-law/choose.js';
import type { LawPoint, PowerLawFit } from '../../src/fit/power-law/law.js';
import { powerLawGradient } from '../../src/fit/power-law/predict.js';
import { normalShare } from './simulated-sweeps.js';

/** A sweep over `sizes` sizes; the loss at the largest is 1, and `floor` of it is irreducible. */
export interface Ladder {
  readonly sizes: number;
  readonly decades: number;
  readonly alpha: number;
  readonly floor: number;
  /** Standard deviation of a run's log loss at the smallest size; at the largest, and beyond, it is `growth` times that. */
  readonly noise: number;
  readonly growth?: number;
}

export interface LawCoverage {
  readonly fits: number;
  /**
   * Share of 95 % intervals at four times the largest size that hold the loss of one more run: over all the losses that it can have,
   * so that chance has a say in the sweeps alone.
   */
  readonly held: number;
  /** Median width of these intervals, relative to the loss, and to that of the chosen law by the delta method with even noise. */
  readonly width: number;
  readonly widthRatio: number;
  /** Share of 95 % intervals that hold the parameter. */
  readonly E: number;
  readonly alpha: number;
  /** Share of sweeps whose floor may be 0. */
  readonly undecided: number;
}

const SMALLEST = 1e3;
const BEYOND = 4;

/** Fits sweeps with seeds from 1 and counts. */
export function measureLaws(ladder: Ladder, sweeps: number): LawCoverage {
  const largest = SMALLEST * 10 ** ladder.decades;
  const target = BEYOND * largest;
  const loss = lossOf(ladder, BEYOND);
  const noise = ladder.noise * (ladder.growth ?? 1);
  const [widths, own]: [number[], number[]] = [[], []];
  const sums = { held: 0, E: 0, alpha: 0, undecided: 0 };
  for (let seed = 1; seed <= sweeps; seed++) {
    const choice = choosePowerLaw(simulate(ladder, seed), null);
    const { chosen } = choice;
    if (chosen.type === 'refused') continue;
    const [low, high] = predictChoice(choice, target)!.interval;
    const deviations = (end: number): number => Math.log(end / loss) / noise;
    sums.held += normalShare(deviations(high)) - normalShare(deviations(low));
    widths.push((high - low) / loss);
    own.push(ownWidth(chosen, target) / loss);
    sums.E += Number(isWithin(ladder.floor, chosen.intervals.E));
    sums.alpha += Number(isWithin(ladder.alpha, chosen.intervals.alpha));
    sums.undecided += Number(choice.undecided);
  }
  const fits = widths.length;
  const shares = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / fits]));
  const width = median(widths);
  return { fits, ...(shares as typeof sums), width, widthRatio: width / median(own) };
}

function ownWidth(fit: PowerLawFit, x: number): number {
  const { loss, gradient } = powerLawGradient(fit, x);
  const { interval } = intervalsAround(loss, {
    t: studentT(0.95, fit.degreesOfFreedom),
    error: standardErrorAlong(fit.covariance, gradient),
    noise: Math.sqrt(fit.residualVariance) * loss,
  });
  return interval[1] - interval[0];
}

export function simulate(ladder: Ladder, seed: number): readonly LawPoint[] {
  const { sizes, decades, noise, growth = 1 } = ladder;
  return Array.from({ length: sizes }, (_, i) => {
    const position = i / (sizes - 1);
    const ratio = 10 ** (decades * (position - 1));
    const deviation = noise * growth ** position * normal(seed, 'data', i, 0);
    return {
      x: SMALLEST * 10 ** decades * ratio,
      loss: lossOf(ladder, ratio) * Math.exp(deviation),
      standardError: null,
    };
  });
}

/** The loss at this ratio to the largest size. */
export function lossOf({ alpha, floor }: Ladder, ratio: number): number {
  return floor + (1 - floor) * ratio ** -alpha;
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return low <= value && value <= high;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

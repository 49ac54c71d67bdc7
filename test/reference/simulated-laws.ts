// Sweeps of power laws with a known truth, L(x) = E + A x^-alpha: how often the interval of a forecast holds once the form of the law
// has been chosen from the same points.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size.

import { normal } from '../../src/base/random.js';
import { choosePowerLaw, predictChoice } from '../../src/fit/power-law/choose.js';
import type { LawPoint } from '../../src/fit/power-law/law.js';
import { normalShare } from './simulated-sweeps.js';

/** A sweep over `sizes` sizes; the loss at the largest is 1, and `floor` of it is irreducible. */
export interface Ladder {
  readonly sizes: number;
  readonly decades: number;
  readonly alpha: number;
  readonly floor: number;
  /** Standard deviation of a run's log loss. */
  readonly noise: number;
}

export interface ChoiceCoverage {
  readonly fits: number;
  /**
   * Share of 95 % intervals at four times the largest size that hold the loss of one more run: over all the losses that it can have,
   * so that chance has a say in the sweeps alone.
   */
  readonly held: number;
  /** Median width of these intervals, relative to the loss. */
  readonly width: number;
  /** Share of sweeps that leave both forms. */
  readonly undecided: number;
}

const SMALLEST = 1e3;
const BEYOND = 4;

/** Fits sweeps with seeds from 1 and counts. */
export function measureChoice(ladder: Ladder, sweeps: number): ChoiceCoverage {
  const largest = SMALLEST * 10 ** ladder.decades;
  const target = BEYOND * largest;
  const loss = lossOf(ladder, target / largest);
  const widths: number[] = [];
  let [held, undecided] = [0, 0];
  for (let seed = 1; seed <= sweeps; seed++) {
    const choice = choosePowerLaw(simulate(ladder, seed), null);
    const prediction = predictChoice(choice, target);
    if (prediction === null) continue;
    const [low, high] = prediction.interval;
    const deviations = (end: number): number => Math.log(end / loss) / ladder.noise;
    held += normalShare(deviations(high)) - normalShare(deviations(low));
    widths.push((high - low) / loss);
    if (choice.undecided) undecided++;
  }
  const fits = widths.length;
  const width = widths.sort((a, b) => a - b)[fits >> 1];
  return { fits, held: held / fits, width, undecided: undecided / fits };
}

function simulate(ladder: Ladder, seed: number): readonly LawPoint[] {
  const { sizes, decades, noise } = ladder;
  return Array.from({ length: sizes }, (_, i) => {
    const ratio = 10 ** (decades * (i / (sizes - 1) - 1));
    const deviation = noise * normal(seed, 'data', i, 0);
    return {
      x: SMALLEST * 10 ** decades * ratio,
      loss: lossOf(ladder, ratio) * Math.exp(deviation),
      standardError: null,
    };
  });
}

/** The loss at this ratio to the largest size. */
function lossOf({ alpha, floor }: Ladder, ratio: number): number {
  return floor + (1 - floor) * ratio ** -alpha;
}

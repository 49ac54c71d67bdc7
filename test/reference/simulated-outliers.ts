// Sweeps of power laws with one loss that is wrong: how often it is named, and what it does to forecasts.
//
// A amplitude, alpha exponent, E irreducible loss, L loss, x a size.

import {
  choosePowerLaw,
  chooseRobustly,
  predictChoice,
  type PowerLawChoice,
} from '../../src/fit/power-law/choose.js';
import type { LawPoint } from '../../src/fit/power-law/law.js';
import { lossOf, median, simulate, type Ladder } from './simulated-laws.js';
import { normalShare } from './simulated-sweeps.js';

export interface OutlierStudy {
  /** Share of sweeps in which the wrong point is named, and in which it is the only one. */
  readonly named: number;
  readonly alone: number;
  /** Share of the same sweeps without a wrong point in which one is named. */
  readonly falseAlarms: number;
  /** Median distance of the forecast at four times the largest size from the truth: of least squares, and of Huber's loss. */
  readonly error: { readonly squares: number; readonly huber: number };
  /** Share of 95 % intervals of forecasts by Huber's loss that hold one more run, with and without the wrong point. */
  readonly held: { readonly wrong: number; readonly right: number };
}

const BEYOND = 4;
const HUBER = 1e-3;

/** Sweeps with seeds from 1; the point that is wrong, by so much, goes from size to size. */
export function measureOutliers(ladder: Ladder, wrong: number, sweeps: number): OutlierStudy {
  const truth = lossOf(ladder, BEYOND);
  const errors: { squares: number[]; huber: number[] } = { squares: [], huber: [] };
  const sums = { named: 0, alone: 0, falseAlarms: 0, wrong: 0, right: 0 };
  for (let seed = 1; seed <= sweeps; seed++) {
    const right = simulate(ladder, seed);
    const bad = right[seed % right.length];
    const points = right.map((point) =>
      point === bad ? { ...point, loss: point.loss * (1 + wrong) } : point,
    );
    const target = BEYOND * right[right.length - 1].x;
    const squares = choosePowerLaw(points, null);
    const found = outliersOf(squares);
    const isNamed = found.some(({ x }) => x === bad.x);
    sums.named += Number(isNamed);
    sums.alone += Number(isNamed && found.length === 1);
    sums.falseAlarms += Number(outliersOf(choosePowerLaw(right, null)).length > 0);
    const huber = chooseRobustly(HUBER, (options) => choosePowerLaw(points, null, options));
    for (const [name, choice] of [
      ['squares', squares],
      ['huber', huber],
    ] as const) {
      const prediction = predictChoice(choice, target);
      errors[name].push(Math.abs((prediction?.loss ?? Infinity) / truth - 1));
    }
    const holds = (choice: PowerLawChoice): number => {
      const [low, high] = predictChoice(choice, target)?.interval ?? [truth, truth];
      const deviations = (end: number): number => Math.log(end / truth) / ladder.noise;
      return normalShare(deviations(high)) - normalShare(deviations(low));
    };
    sums.wrong += holds(huber);
    sums.right += holds(chooseRobustly(HUBER, (options) => choosePowerLaw(right, null, options)));
  }
  const share = (sum: number): number => sum / sweeps;
  return {
    named: share(sums.named),
    alone: share(sums.alone),
    falseAlarms: share(sums.falseAlarms),
    error: { squares: median(errors.squares), huber: median(errors.huber) },
    held: { wrong: share(sums.wrong), right: share(sums.right) },
  };
}

function outliersOf({ chosen }: PowerLawChoice): readonly LawPoint[] {
  return chosen.type === 'fit' ? chosen.outliers.map(({ point }) => point) : [];
}

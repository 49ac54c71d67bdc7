// Which law, with a floor or without? The one contains the other, E = 0, so the interval of a free floor holds for both, and a law
// without a floor stands alone only where its points are exact: a few noisy ones cannot show that there is none. Choosing the form
// that looks better lets 95 % intervals hold 70 to 90 %, and those of its exponent 20 % (docs/lab-log.md, 2026-12-01).

import { isExact } from '../goodness/criteria.js';
import { robustDeviations } from '../goodness/robust.js';
import { LEVEL, type Interval, type Prediction } from '../goodness/prediction.js';
import { parameterCount } from './estimate.js';
import { fitPowerLaw } from './fit.js';
import type { LawPoint, PowerLawOptions, PowerLawResult } from './law.js';
import { predictPowerLaw } from './predict.js';

export interface PowerLawChoice {
  readonly chosen: PowerLawResult;
  /** The other forms, fitted to the same points. */
  readonly alternatives: readonly PowerLawResult[];
  /** The interval of the chosen law's floor holds 0: the points do not say whether there is one. */
  readonly undecided: boolean;
}

/**
 * A known floor is used, with the free one beside it. Otherwise a free floor is, with none beside it, unless the points are exactly
 * those of a law without.
 */
export function choosePowerLaw(
  points: readonly LawPoint[],
  knownFloor: number | null,
  options: Omit<PowerLawOptions, 'floor'> = {},
): PowerLawChoice {
  const free = fitPowerLaw(points, { ...options, floor: { type: 'free' } });
  if (knownFloor !== null) {
    const fixed = fitPowerLaw(points, { ...options, floor: { type: 'fixed', value: knownFloor } });
    return { chosen: fixed, alternatives: [free], undecided: false };
  }
  const none = fitPowerLaw(points, { ...options, floor: { type: 'none' } });
  if (free.type === 'refused') return { chosen: none, alternatives: [free], undecided: false };
  if (none.type === 'refused') return { chosen: free, alternatives: [none], undecided: false };
  // No noise, so no doubt either.
  if (isExact(none.residuals)) return { chosen: none, alternatives: [free], undecided: false };
  const undecided = free.intervals.E[0] === 0;
  if (!undecided) return { chosen: free, alternatives: [none], undecided };
  const warning =
    'The interval of the floor holds 0: these points do not say whether there is one. Train a larger size, or give a known floor.';
  return { chosen: { ...free, warnings: [...free.warnings, warning] }, alternatives: [none], undecided };
}

/** Huber's delta in deviations of the noise: normal noise alone costs a fit by it 5 % of its efficiency (Huber 1964). */
const EFFICIENT_DELTA = 1.345;

/**
 * The choice by Huber's loss, with the delta that suits the noise, but no less than `least`: with a delta far below the noise a fit is
 * a median, which uses few of the points, and so few that intervals are too narrow.
 */
export function chooseRobustly(
  least: number,
  choose: (options: { readonly huber: number }) => PowerLawChoice,
): PowerLawChoice {
  const first = choose({ huber: least });
  if (first.chosen.type === 'refused') return first;
  const { residuals, floor } = first.chosen;
  const { run } = robustDeviations(Float64Array.from(residuals), least, parameterCount(floor));
  const delta = Math.max(least, EFFICIENT_DELTA * run);
  return delta > least ? choose({ huber: delta }) : first;
}

/**
 * The loss of a run at x by the chosen law. Beyond the largest size no floor lets the loss fall further than a law without one, so
 * the low ends are at least that law's. Null where every form is refused.
 */
export function predictChoice(
  { chosen, alternatives, undecided }: PowerLawChoice,
  x: number,
  level = LEVEL,
): Prediction | null {
  if (chosen.type === 'refused') return null;
  const prediction = predictPowerLaw(chosen, x, level);
  const none = alternatives.find((other) => other.type === 'fit' && other.floor.type === 'none');
  if (!undecided || none?.type !== 'fit' || x < chosen.xRange[1]) return prediction;
  const lowest = predictPowerLaw(none, x, level);
  const above = ([low, high]: Interval, [least]: Interval): Interval => [
    Math.max(low, Math.min(least, prediction.loss)),
    high,
  ];
  return {
    ...prediction,
    band: above(prediction.band, lowest.band),
    interval: above(prediction.interval, lowest.interval),
  };
}

// Which law, with a floor or without? On data with a floor a pure power law forecasts too low, on data without one a fitted
// floor forecasts too high. Held-out points decide; where they do not, both forecasts belong on the chart.

import { compareForms } from '../goodness/compare.js';
import { envelope, LEVEL, type Prediction } from '../goodness/prediction.js';
import { fitPowerLaw } from './fit.js';
import type { LawPoint, PowerLawFit, PowerLawOptions, PowerLawResult } from './law.js';
import { predictPowerLaw } from './predict.js';

export interface PowerLawChoice {
  readonly chosen: PowerLawResult;
  /** The other forms, fitted to the same points. */
  readonly alternatives: readonly PowerLawResult[];
  /** The points do not decide between the forms: a forecast should span the intervals of both. */
  readonly undecided: boolean;
}

/** A smaller floor, as a share of the reducible loss, counts as 0. */
const NO_FLOOR = 1e-8;

/**
 * A known floor is used, with the free one beside it. Otherwise a free floor stands against none: the smaller rolling-origin
 * error wins, and where the two are near, the smaller AICc.
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
  const { freeIsBetter, undecided } = compare(free, none);
  const [chosen, other] = freeIsBetter ? [free, none] : [none, free];
  return { chosen: undecided ? withDoubt(chosen) : chosen, alternatives: [other], undecided };
}

function compare(free: PowerLawFit, none: PowerLawFit): { freeIsBetter: boolean; undecided: boolean } {
  // With a floor of 0 the two are the same law, and the one with fewer parameters wins.
  if (free.E < NO_FLOOR * free.amplitude) return { freeIsBetter: false, undecided: false };
  const candidate = (fit: PowerLawFit) => ({ fit, aicc: fit.aicc, heldOutErrors: fit.rollingOrigin });
  const { best, survivors } = compareForms([candidate(none), candidate(free)]);
  return { freeIsBetter: best.fit === free, undecided: survivors.length > 1 };
}

function withDoubt(fit: PowerLawFit): PowerLawFit {
  const warning =
    'These points do not decide between a law with a floor and one without. Their forecasts differ further out: show both, ' +
    'or train a larger size.';
  return { ...fit, warnings: [...fit.warnings, warning] };
}

/**
 * The loss of a run at x by the chosen law; where the points do not decide between the forms, the band and the interval span
 * those of both. Null where every form is refused.
 */
export function predictChoice(
  { chosen, alternatives, undecided }: PowerLawChoice,
  x: number,
  level = LEVEL,
): Prediction | null {
  if (chosen.type === 'refused') return null;
  const others = undecided ? alternatives.filter((other) => other.type === 'fit') : [];
  return envelope([
    predictPowerLaw(chosen, x, level),
    ...others.map((other) => predictPowerLaw(other, x, level)),
  ]);
}

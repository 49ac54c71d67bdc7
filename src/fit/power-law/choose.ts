// Which law, with a floor or without? On data with a floor a pure power law forecasts too low, on data without one a fitted
// floor forecasts too high. The one contains the other: E = 0. So the interval of a free floor holds for both, and always belongs to
// a forecast; that of a pure law holds only for data without a floor, which a few points cannot show. In simulations (docs/lab-log.md,
// 2026-11-30) leaving out the free floor where the pure law looks better lets 95 % intervals hold 0 to 90 %.

import { compareForms } from '../goodness/compare.js';
import { isExact } from '../goodness/criteria.js';
import { envelope, LEVEL, type Prediction } from '../goodness/prediction.js';
import { fitPowerLaw } from './fit.js';
import type { LawPoint, PowerLawFit, PowerLawOptions, PowerLawResult } from './law.js';
import { predictPowerLaw } from './predict.js';
import { allowsNoFloor } from './profile.js';

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
 * A known floor is used, with the free one beside it. Otherwise a free floor stands against none. A pure law is ruled out where the
 * interval of E excludes 0, or where the comparison of forms speaks against it; the smaller rolling-origin error, or the smaller
 * AICc, chooses between those that are left.
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
  const left = allowsNoFloor(points, free) ? formsLeft(free, none) : [free];
  const [chosen, other] = left[0] === free ? [free, none] : [none, free];
  const undecided = left.includes(none);
  return { chosen: undecided ? withDoubt(chosen) : chosen, alternatives: [other], undecided };
}

/** The forms that are not ruled out, the best first. */
function formsLeft(free: PowerLawFit, none: PowerLawFit): readonly PowerLawFit[] {
  // With a floor of 0 the two are the same law, and the one with fewer parameters wins.
  if (free.E < NO_FLOOR * free.amplitude) return [none, free];
  const candidate = (fit: PowerLawFit) => ({ fit, aicc: fit.aicc, heldOutErrors: fit.rollingOrigin });
  return compareForms([candidate(none), candidate(free)]).survivors.map(({ fit }) => fit);
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

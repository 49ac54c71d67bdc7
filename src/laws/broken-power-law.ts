// A power law with one smooth break beside the plain one.

import { chooseBreak, type BreakChoice } from '../fit/other/broken-power-law.js';
import type { TablePowerLaw } from './power-law.js';
import { levelWords, type Recipe } from './recipe.js';

export interface TableBreak extends BreakChoice {
  /** The plain law along the same axis. */
  readonly law: TablePowerLaw;
}

/** Fits a law with a break to the points of the plain one. */
export function breakOfLaw(law: TablePowerLaw): TableBreak {
  const points = law.points.filter(({ excluded }) => excluded === null);
  return {
    law,
    ...chooseBreak(points, { chosen: law.fit, alternatives: law.alternatives, undecided: false }),
  };
}

/** Whether the break helps, in a sentence; of a refusal, its reason. */
export function breakInWords({ law, broken, supported }: TableBreak): string {
  if (law.fit.type === 'refused' && law.points.length === 0) return law.fit.reason;
  if (broken.type === 'refused') return broken.reason;
  return supported
    ? 'The law predicts held-out points better with a break than without.'
    : 'The points do not call for a break: a plain power law does as well.';
}

/** How the law with a break was fitted; `counts` say what x is. */
export function breakRecipe({ law, broken }: TableBreak, counts: Recipe): Recipe {
  const { axis, points } = law;
  const head: Recipe = [
    ['Form', `L = E + A ${axis}^-c0 (1 + (${axis} / d)^(1 / f))^(-c1 f) (Caballero et al. 2023)`],
    ...counts,
    ['Points', `${points.filter(({ excluded }) => excluded === null).length} used of ${points.length}`],
    ['Objective', 'sum of squared residuals of log loss'],
    [
      'Choice',
      'by the error at the largest points, held out from the fit, with the break and without; AICc beside it',
    ],
  ];
  if (broken.type === 'refused') return [...head, ['Refused', broken.reason]];
  const { starts, followed } = broken.method;
  return [
    ...head,
    ['Starts', `the best ${followed} of ${starts}`],
    ['Intervals', `${levelWords(broken.method)}, delta method with Student t`],
  ];
}

// What can be said of a plan's law before anything is trained.

import { refusalOfSizes } from '../fit/goodness/sizes.js';
import { familyConvention, parameterCounts } from '../models/parameters.js';
import type { Plan } from '../lab/plan/run-plan.js';

/** Why no law along N can come of a plan of several sizes, as a sentence for people; null if one can, or none is looked for. */
export function noLawForeseen({ spec, runs }: Plan): string | null {
  if (spec.model.widths.length < 2) return null;
  const counted = familyConvention[spec.model.family];
  const reason = refusalOfSizes(runs.map(({ model }) => parameterCounts(model)[counted]));
  return reason === null ? null : `No law along N will come of this: ${lowerFirst(reason)}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

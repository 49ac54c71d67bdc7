// Whether the sizes of a plan can support a law, before anything is trained.

import { refusalOfSizes } from '../../fit/goodness/sizes.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { familyConvention, parameterCounts } from '../../models/parameters.js';

/** Why a plan of several sizes cannot give a law along N, as a sentence for people; null if it can, or has one size. */
export function tooFewSizes({ spec, runs }: Plan): string | null {
  if (spec.model.widths.length < 2) return null;
  const counted = familyConvention[spec.model.family];
  const reason = refusalOfSizes(runs.map(({ model }) => parameterCounts(model)[counted]));
  return reason === null ? null : `This experiment cannot give a law along N: ${lowerFirst(reason)}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

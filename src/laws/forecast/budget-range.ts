// The budgets that the planner offers for a law. Pure.

import type { Interval } from '../../fit/goodness/prediction.js';
import { planOfSize, type Budget, type PlannerDevice } from './planner.js';
import type { PlanningLaw } from './planning-law.js';

/** Budgets are offered up to this many times the compute of the largest run. */
export const LARGEST_OFFERED_BUDGET = 1000;

/** Budgets from that of the smallest measured run to far beyond the largest; null where a budget of this type cannot be planned. */
export function budgetRange(law: PlanningLaw, type: Budget['type'], device: PlannerDevice): Interval | null {
  const sizes = sizeRange(law);
  if (sizes === null) return null;
  if (type === 'loss') {
    const [high, low] = sizes.map((size) => planOfSize(law, size, device));
    if (low.type === 'refused' || high.type === 'refused') return null;
    return [low.prediction.loss, high.prediction.loss];
  }
  const flopsPerSize = law.type === 'surface' ? 1 : law.flopsPerUnit;
  const unit = type === 'flops' ? 1 : device.flopsPerSecond;
  if (flopsPerSize === null || unit === null) return null;
  return [(sizes[0] * flopsPerSize) / unit, (sizes[1] * flopsPerSize) / unit];
}

/** From the smallest measured run to the largest that is offered: in C on a surface, in x along a line. */
function sizeRange(law: PlanningLaw): Interval | null {
  if (law.type === 'surface') {
    const { rangeN, rangeD } = law.fit;
    const [low, high] = [0, 1].map((end) => law.flopsPerPair * rangeN[end] * rangeD[end]);
    return [low, LARGEST_OFFERED_BUDGET * high];
  }
  const { chosen } = law.law;
  return chosen.type === 'refused' ? null : [chosen.xRange[0], LARGEST_OFFERED_BUDGET * chosen.xRange[1]];
}

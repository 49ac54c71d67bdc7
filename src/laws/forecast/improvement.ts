// What a lower loss costs under a law. Pure.
//
// D tokens or samples, N parameters.

import { formatCount, formatNumber } from '../../base/format.js';
import { planTraining, type PlannerDevice, type PlanRefusal, type TrainingPlan } from './planner.js';
import type { PlanningLaw } from './planning-law.js';

/** What a lower loss costs, as multiples of a plan. */
export interface Improvement {
  readonly type: 'improvement';
  readonly loss: number;
  readonly N: number | null;
  readonly D: number | null;
  readonly flops: number | null;
}

/** What it takes to lower the loss of a plan by `share` of it. */
export function improvement(
  law: PlanningLaw,
  plan: TrainingPlan,
  share: number,
  device: PlannerDevice,
): Improvement | PlanRefusal {
  const loss = plan.prediction.loss * (1 - share);
  const better = planTraining(law, { type: 'loss', loss }, device);
  if (better.type === 'refused') return better;
  const times = (of: (plan: TrainingPlan) => number | null): number | null => {
    const [now, then] = [of(plan), of(better)];
    return now === null || then === null ? null : then / now;
  };
  return {
    type: 'improvement',
    loss,
    N: times(({ N }) => N?.value ?? null),
    D: times(({ D }) => D?.value ?? null),
    flops: times(({ flops }) => flops),
  };
}

/** The improvement in a sentence: 3.1 times the parameters, 9.8 times the compute. */
export function improvementInWords(result: Improvement | PlanRefusal, share: number): string {
  if (result.type === 'refused') return result.reason;
  const { N, D, flops } = result;
  const part = (times: number | null, what: string): string[] =>
    times === null || Math.abs(times - 1) < 1e-9 ? [] : [`${formatTimes(times)} the ${what}`];
  const cost = [...part(N, 'parameters'), ...part(D, 'data'), ...part(flops, 'compute')].join(', ');
  return `${Number((100 * share).toPrecision(2))} % lower loss costs ${cost}.`;
}

/** 1.05×, 3.1×, 120×: near 1 with the first digit that differs from it. */
function formatTimes(times: number): string {
  const beyondOne = Math.ceil(-Math.log10(Math.abs(times - 1)));
  const digits = times < 100 ? Math.max(2, 1 + beyondOne) : 3;
  return `${times < 1000 ? formatNumber(times, digits) : formatCount(times, 2)}×`;
}

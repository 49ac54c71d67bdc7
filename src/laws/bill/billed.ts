// What can be billed: a law of one's own, or a published one, by what its runs take. Pure.
//
// C training FLOPs, D tokens or samples, N parameters.

import type { Interval } from '../../fit/goodness/prediction.js';
import type { Estimated } from '../../fit/surface/compute-optimal.js';
import { budgetRange, LARGEST_OFFERED_BUDGET } from '../forecast/budget-range.js';
import { planOfSize, type PlanRefusal } from '../forecast/planner.js';
import type { PlanningLaw } from '../forecast/planning-law.js';
import type { Size } from '../table/six-nd.js';
import { better, type Better } from './better.js';
import { publishedTimes, type PublishedLaw } from './published.js';

export interface BilledRun {
  readonly N: number | null;
  readonly D: number | null;
  /** Null where the compute is not known. */
  readonly C: number | null;
  readonly loss: number;
}

export interface Billed {
  /** What the size of a run counts, along which the bill is drawn. */
  readonly axis: Size;
  readonly floor: number;
  /** From the smallest measured run to the largest; null for a published law. */
  readonly measured: Interval | null;
  /** Null where the law does not say. */
  readonly run: (size: number) => BilledRun | null;
  /** What `share` less loss takes from a run on. */
  readonly better: (size: number, share: number) => Better | PlanRefusal;
}

const NO_DEVICE = { flopsPerSecond: null, watts: 0 } as const;

/** Null for a law that leaves nothing to plan. */
export function ownBill(law: PlanningLaw): Billed | null {
  const measured = measuredSizes(law);
  if (measured === null) return null;
  return {
    axis: law.type === 'surface' ? 'C' : law.law.axis,
    floor: floorOf(law),
    measured,
    run(size) {
      const plan = planOfSize(law, size, NO_DEVICE);
      if (plan.type === 'refused') return null;
      const { N, D, flops, prediction } = plan;
      return { N: N?.value ?? null, D: D?.value ?? null, C: flops, loss: prediction.loss };
    },
    better: (size, share) => better(law, size, share),
  };
}

export function publishedBill(law: PublishedLaw): Billed {
  return {
    axis: 'C',
    floor: law.floor,
    measured: null,
    run: (C) => ({ ...law.best(C), C }),
    better(C, share) {
      const times = publishedTimes(law, C, share);
      if (times === null) return { type: 'refused', reason: '' };
      const exactly = (value: number): Estimated => ({ value, interval: [value, value] });
      return {
        type: 'better',
        loss: times.loss,
        ...{ N: exactly(times.N), D: exactly(times.D), C: exactly(times.C) },
      };
    },
  };
}

function measuredSizes(law: PlanningLaw): Interval | null {
  if (law.type === 'line') return law.law.chosen.type === 'refused' ? null : law.law.chosen.xRange;
  const range = budgetRange(law, 'flops', NO_DEVICE);
  return range && [range[0], range[1] / LARGEST_OFFERED_BUDGET];
}

function floorOf(law: PlanningLaw): number {
  if (law.type === 'surface') return law.fit.E;
  return law.law.chosen.type === 'refused' ? 0 : law.law.chosen.E;
}

// Learning rate over a run, as in parity files and experiment specs.

import { cos } from '../base/maths/trigonometry.js';

export const scheduleTypes = ['constant', 'cosine', 'wsd'] as const;

/** Learning rate over a run, as a factor of its peak. */
export interface ScheduleSpec {
  readonly type: (typeof scheduleTypes)[number];
  readonly warmupSteps: number;
  readonly totalSteps: number;
  /** Factor at the end (cosine, wsd). */
  readonly minimumFactor: number;
  /** Steps of the linear decay at the end (wsd). */
  readonly decaySteps: number;
}

/** Factor of the peak learning rate at `step` (from 0): warm-up times schedule, each as the parity format (docs/parity.md) defines it. */
export function scheduleFactor(schedule: ScheduleSpec, step: number): number {
  const { type, warmupSteps, totalSteps, minimumFactor, decaySteps } = schedule;
  const warmup = warmupSteps > 0 ? Math.min(1, (step + 1) / warmupSteps) : 1;
  switch (type) {
    case 'constant':
      return warmup;
    case 'cosine':
      return warmup * (minimumFactor + ((1 - minimumFactor) * (1 + cos((Math.PI * step) / totalSteps))) / 2);
    case 'wsd': {
      if (step < totalSteps - decaySteps) return warmup;
      return warmup * (minimumFactor + ((1 - minimumFactor) * (totalSteps - step)) / decaySteps);
    }
  }
}

/**
 * A branch off the stable part of a run (Hägele et al. 2024): from step `from` on, the learning rate decays to 0 at step
 * `to`, with samples of its own; then the trunk continues from `from` as if there had been no branch. So one trunk gives points at
 * many D.
 */
export interface Branch {
  readonly from: number;
  readonly to: number;
}

/** Factor of the peak learning rate at `step` of a branch. */
export function branchFactor({ from, to }: Branch, step: number): number {
  return (to - step) / (to - from);
}

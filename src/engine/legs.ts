// The order in which a run with branches trains: along the trunk to where the first branch begins, along it to its end, back, and
// on. Every update has a row of its own in the schedule; a row also names the batch, so that branches draw samples of their own.

import { branchFactor, scheduleFactor, type Branch, type ScheduleSpec } from '../models/training-spec.js';

/** A stretch of updates without a turn. */
export interface Leg {
  /** Index of its branch, null on the trunk. */
  readonly branch: number | null;
  /** Updates that the model has had before it. */
  readonly firstStep: number;
  /** Row of its first update. */
  readonly firstRow: number;
  readonly count: number;
}

/** What the update of a row needs of its place. */
export interface Row {
  /** Updates that the model has had before it. */
  readonly step: number;
  /** Learning rate as a factor of its peak. */
  readonly factor: number;
}

/** The legs in order. Rows of the trunk are its steps; those of the branches lie behind them, one branch after another. */
export function legsOf({ totalSteps }: ScheduleSpec, branches: readonly Branch[]): readonly Leg[] {
  const legs: Leg[] = [];
  let step = 0;
  let row = totalSteps;
  branches.forEach(({ from, to }, branch) => {
    if (from < Math.max(1, step) || to <= from || from >= totalSteps)
      throw new Error(`expected branches in order within ${totalSteps} steps, got ${from} to ${to}`);
    if (from > step) legs.push({ branch: null, firstStep: step, firstRow: step, count: from - step });
    legs.push({ branch, firstStep: from, firstRow: row, count: to - from });
    step = from;
    row += to - from;
  });
  legs.push({ branch: null, firstStep: step, firstRow: step, count: totalSteps - step });
  return legs;
}

/** Every row: the trunk's, then those of each branch. */
export function rowsOf(schedule: ScheduleSpec, branches: readonly Branch[]): readonly Row[] {
  const trunk = Array.from({ length: schedule.totalSteps }, (_, step) => ({
    step,
    factor: scheduleFactor(schedule, step),
  }));
  const decays = branches.map((branch) =>
    Array.from({ length: branch.to - branch.from }, (_, i) => {
      const step = branch.from + i;
      return { step, factor: scheduleFactor(stable(schedule), step) * branchFactor(branch, step) };
    }),
  );
  return [...trunk, ...decays.flat()];
}

/** The schedule without its end: what a branch begins from. */
function stable(schedule: ScheduleSpec): ScheduleSpec {
  return { ...schedule, type: 'constant' };
}

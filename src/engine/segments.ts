// The order in which a run with branches trains: along the trunk to the beginning of the first branch, along the branch to its end,
// back to the trunk, and so on. Every update has its own row in the schedule; the row also selects the batch, so that branches draw
// samples of their own.

import { TRACED_STEPS } from '../models/limits.js';
import { branchFactor, scheduleFactor, type Branch, type ScheduleSpec } from '../models/schedule.js';

/** Updates in a row on the trunk or on one branch. */
export interface Segment {
  /** Index of its branch, null on the trunk. */
  readonly branch: number | null;
  /** Updates that the model has had before it. */
  readonly firstStep: number;
  /** Row of its first update. */
  readonly firstRow: number;
  readonly count: number;
}

/** Where a run with branches is: on the trunk or a branch, and at which step. */
export interface Place {
  /** Index of the branch, null for the trunk. */
  readonly branch: number | null;
  /** Updates that the model has had. */
  readonly step: number;
}

/** How far a run has come along its segments, in updates that were submitted. */
export class Progress {
  readonly #segments: readonly Segment[];
  #segment = 0;
  /** Updates done in this segment. */
  #done = 0;
  #submitted = 0;

  constructor(schedule: ScheduleSpec, branches: readonly Branch[]) {
    this.#segments = segmentsOf(schedule, branches);
  }

  /** Updates in all, branches included. */
  get updates(): number {
    return this.#segments.reduce((sum, { count }) => sum + count, 0);
  }

  get submitted(): number {
    return this.#submitted;
  }

  /** Index of the present segment, and the updates done in it. */
  get position(): { readonly segment: number; readonly done: number; readonly submitted: number } {
    return { segment: this.#segment, done: this.#done, submitted: this.#submitted };
  }

  get segment(): Segment {
    return this.#segments[this.#segment];
  }

  /** The segment before the present one, null in the first. */
  get segmentBefore(): Segment | null {
    return this.#segment > 0 ? this.#segments[this.#segment - 1] : null;
  }

  get place(): Place {
    const { branch, firstStep } = this.segment;
    return { branch, step: firstStep + this.#done };
  }

  /** Row of the next update. */
  get row(): number {
    return this.segment.firstRow + this.#done;
  }

  /** Updates up to the end of the segment or of the ring of `capacity` rows that keeps the losses, whichever comes first. */
  longestChunk(capacity: number): number {
    return Math.min(this.segment.count - this.#done, capacity - (this.row % capacity));
  }

  advance(count: number): void {
    this.#submitted += count;
    this.#done += count;
    if (this.#done < this.segment.count || this.#segment === this.#segments.length - 1) return;
    this.#segment++;
    this.#done = 0;
  }

  restore({ segment, done, submitted }: { segment: number; done: number; submitted: number }): void {
    this.#segment = segment;
    this.#done = done;
    this.#submitted = submitted;
  }
}

/** Rows of the ring that keeps the losses of a run with so many `updates`. */
export function traceCapacity(updates: number): number {
  return Math.min(TRACED_STEPS, updates);
}

/** What an update needs to know of its row. */
export interface Row {
  /** Updates that the model has had before it. */
  readonly step: number;
  /** Learning rate as a factor of its peak. */
  readonly factor: number;
}

/** The segments in order. Rows of the trunk are its steps; those of the branches follow, one branch after another. */
export function segmentsOf({ totalSteps }: ScheduleSpec, branches: readonly Branch[]): readonly Segment[] {
  const segments: Segment[] = [];
  let step = 0;
  let row = totalSteps;
  branches.forEach(({ from, to }, branch) => {
    if (from < Math.max(1, step) || to <= from || from >= totalSteps)
      throw new Error(`expected branches in order within ${totalSteps} steps, got ${from} to ${to}`);
    if (from > step) segments.push({ branch: null, firstStep: step, firstRow: step, count: from - step });
    segments.push({ branch, firstStep: from, firstRow: row, count: to - from });
    step = from;
    row += to - from;
  });
  segments.push({ branch: null, firstStep: step, firstRow: step, count: totalSteps - step });
  return segments;
}

/** Rows in order, made as they are asked for: a long run has more of them than fit into memory as objects. */
export interface Rows extends Iterable<Row> {
  readonly count: number;
}

/** Every row: the trunk's, then those of each branch. */
export function rowsOf(schedule: ScheduleSpec, branches: readonly Branch[]): Rows {
  const count = branches.reduce((sum, { from, to }) => sum + to - from, schedule.totalSteps);
  return { count, [Symbol.iterator]: () => rowsInOrder(schedule, branches) };
}

function* rowsInOrder(schedule: ScheduleSpec, branches: readonly Branch[]): Generator<Row> {
  for (let step = 0; step < schedule.totalSteps; step++)
    yield { step, factor: scheduleFactor(schedule, step) };
  const trunk = stable(schedule);
  for (const branch of branches) {
    for (let step = branch.from; step < branch.to; step++)
      yield { step, factor: scheduleFactor(trunk, step) * branchFactor(branch, step) };
  }
}

/** The schedule without its decay, from which a branch begins. */
function stable(schedule: ScheduleSpec): ScheduleSpec {
  return { ...schedule, type: 'constant' };
}

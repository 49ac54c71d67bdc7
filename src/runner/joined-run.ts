// A run that trains in parts, side by side or by turns: where it is in its schedule, which is the same for all its parts.

import { Progress, traceCapacity, type Place } from '../engine/segments.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import { scheduleOf } from './run-trainer.js';

export abstract class JoinedRun {
  readonly updates: number;
  protected readonly progress: Progress;
  readonly #capacity: number;

  constructor(run: RunPlan, spec: ExperimentSpec) {
    this.progress = new Progress(scheduleOf(spec, run.steps), run.branches);
    this.updates = this.progress.updates;
    this.#capacity = traceCapacity(this.updates);
  }

  get submitted(): number {
    return this.progress.submitted;
  }

  get place(): Place {
    return this.progress.place;
  }

  get longestChunk(): number {
    return this.progress.longestChunk(this.#capacity);
  }
}

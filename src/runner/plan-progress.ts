// How much of a plan is done, in FLOPs of training, and how long the rest will take.

import { runFlops } from '../lab/plan/cost.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import type { RunEvent } from '../lab/records/events.js';
import type { ActiveRun } from './active-run.js';

export class PlanProgress {
  #done = 0;
  #total = 0;

  /** Adds a run that will be trained. */
  plan(run: RunPlan): void {
    this.#total += runFlops(run);
  }

  /** Counts the updates that a run goes on after. */
  resume(run: RunPlan, updates: number): void {
    const inBranches = run.branches.reduce((sum, { from, to }) => sum + to - from, 0);
    this.#done += (runFlops(run) * updates) / (run.steps + inBranches);
  }

  /** Counts the updates of a chunk that came back. */
  advance({ plan, trainer }: ActiveRun, updates: number): void {
    this.#done += (runFlops(plan) * updates) / trainer.updates;
  }

  /** Takes back the updates that a run has to compute again because its device was lost. */
  lose({ plan, lostShare }: ActiveRun): void {
    this.#done -= runFlops(plan) * lostShare;
  }

  /** Takes out the updates that a run ends without. */
  end({ plan, trainer }: ActiveRun): void {
    this.#total -= (runFlops(plan) * (trainer.updates - trainer.submitted)) / trainer.updates;
  }

  /** The progress event, given the runs that are open and how many wait. */
  event(open: readonly ActiveRun[], waiting: number): RunEvent {
    const fraction = this.#total > 0 ? Math.min(1, this.#done / this.#total) : 1;
    const remaining = open.map((run) => run.remainingSeconds);
    const known = waiting === 0 && remaining.every((seconds) => seconds !== null);
    return {
      type: 'progress',
      fraction,
      remainingSeconds: known ? remaining.reduce((sum, seconds) => sum + seconds, 0) : null,
    };
  }
}

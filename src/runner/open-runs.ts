// The runs of a plan that are open, and those that wait until there is memory for them.

import { append } from '../base/many.js';
import { DeviceError } from '../engine/device.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import { OPEN_RUNS_BYTES, runBytes } from '../lab/plan/memory.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import type { ResumePoint } from '../lab/records/resume-point.js';
import { ActiveRun } from './active-run.js';
import type { BackendSession } from './backend.js';
import type { RunControl } from './control.js';
import type { RunTrainer } from './run-trainer.js';
import { openRun } from './split-run.js';

export interface OpenRunsOptions {
  readonly control: RunControl;
  /** See SchedulerOptions. */
  readonly pastDivergence: boolean;
  readonly resumed: ReadonlyMap<string, ResumePoint>;
}

export class OpenRuns {
  readonly #spec: ExperimentSpec;
  readonly #options: OpenRunsOptions;
  /** In the order in which they are opened, small ones first. */
  readonly #waiting: RunPlan[];
  #open: readonly ActiveRun[] = [];
  #session: BackendSession | null = null;
  #opening: Promise<void> | null = null;
  /** Whether a run has ended since waiting ones were considered. */
  #hasRoom = false;
  /** Runs that were cut short, by id. */
  readonly #resumePoints: Map<string, ResumePoint>;

  constructor(spec: ExperimentSpec, waiting: readonly RunPlan[], options: OpenRunsOptions) {
    this.#spec = spec;
    this.#waiting = [...waiting];
    this.#options = options;
    this.#resumePoints = new Map(options.resumed);
  }

  get open(): readonly ActiveRun[] {
    return this.#open;
  }

  get waiting(): readonly RunPlan[] {
    return this.#waiting;
  }

  /** Runs being opened while others train; null while there are none. Rejects where that fails. */
  get opening(): Promise<void> | null {
    return this.#opening;
  }

  /** Whether a run of a config is open or waits. */
  has(config: string): boolean {
    return [...this.#waiting, ...this.#open.map(({ plan }) => plan)].some((run) => run.config === config);
  }

  /** Adds a run that is opened before all that wait. */
  add(run: RunPlan): void {
    this.#waiting.unshift(run);
  }

  /** Takes out a run that has ended. */
  remove(run: ActiveRun): void {
    this.#open = this.#open.filter((other) => other !== run);
    this.#hasRoom = true;
  }

  /** Opens waiting runs on `session`, in order, as long as they fit: larger ones wait for smaller ones. One run always fits. */
  begin(session: BackendSession, onCompiled: (done: number, total: number) => void): Promise<void> {
    this.#session = session;
    return this.#openWaiting(session, onCompiled);
  }

  /** Opens the runs that fit since others have ended, while the rest trains. */
  openMore(): void {
    if (!this.#hasRoom || this.#opening || !this.#session) return;
    this.#hasRoom = false;
    this.#opening = this.#openWaiting(this.#session).then(() => void (this.#opening = null));
    // Its failure is seen where it is awaited next; until then it must not count as unhandled.
    this.#opening.catch(() => undefined);
  }

  /** After a device was lost: every run waits again, and resumes from its last checkpoint. Returns the runs as they were. */
  giveUp(): readonly ActiveRun[] {
    const lost = this.#open;
    for (const run of lost) this.#resumePoints.set(run.plan.id, run.resumePoint);
    append(this.#waiting, [...lost.map(({ plan }) => plan), ...this.#waiting.splice(0)]);
    this.#open = [];
    this.#session = null;
    this.#opening = null;
    return lost;
  }

  async #openWaiting(
    session: BackendSession,
    onCompiled?: (done: number, total: number) => void,
  ): Promise<void> {
    const { control, pastDivergence } = this.#options;
    let bytes = this.#open.reduce((sum, { trainer }) => sum + trainer.bytes, 0);
    for (let run = this.#waiting[0]; run && !control.stopped; run = this.#waiting[0]) {
      if (this.#open.length > 0 && bytes + runBytes(run, this.#spec) > OPEN_RUNS_BYTES) break;
      const trainer = await this.#openOne(run, session, onCompiled);
      if (!trainer) break;
      const active = new ActiveRun(run, trainer, pastDivergence);
      const resumePoint = this.#resumePoints.get(run.id);
      if (resumePoint && !control.stopped) await active.resume(resumePoint);
      if (control.stopped || session !== this.#session) {
        trainer.destroy();
        return;
      }
      this.#resumePoints.delete(run.id);
      bytes += active.trainer.bytes;
      // While it was opened, a learning-rate sweep may have put another run before it.
      this.#waiting.splice(this.#waiting.indexOf(run), 1);
      this.#open = [...this.#open, active];
    }
  }

  /** Opens a run, in parts where it is too much as a whole; null where it should wait until others have ended. */
  async #openOne(
    run: RunPlan,
    session: BackendSession,
    onCompiled?: (done: number, total: number) => void,
  ): Promise<RunTrainer | null> {
    const hasOthers = this.#open.length > 0;
    try {
      return await openRun(run, this.#spec, (part) => session.open(part, onCompiled), hasOthers);
    } catch (error) {
      if (hasOthers && error instanceof DeviceError && error.type === 'out-of-memory') return null;
      throw error;
    }
  }
}

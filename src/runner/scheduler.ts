// The runs of a plan take turns on one backend at a time: the one that is furthest behind is next, so that all end together.

import { append } from '../base/many.js';
import { DeviceError, type DeviceLoss, type EngineName } from '../engine/device.js';
import { widen } from '../lab/records/widen.js';
import type { Plan } from '../lab/plan/run-plan.js';
import type { RunEvent } from '../lab/records/events.js';
import type { ReplicaOutcome } from '../lab/records/record.js';
import type { Resumable } from '../lab/records/resume-point.js';
import type { TunedRun } from '../lab/records/tuning.js';
import type { ActiveRun } from './active-run.js';
import type { Backend, BackendSession } from './backend.js';
import type { RunControl } from './control.js';
import { OpenRuns } from './open-runs.js';
import { PlanProgress } from './plan-progress.js';
import type { TimedChunk } from './run-trainer.js';

export interface SchedulerOptions {
  readonly control: RunControl;
  /** Training that a lost device or a crash may cost a run, at most. */
  readonly checkpointMilliseconds?: number;
  /** Runs that ended before: they are left out, and still count when a config's learning-rate sweep may be widened. */
  readonly ended?: readonly TunedRun[];
  /** From where runs go on that were cut short, by id; they are of the same version of the engine. The others start from their beginning. */
  readonly resumed?: ReadonlyMap<string, Resumable>;
  /** Whether a run trains on after all its replicas have diverged; otherwise it ends there, at no fixed step. */
  readonly pastDivergence?: boolean;
}

/** A checkpoint costs a read-back of all of a run's state: rarer ones cost less, and more training where something is lost. */
const CHECKPOINT_MILLISECONDS = 5_000;
/** Events are handed over about ten times a second: often enough to look continuous, too rarely to slow the page. */
const BATCH_MILLISECONDS = 100;

/** A chunk that came back. */
interface Arrival {
  readonly run: ActiveRun;
  /** Null where it was dropped. */
  readonly chunk: TimedChunk | null;
}

export class Scheduler {
  readonly #plan: Plan;
  readonly #control: RunControl;
  readonly #checkpointMilliseconds: number;
  readonly #runs: OpenRuns;
  readonly #progress = new PlanProgress();
  /** How the configs' runs ended: it decides whether a learning-rate sweep is widened. */
  readonly #ended: TunedRun[];
  /** Runs that go on from a checkpoint and have not been reported yet. */
  readonly #resuming: Map<string, Resumable>;
  #backend: Backend;
  /** Null until runs are opened, and after the end. */
  #session: BackendSession | null = null;
  /** Chunks under way. */
  readonly #chunks = new Set<Promise<void>>();
  /** Samples and checkpoints under way. */
  readonly #reads = new Set<Promise<void>>();
  /** Chunks that came back and are not processed yet. */
  #arrived: Arrival[] = [];
  #events: RunEvent[] = [];

  constructor(backend: Backend, plan: Plan, options: SchedulerOptions) {
    const { control, ended = [], resumed = new Map<string, Resumable>() } = options;
    const { checkpointMilliseconds = CHECKPOINT_MILLISECONDS } = options;
    this.#backend = backend;
    this.#plan = plan;
    this.#control = control;
    this.#checkpointMilliseconds = checkpointMilliseconds;
    this.#ended = [...ended];
    this.#resuming = new Map(resumed);
    const endedIds = new Set(ended.map(({ plan }) => plan.id));
    const waiting = plan.runs.filter(({ id }) => !endedIds.has(id));
    for (const run of waiting) {
      this.#progress.plan(run);
      this.#progress.resume(run, resumed.get(run.id)?.point.checkpoint?.trainer.submitted ?? 0);
    }
    const { pastDivergence = false } = options;
    const points = new Map([...resumed].map(([id, { point }]) => [id, point]));
    this.#runs = new OpenRuns(plan.spec, waiting, { control, pastDivergence, resumed: points });
    // A config that ended while its plan was being stopped was not considered for widening yet.
    for (const config of new Set(ended.map(({ plan }) => plan.config))) this.#widenConfig(config);
  }

  /** Resolves when its device is gone. */
  get lost(): Promise<DeviceLoss> {
    return this.#backend.lost;
  }

  get engine(): EngineName {
    return this.#backend.info.engine;
  }

  /** Leaves a lost backend for another, on which the runs resume; returns the events that were not handed over yet. */
  async moveTo(backend: Backend): Promise<RunEvent[]> {
    await this.destroy();
    for (const run of this.#runs.giveUp()) this.#progress.lose(run);
    // Chunks that were not processed will be computed again.
    this.#arrived = [];
    this.#chunks.clear();
    this.#reads.clear();
    this.#backend = backend;
    return this.#events.splice(0);
  }

  /** Opens the runs that fit into memory, and reports the compilation, until it is stopped. */
  async *prepare(): AsyncGenerator<readonly RunEvent[]> {
    this.#session = await this.#backend.begin(this.#plan);
    const progress: RunEvent[] = [];
    let wake = (): void => {};
    const opened = this.#runs
      .begin(this.#session, (done, total) => {
        progress.push({ type: 'compiling', done, total });
        wake();
      })
      .then(() => true);
    // After a stop nothing waits for it.
    opened.catch(() => undefined);
    for (let done = false; !done && !this.#control.stopped;) {
      const woken = new Promise<boolean>((resolve) => (wake = () => resolve(false)));
      const forget = this.#control.onNextCommand(() => wake());
      try {
        done = await Promise.race([opened, woken]).finally(forget);
      } catch (error) {
        // The result of the check is part of the record, above all where it found something.
        yield this.#checked();
        throw error;
      }
      if (progress.length > 0) yield progress.splice(0);
    }
    yield this.#checked();
  }

  /** The result of comparing a GPU with the processor. */
  #checked(): RunEvent[] {
    const { check } = this.#backend.info;
    return check === '' ? [] : [{ type: 'device-checked', check }];
  }

  /** Trains until every run has ended, or a stop or a lost device ends it. */
  async *train(isLost: () => boolean): AsyncGenerator<readonly RunEvent[]> {
    const control = this.#control;
    // Timers, not clocks: a clock may stand still or be moved, by an hour or by sleep.
    const checkpoints = setInterval(() => control.checkpoint(), this.#checkpointMilliseconds);
    let isBatchDue = false;
    const batches = setInterval(() => (isBatchDue = true), BATCH_MILLISECONDS);
    try {
      while (this.#runs.open.length > 0 || this.#runs.opening) {
        if (isLost()) throw new DeviceError('lost', 'The device was lost.');
        if (control.stopped) this.#session?.drop();
        else this.#dropSkipped();
        if (control.stopped && this.#idle) break;
        if (control.paused && (this.#session?.hold() || this.#idle)) {
          yield [...this.#events.splice(0), { type: 'paused' }];
          while (control.paused) await new Promise<void>((resolve) => control.onNextCommand(resolve));
          if (control.stopped) continue;
          this.#session?.release();
          yield [{ type: 'resumed' }];
          continue;
        }
        if (!control.stopped && !control.paused) this.#fill();
        await this.#somethingHappens();
        for (const arrival of this.#arrived.splice(0)) this.#receive(arrival);
        if (!control.stopped && this.#runs.open.some((run) => run.dropped && !control.isSkipped(run.plan.id)))
          throw new Error('expected runs to be dropped only when they are told to stop');
        await this.#closeEnded();
        this.#runs.openMore();
        if (isBatchDue && this.#events.length > 0) {
          yield [...this.#events.splice(0), this.#progressEvent()];
          isBatchDue = false;
        }
      }
    } finally {
      clearInterval(checkpoints);
      clearInterval(batches);
    }
    yield [...this.#events.splice(0), this.#progressEvent()];
  }

  /** Ends the runs that are left. */
  endAll(ending: Exclude<ReplicaOutcome, 'diverged'>): RunEvent[] {
    for (const run of this.#runs.open) {
      this.#runs.remove(run);
      this.#end(run, ending);
    }
    return this.#events.splice(0);
  }

  /** Drops or awaits the chunks under way, then frees what is left. */
  async destroy(): Promise<void> {
    this.#session?.drop();
    await Promise.allSettled([...this.#chunks, ...this.#reads]);
    for (const run of this.#runs.open) run.trainer.destroy();
    await this.#session?.end();
    this.#session = null;
  }

  /** Waits for the next chunk, sample or command, or until there is something to report; rejects where work has failed. */
  #somethingHappens(): Promise<void> {
    const { opening } = this.#runs;
    const awaited = [...this.#chunks, ...this.#reads, ...(opening ? [opening] : [])];
    if (this.#arrived.length > 0 || awaited.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const forget = this.#control.onNextCommand(resolve);
      // Reports do not wait for a long step or a long sample.
      const timer = this.#events.length > 0 ? setTimeout(resolve, BATCH_MILLISECONDS) : undefined;
      const done = (): void => {
        forget();
        clearTimeout(timer);
      };
      Promise.race(awaited).then(resolve, reject).finally(done);
    });
  }

  /** Nothing is under way, or waiting to be processed. */
  get #idle(): boolean {
    return this.#chunks.size + this.#reads.size + this.#arrived.length === 0;
  }

  #dropSkipped(): void {
    const ids = this.#runs.open.map(({ plan }) => plan.id);
    const skipped = ids.filter((id) => this.#control.isSkipped(id));
    if (skipped.length > 0) this.#session?.drop(skipped);
  }

  /** Queues chunks of the runs that are furthest behind, as many as the backend asks for. */
  #fill(): void {
    for (;;) {
      const open = this.#runs.open.filter(
        (run) => !run.complete && !run.writing && !this.#control.isSkipped(run.plan.id),
      );
      // Without time between two checkpoints there is one after every chunk.
      if (this.#control.takeCheckpointRequest() || this.#checkpointMilliseconds === 0)
        for (const run of this.#runs.open) run.askCheckpoint();
      for (const run of open) if (run.underWay === 0 && run.isCheckpointDue) this.#keepCheckpoint(run);
      const ready = open.filter((run) => run.trainer.needsChunk && !run.isCheckpointDue);
      if (ready.length === 0) return;
      this.#submit(ready.reduce((a, b) => (b.fraction < a.fraction ? b : a)));
    }
  }

  #submit(run: ActiveRun): void {
    const { id } = run.plan;
    const resumed = this.#resuming.get(id);
    if (resumed) {
      this.#resuming.delete(id);
      this.#events.push({ type: 'run-resumed', run: id, soFar: resumed.soFar, time: Date.now() });
    } else if (!run.started) {
      run.started = true;
      this.#events.push({ type: 'run-started', run: id, time: Date.now() });
    }
    run.underWay++;
    const arrival = run.submit().then((chunk) => {
      this.#chunks.delete(arrival);
      this.#arrived.push({ run, chunk });
    });
    this.#chunks.add(handled(arrival));
  }

  #receive({ run, chunk }: Arrival): void {
    run.underWay--;
    if (!chunk) {
      run.dropped = true;
      run.writing = false;
      return;
    }
    this.#progress.advance(run, chunk.count);
    append(this.#events, run.receive(chunk));
    if (run.writing && run.underWay === 0) this.#read(run.writeSample());
  }

  /** Makes a checkpoint and reports it after all events that it contains, and before all others of its run. */
  #keepCheckpoint(run: ActiveRun): void {
    const { engine, engineVersion, simd } = this.#backend.info;
    const read = run.keepCheckpoint().then((isKept) => {
      this.#reads.delete(read);
      if (!isKept || !this.#runs.open.includes(run)) return;
      const point = run.resumePoint;
      this.#events.push({
        type: 'checkpoint',
        run: run.plan.id,
        engine: { engine, engineVersion, simd },
        point,
      });
    });
    this.#reads.add(handled(read));
  }

  /** Keeps a read under way until its events are there. */
  #read(work: Promise<readonly RunEvent[]>): void {
    const read = work.then((events) => {
      this.#reads.delete(read);
      append(this.#events, events);
    });
    this.#reads.add(handled(read));
  }

  /** Ends the runs that are complete or skipped and have no chunk under way. */
  async #closeEnded(): Promise<void> {
    const ended = this.#runs.open.filter(
      (run) => run.underWay === 0 && !run.writing && (run.complete || this.#control.isSkipped(run.plan.id)),
    );
    for (const run of ended) {
      // A device that is lost now takes the weights with it: until they are read, the run is one of those that resume elsewhere.
      const weights = run.complete ? [await run.readWeights()] : [];
      this.#runs.remove(run);
      append(this.#events, weights);
      this.#end(run, run.complete ? 'finished' : 'skipped');
      if (run.complete && !this.#control.stopped) this.#widenConfig(run.plan.config);
    }
  }

  #end(run: ActiveRun, ending: Exclude<ReplicaOutcome, 'diverged'>): void {
    const { plan, deviceSeconds, evaluations, branchEvaluations } = run;
    const outcomes = run.outcomes(ending);
    this.#ended.push({ plan, evaluations, branchEvaluations, outcomes });
    this.#events.push({ type: 'run-finished', run: plan.id, outcomes, deviceSeconds, time: Date.now() });
    this.#progress.end(run);
    run.trainer.destroy();
  }

  /** Adds a run where the best learning rate of a config is at the edge of those tried, once all its runs have ended. */
  #widenConfig(config: string): void {
    if (this.#runs.has(config)) return;
    const runs = this.#ended.filter(({ plan }) => plan.config === config);
    const widening = widen(this.#plan.spec, runs);
    if (!widening) return;
    const { run, reason } = widening;
    this.#events.push({ type: 'run-added', run, reason });
    this.#progress.plan(run);
    this.#runs.add(run);
  }

  #progressEvent(): RunEvent {
    return this.#progress.event(this.#runs.open, this.#runs.waiting.length);
  }
}

/** Its failure is seen where it is awaited next; until then it must not count as unhandled. */
function handled(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

// Runs a plan on a backend: all sizes take turns, chunk by chunk, so that they end together (docs/decisions/0005). The page's worker
// and the CLI host the same generator.

import { DeviceError, type DeviceLoss } from '../engine/device.js';
import type { RunEvent } from '../lab/records/events.js';
import type { ReplicaOutcome } from '../lab/records/record.js';
import { runFlops } from '../lab/plan/cost.js';
import { OPEN_RUNS_BYTES, runBytes } from '../lab/plan/memory.js';
import { widen } from '../lab/plan/widen.js';
import type { Plan, RunPlan } from '../lab/plan/run-plan.js';
import type { TunedRun } from '../lab/records/tuning.js';
import { ActiveRun, type ResumePoint } from './active-run.js';
import type { Backend, BackendSession } from './backend.js';
import type { RunControl } from './control.js';
import type { TimedChunk } from './run-trainer.js';

export interface RunOptions {
  readonly control: RunControl;
  /** Opens a backend in the place of a lost one, null where there is none; without it a lost one ends the plan. */
  readonly reopen?: () => Promise<Backend | null>;
  /** Training that a lost device may cost a run, at most. */
  readonly checkpointMilliseconds?: number;
  /** Runs that ended before: they are left out, and still say whether a config's learning-rate sweep wants widening. */
  readonly ended?: readonly TunedRun[];
  /** Whether a run trains on when all its replicas have diverged; else it ends there, at no certain step. */
  readonly pastDivergence?: boolean;
}

/** Training that a lost device may cost a run. */
const CHECKPOINT_MILLISECONDS = 10_000;
/** Within this time a lost device says so. */
const ANNOUNCEMENT_MILLISECONDS = 500;
/** A device that is lost so often may be lost by what it is asked to do. */
const MOST_LOSSES = 3;
/** Events are handed over about ten times a second. */
const BATCH_MILLISECONDS = 100;

interface Arrival {
  readonly run: ActiveRun;
  /** Null where it was dropped. */
  readonly chunk: TimedChunk | null;
}

/**
 * Trains what the plan says and reports it in batches of events, the last of which is `plan-finished`. In place of a lost device
 * another is opened, on which runs go on from their checkpoints with the same results. A device that is lost for good or full ends
 * the plan with that outcome; everything else that fails is thrown.
 */
export async function* runPlan(
  backend: Backend,
  plan: Plan,
  options: RunOptions,
): AsyncGenerator<readonly RunEvent[]> {
  const { control, reopen } = options;
  yield [{ type: 'plan-started', plan, device: backend.info, time: Date.now() }];

  let scheduler: Scheduler | null = null;
  let lost: DeviceLoss | null = null;
  const watch = (opened: Backend): void => void opened.lost.then((reason) => (lost = reason));
  watch(backend);
  let losses = 0;
  try {
    scheduler = new Scheduler(backend, plan, options);
    for (;;) {
      try {
        yield* scheduler.prepare(control);
        yield* scheduler.take(control, () => lost !== null);
        break;
      } catch (error) {
        // Whatever fails may fail because its device is gone, and browsers differ in how that shows.
        if (!(error instanceof DeviceError && error.type === 'out-of-memory'))
          lost ??= await announced(scheduler.lost);
        if (!lost) throw error;
        const next = ++losses <= MOST_LOSSES ? ((await reopen?.()) ?? null) : null;
        if (!next) throw error;
        lost = null;
        watch(next);
        yield [...(await scheduler.moveTo(next)), { type: 'device-recovered' }];
      }
    }
    const outcome = control.stopped ? 'stopped' : 'finished';
    yield [...scheduler.endAll('stopped'), { type: 'plan-finished', outcome, message: '', time: Date.now() }];
  } catch (error) {
    if (lost) {
      const { reason, message } = lost as DeviceLoss;
      yield [
        { type: 'device-lost', reason, message },
        { type: 'plan-finished', outcome: 'device-lost', message, time: Date.now() },
      ];
    } else if (error instanceof DeviceError) {
      // What a GPU cannot do, or does wrong, the processor can.
      const isOfGpu = backend.info.engine === 'gpu' && (error.type === 'wrong' || error.type === 'compile');
      const offer = isOfGpu ? ({ offer: 'cpu' } as const) : {};
      const { message } = error;
      yield [{ type: 'plan-finished', outcome: 'failed', message, ...offer, time: Date.now() }];
    } else {
      throw error;
    }
  } finally {
    await scheduler?.destroy();
  }
}

/** Its failure is seen where it is waited for next; until then it must not count as unhandled. */
function handled(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

/** The loss of a device, which may be announced a moment after what it fails at; null where it is not lost. */
function announced(lost: Promise<DeviceLoss>): Promise<DeviceLoss | null> {
  const never = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANNOUNCEMENT_MILLISECONDS));
  return Promise.race([lost, never]);
}

/** The runs of a plan taking turns on one backend at a time. */
class Scheduler {
  #backend: Backend;
  /** Null until runs are opened, and after its end. */
  #session: BackendSession | null = null;
  readonly #plan: Plan;
  readonly #checkpointMilliseconds: number;
  readonly #pastDivergence: boolean;
  /** Runs whose device was lost, by id. */
  readonly #resumePoints = new Map<string, ResumePoint>();
  /** Not begun, for want of memory; small ones first. */
  readonly #waiting: RunPlan[];
  #runs: ActiveRun[] = [];
  /** Runs being opened while others train; rejects where that fails. */
  #opening: Promise<void> | null = null;
  /** A run has ended since waiting ones were looked at. */
  #hasRoom = false;
  /** What the configs' ended runs came to: it decides whether a learning-rate sweep is widened. */
  readonly #ended: TunedRun[];
  readonly #underWay = new Set<Promise<void>>();
  /** Samples and checkpoints being written. */
  readonly #writing = new Set<Promise<void>>();
  /** Chunks that came back while the loop was elsewhere, and are not taken in yet. */
  #arrived: Arrival[] = [];
  #events: RunEvent[] = [];
  #doneFlops = 0;
  #totalFlops: number;

  constructor(backend: Backend, plan: Plan, options: RunOptions) {
    const { ended = [], checkpointMilliseconds = CHECKPOINT_MILLISECONDS } = options;
    this.#backend = backend;
    this.#checkpointMilliseconds = checkpointMilliseconds;
    this.#pastDivergence = options.pastDivergence ?? false;
    this.#plan = plan;
    this.#ended = [...ended];
    const endedIds = new Set(ended.map(({ plan }) => plan.id));
    this.#waiting = plan.runs.filter(({ id }) => !endedIds.has(id));
    this.#totalFlops = this.#waiting.reduce((sum, run) => sum + runFlops(run), 0);
    // A config that ended while its plan was being stopped was not asked yet.
    const open = new Set(this.#waiting.map(({ config }) => config));
    for (const config of new Set(ended.map(({ plan }) => plan.config)))
      if (!open.has(config)) this.#widenConfig(config);
  }

  /** Resolves when its device is gone. */
  get lost(): Promise<DeviceLoss> {
    return this.#backend.lost;
  }

  /** Leaves a lost backend for another, on which the runs go on; returns what they still had to say. */
  async moveTo(backend: Backend): Promise<RunEvent[]> {
    await this.destroy();
    for (const run of this.#runs) {
      this.#resumePoints.set(run.plan.id, run.resumePoint);
      this.#doneFlops -= runFlops(run.plan) * run.lostShare;
    }
    this.#waiting.unshift(...this.#runs.map(({ plan }) => plan));
    this.#runs = [];
    // Chunks that nobody took in will be computed again.
    this.#arrived = [];
    this.#underWay.clear();
    this.#writing.clear();
    this.#opening = null;
    this.#backend = backend;
    return this.#events.splice(0);
  }

  /** Opens the runs that fit into memory, reporting the compilation, until `control` stops it. */
  async *prepare(control: RunControl): AsyncGenerator<readonly RunEvent[]> {
    this.#session = await this.#backend.begin(this.#plan);
    const progress: RunEvent[] = [];
    let wake = (): void => {};
    const opened = this.#open(control, (done, total) => {
      progress.push({ type: 'compiling', done, total });
      wake();
    }).then(() => true);
    // Nobody waits for it after a stop.
    opened.catch(() => undefined);
    for (let done = false; !done && !control.stopped;) {
      const woken = new Promise<boolean>((resolve) => (wake = () => resolve(false)));
      const forget = control.onNextWord(() => wake());
      try {
        done = await Promise.race([opened, woken]).finally(forget);
      } catch (error) {
        // What the check came to is part of the record, above all where it found something.
        yield this.#checked();
        throw error;
      }
      if (progress.length > 0) yield progress.splice(0);
    }
    yield this.#checked();
  }

  /** What came of comparing a GPU with the processor. */
  #checked(): RunEvent[] {
    const { check } = this.#backend.info;
    return check === '' ? [] : [{ type: 'device-checked', check }];
  }

  /** Trains until every run has ended, or `control` or a lost device ends it. */
  async *take(control: RunControl, isLost: () => boolean): AsyncGenerator<readonly RunEvent[]> {
    let handedOver = performance.now();
    while (this.#runs.length > 0 || this.#opening) {
      if (isLost()) throw new DeviceError('lost', 'The device was lost.');
      if (control.stopped) this.#session?.drop();
      else this.#dropSkipped(control);
      if (control.stopped && this.#idle) break;
      if (control.paused && (this.#session?.hold() || this.#idle)) {
        yield [...this.#events.splice(0), { type: 'paused' }];
        while (control.paused) await new Promise<void>((resolve) => control.onNextWord(resolve));
        if (control.stopped) continue;
        this.#session?.release();
        yield [{ type: 'resumed' }];
        continue;
      }
      if (!control.stopped && !control.paused) this.#fill(control);
      await this.#somethingHappens(control);
      for (const arrival of this.#arrived.splice(0)) this.#receive(arrival);
      if (!control.stopped && this.#runs.some((run) => run.dropped && !control.isSkipped(run.plan.id)))
        throw new Error('expected runs to be dropped only when they are told to stop');
      if (await this.#closeEnded(control)) this.#hasRoom = true;
      if (this.#hasRoom && !this.#opening) this.#openMore(control);
      if (performance.now() - handedOver >= BATCH_MILLISECONDS && this.#events.length > 0) {
        yield [...this.#events.splice(0), this.#progress()];
        handedOver = performance.now();
      }
    }
    yield [...this.#events.splice(0), this.#progress()];
  }

  /** Waits for the next chunk, sample or word, or until something is to be reported; rejects where work has failed. */
  #somethingHappens(control: RunControl): Promise<void> {
    const awaited = [...this.#underWay, ...this.#writing, ...(this.#opening ? [this.#opening] : [])];
    if (this.#arrived.length > 0 || awaited.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const forget = control.onNextWord(resolve);
      // What there is to report does not wait for a long step, or a long sample.
      const timer = this.#events.length > 0 ? setTimeout(resolve, BATCH_MILLISECONDS) : undefined;
      const done = (): void => {
        forget();
        clearTimeout(timer);
      };
      Promise.race(awaited).then(resolve, reject).finally(done);
    });
  }

  /** No chunk or sample is under way or waiting to be taken in. */
  get #idle(): boolean {
    return this.#underWay.size + this.#writing.size + this.#arrived.length === 0;
  }

  /** Ends the runs that are left. */
  endAll(ending: Exclude<ReplicaOutcome, 'diverged'>): RunEvent[] {
    for (const run of this.#runs) this.#end(run, ending);
    this.#runs = [];
    return this.#events.splice(0);
  }

  /** Drops or waits for the chunks under way, then frees what is left. */
  async destroy(): Promise<void> {
    this.#session?.drop();
    await Promise.allSettled([...this.#underWay, ...this.#writing]);
    for (const run of this.#runs) run.trainer.destroy();
    await this.#session?.end();
    this.#session = null;
  }

  /** Allocates waiting runs, in order, as long as they fit: the larger ones wait for the smaller. One always does. */
  async #open(control: RunControl, onCompiled?: (done: number, total: number) => void): Promise<void> {
    const session = this.#session;
    if (!session) throw new Error('expected a session to open runs in');
    let bytes = this.#runs.reduce((sum, { trainer }) => sum + trainer.bytes, 0);
    for (let run = this.#waiting[0]; run && !control.stopped; run = this.#waiting[0]) {
      if (this.#runs.length > 0 && bytes + runBytes(run, this.#plan.spec) > OPEN_RUNS_BYTES) break;
      const trainer = await session.open(run, onCompiled);
      if (control.stopped) {
        trainer.destroy();
        return;
      }
      const active = new ActiveRun(run, trainer, this.#pastDivergence);
      const resumePoint = this.#resumePoints.get(run.id);
      if (resumePoint) await active.replace(resumePoint);
      this.#resumePoints.delete(run.id);
      bytes += active.trainer.bytes;
      // While it was opened, a learning-rate sweep may have put another run before it.
      this.#waiting.splice(this.#waiting.indexOf(run), 1);
      this.#runs.push(active);
    }
  }

  /** Opens what fits now, while others train on. */
  #openMore(control: RunControl): void {
    this.#hasRoom = false;
    this.#opening = handled(this.#open(control).then(() => void (this.#opening = null)));
  }

  #dropSkipped(control: RunControl): void {
    const skipped = this.#runs.map(({ plan }) => plan.id).filter((id) => control.isSkipped(id));
    if (skipped.length > 0) this.#session?.drop(skipped);
  }

  /** Queues chunks of the runs that are furthest behind, as many as the backend wants. */
  #fill(control: RunControl): void {
    for (;;) {
      const open = this.#runs.filter(
        (run) => !run.complete && !run.writing && !control.isSkipped(run.plan.id),
      );
      const isDue = (run: ActiveRun): boolean => run.isCheckpointDue(this.#checkpointMilliseconds);
      for (const run of open) if (run.underWay === 0 && isDue(run)) this.#keep(run);
      const waiting = open.filter((run) => run.trainer.wanted && !isDue(run));
      if (waiting.length === 0) return;
      const next = waiting.reduce((a, b) => (b.fraction < a.fraction ? b : a));
      this.#submit(next);
    }
  }

  #submit(run: ActiveRun): void {
    if (!run.started) {
      run.started = true;
      this.#events.push({ type: 'run-started', run: run.plan.id, time: Date.now() });
    }
    run.underWay++;
    const arrival = run.submit().then((chunk) => {
      this.#underWay.delete(arrival);
      this.#arrived.push({ run, chunk });
    });
    this.#underWay.add(handled(arrival));
  }

  #receive({ run, chunk }: Arrival): void {
    run.underWay--;
    if (!chunk) {
      run.dropped = true;
      run.writing = false;
      return;
    }
    this.#doneFlops += (runFlops(run.plan) * chunk.count) / run.trainer.updates;
    this.#events.push(...run.receive(chunk));
    if (run.writing && run.underWay === 0) this.#write(run);
  }

  #keep(run: ActiveRun): void {
    const kept = run.keepCheckpoint().then(() => void this.#writing.delete(kept));
    this.#writing.add(handled(kept));
  }

  #write(run: ActiveRun): void {
    const written = run.writeSample().then((events) => {
      this.#writing.delete(written);
      this.#events.push(...events);
    });
    this.#writing.add(handled(written));
  }

  /** Ends the runs that are complete or skipped and have no chunk under way; true if there were any. */
  async #closeEnded(control: RunControl): Promise<boolean> {
    const ended = this.#runs.filter(
      (run) => run.underWay === 0 && !run.writing && (run.complete || control.isSkipped(run.plan.id)),
    );
    for (const run of ended) {
      // A device that is lost now takes the weights with it: until they are read the run is one of those that go on elsewhere.
      const weights = run.complete ? [await run.readWeights()] : [];
      this.#runs = this.#runs.filter((other) => other !== run);
      this.#events.push(...weights);
      this.#end(run, run.complete ? 'finished' : 'skipped');
      if (run.complete && !control.stopped) this.#widenConfig(run.plan.config);
    }
    return ended.length > 0;
  }

  /** Adds the run that a config wants because its best learning rate is at the edge of those tried. */
  #widenConfig(config: string): void {
    // Replicas that are trained later have a say too.
    if (
      this.#waiting.some((run) => run.config === config) ||
      this.#runs.some(({ plan }) => plan.config === config)
    )
      return;
    const runs = this.#ended.filter(({ plan }) => plan.config === config);
    const widening = widen(this.#plan.spec, runs);
    if (!widening) return;
    const { run, reason } = widening;
    this.#events.push({ type: 'run-added', run, reason });
    this.#totalFlops += runFlops(run);
    this.#waiting.unshift(run);
  }

  #end(run: ActiveRun, ending: Exclude<ReplicaOutcome, 'diverged'>): void {
    const { plan, trainer, deviceSeconds, evaluations, branchEvaluations } = run;
    const outcomes = run.outcomes(ending);
    this.#ended.push({ plan, evaluations, branchEvaluations, outcomes });
    this.#events.push({ type: 'run-finished', run: plan.id, outcomes, deviceSeconds, time: Date.now() });
    // Work that will not be done is no work left.
    this.#totalFlops -= (runFlops(plan) * (trainer.updates - trainer.submitted)) / trainer.updates;
    run.trainer.destroy();
  }

  #progress(): RunEvent {
    const fraction = this.#totalFlops > 0 ? Math.min(1, this.#doneFlops / this.#totalFlops) : 1;
    const remaining = this.#runs.map((run) => run.remainingSeconds);
    const known = this.#waiting.length === 0 && remaining.every((seconds) => seconds !== null);
    return {
      type: 'progress',
      fraction,
      remainingSeconds: known ? remaining.reduce((sum, seconds) => sum + seconds, 0) : null,
    };
  }
}

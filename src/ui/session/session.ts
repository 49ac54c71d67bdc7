import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { InputError } from '../../base/errors.js';
import { tokenizedText } from '../../data/text/tokenized-text.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { ReplicaWeights, RunEvent } from '../../lab/records/events.js';
import { hasResult, LabStore } from '../../lab/records/store.js';
import type { LabState } from '../../lab/records/record.js';
import { startOf } from '../../lab/weights/given-weights.js';
import { WorkerLost, type LabClient } from '../../worker/training/client.js';
import type { Before } from '../../worker/training/protocol.js';
import { BackgroundSpeed } from './background-speed.js';
import { MeasuredSpeed } from './measured-speed.js';
import { canGoOn, isLive, phaseAfter, type InSight, type Phase } from './phase.js';
import { RenderThrottle } from './render-throttle.js';
import type { TrainingDevice } from './training-device.js';
import { words } from './words.js';

/** Time between two renders while events stream in: on a processor they take time from what trains. */
const RENDER_INTERVAL_MS = { gpu: 100, cpu: 200 };
/** How long a stop may take before the worker is shut down from outside. */
const STOP_PATIENCE_MS = 8000;

/** An experiment of which nothing was done before. */
const nothing: Before = { ended: [], resumed: new Map() };

const noLosses = { count: 0, last: -Infinity };
/** So many workers in a row may end before the experiment ends: it may be their cause. */
const MOST_LOSSES = 3;
/** A worker that trained for so long does not count as one of those. */
const CALM_MS = 60_000;

/** What follows a session from outside. */
export interface SessionListener {
  /** An experiment is about to start: in place of the one in sight where it is new, else as an addition to it. */
  starting(next: Plan, isNew: boolean): void;
  /** What was trained can be gone on with after a reload. */
  readonly isKept: boolean;
  /** Whether this tab may go on with the experiment in sight: not where another does. */
  mayGoOn(): Promise<boolean>;
  /** Events were folded into the records; `resumed` where they continue what was kept before. */
  heard(events: readonly RunEvent[], resumed: boolean): void;
}

/**
 * The experiment in sight: starts it, stops it, pauses it and hears its events. Asks its host to render at most ten times a second,
 * whatever the worker sends, and at once where the experiment begins, pauses or ends.
 */
export class Session implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: LabClient;
  readonly #device: TrainingDevice;
  readonly #renders: RenderThrottle;
  readonly background: BackgroundSpeed;
  readonly speed: MeasuredSpeed;
  #listener: SessionListener | null = null;
  #store = new LabStore();
  #phase: Phase = { type: 'idle' };
  #weights: ReadonlyMap<string, readonly ReplicaWeights[]> = new Map();
  #stopTimer = 0;
  /** Workers that ended in a row during this experiment, and when the last one did. */
  #losses = noLosses;
  /** Counts plans; what an earlier plan still sends is not for us. */
  #generation = 0;

  constructor(host: ReactiveControllerHost, client: LabClient, device: TrainingDevice) {
    this.#host = host;
    this.#client = client;
    this.#device = device;
    this.#renders = new RenderThrottle(host);
    this.background = new BackgroundSpeed(host);
    this.speed = new MeasuredSpeed(host, { measure: () => client.measure(), isFree: () => !this.isLive });
    host.addController(this);
  }

  set listener(listener: SessionListener) {
    this.#listener = listener;
  }

  get state(): LabState {
    return this.#store.state;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** True from the start of an experiment until its end. */
  get isLive(): boolean {
    return isLive(this.#phase);
  }

  /** Runs that go on from a checkpoint if the experiment in sight does. */
  get resumable(): number {
    const { plan, runs } = this.state;
    return plan ? this.#store.resumable({ ...plan, runs: runs.map((run) => run.plan) }).size : 0;
  }

  /** Weights of the runs that ended, by run: too large for the store. */
  get weights(): ReadonlyMap<string, readonly ReplicaWeights[]> {
    return this.#weights;
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#onLeave);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#onLeave);
    this.#renders.cancel();
    clearTimeout(this.#stopTimer);
    this.#generation++;
    this.#client.terminate();
  }

  /** Starts an experiment, unless one is under way. */
  start(next: Plan): void {
    if (this.isLive) return;
    this.#listener?.starting(next, true);
    this.#store = new LabStore();
    this.#weights = new Map();
    void this.#run(next, nothing, false);
  }

  /** Trains what a plan adds to the experiment at hand, whose finished runs stay. Nothing happens while one is under way. */
  extend(next: Plan): void {
    if (this.isLive) return;
    const before = this.#before(next);
    // The library knows nothing of a recorded run: what is added to one begins an entry of its own.
    const resumed = before.ended.length > 0 && this.#phase.type !== 'recorded';
    this.#listener?.starting(next, false);
    void this.#run(next, before, resumed);
  }

  /** Trains what the last experiment left undone. Throws InputError where another tab does. */
  async goOn(): Promise<void> {
    const { plan: last, runs } = this.state;
    if (!last || !canGoOn(this.#phase, this.state)) return;
    const before = this.#phase;
    this.#enter({ type: 'starting' });
    if (!((await this.#listener?.mayGoOn()) ?? true)) {
      this.#enter(before);
      throw new InputError(words.elsewhere);
    }
    // A lost device is gone for good; the worker opens another.
    const report = await this.#device.open();
    if (report.type === 'problem') return this.#enter(before);
    const next = { ...last, runs: runs.map((run) => run.plan) };
    this.#listener?.starting(next, false);
    await this.#run(next, this.#before(next), true);
  }

  /** Puts another experiment in sight. Not while one is under way. */
  show({ store, phase, weights }: InSight): void {
    this.#store = store;
    this.#weights = weights;
    this.#enter(phase);
  }

  /** What is in sight now, for `show`. */
  get inSight(): InSight {
    return { store: this.#store, phase: this.#phase, weights: this.#weights };
  }

  pause(): void {
    this.#ask(this.#client.pause());
  }

  resume(): void {
    this.#ask(this.#client.resume());
  }

  /** Has what trains keep its state now, ahead of its time. */
  checkpoint(): void {
    if (this.isLive) this.#ask(this.#client.checkpoint());
  }

  /** Ends one run early. */
  skip(run: string): void {
    this.#ask(this.#client.skip(run));
  }

  stop(): void {
    if (!this.isLive) return;
    this.#enter({ type: 'stopping' });
    this.#ask(this.#client.stop());
    clearTimeout(this.#stopTimer);
    this.#stopTimer = window.setTimeout(() => {
      this.#generation++;
      this.#client.terminate();
      this.#end('stopped', words.workerEnded);
    }, STOP_PATIENCE_MS);
  }

  /** Where nothing is kept, whoever leaves loses what was trained: the browser asks first. */
  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.isLive && !this.#listener?.isKept) event.preventDefault();
  };

  /** `onBegun` is called after its first events. */
  async #run(
    next: Plan,
    before: Before,
    resumed: boolean,
    onBegun: () => void = () => undefined,
  ): Promise<void> {
    const generation = ++this.#generation;
    this.#enter({ type: 'starting' });
    const { task, start } = next.spec;
    let hasBegun = false;
    try {
      if (task.type === 'text') await this.#client.takeText(tokenizedText(task));
      const weights = startOf(next.spec);
      if (weights) await this.#client.takeWeights(start.weightsId, weights);
      await this.#client.start(next, before, (events) => {
        if (generation !== this.#generation) return Promise.resolve();
        this.#take(events, resumed);
        const isFirst = !hasBegun;
        hasBegun = true;
        if (isFirst) onBegun();
        return Promise.resolve();
      });
      if (generation === this.#generation && this.isLive) this.#end('failed', words.workerExited);
    } catch (error) {
      if (generation !== this.#generation) return;
      // What it was doing is unknown; the next start makes another.
      this.#client.terminate();
      if (!(error instanceof WorkerLost) || !this.#survives()) return this.#end('failed', messageOf(error));
      const { plan: last, runs } = this.state;
      const left = hasBegun && last ? { ...last, runs: runs.map(({ plan }) => plan) } : next;
      await this.#replaceWorker(left, resumed || hasBegun, error);
    }
  }

  /** Whether another worker should train on after one has ended. */
  #survives(): boolean {
    const { count, last } = this.#losses;
    const now = performance.now();
    this.#losses = { count: now - last > CALM_MS ? 1 : count + 1, last: now };
    return this.#losses.count <= MOST_LOSSES;
  }

  /** Trains what a worker that has ended left undone. */
  async #replaceWorker(left: Plan, resumed: boolean, { message }: WorkerLost): Promise<void> {
    const generation = this.#generation;
    const isPaused = this.#phase.type === 'paused';
    const isStopping = (): boolean => this.#phase.type === 'stopping';
    const report = isStopping() ? null : await this.#device.open();
    if (generation !== this.#generation || !this.isLive) return;
    if (report === null || isStopping()) return this.#end('stopped', '');
    if (report.type === 'problem') return this.#end('failed', report.problem.message);
    const { engine } = report.device;
    await this.#run(left, this.#before(left), resumed, () => {
      this.#take([{ type: 'device-recovered', lost: 'worker', message, engine, time: Date.now() }], true);
      if (isPaused) this.pause();
    });
  }

  #take(events: readonly RunEvent[], resumed: boolean): void {
    if (events.length === 0) return;
    const before = this.#phase.type;
    const { status } = this.state;
    this.#store.apply(events);
    this.#phase = phaseAfter(this.#phase, this.state.status);
    for (const event of events) {
      if (event.type === 'weights') this.#weights = new Map(this.#weights).set(event.run, event.replicas);
    }
    this.background.hear(events);
    this.speed.hear(events);
    this.#listener?.heard(events, resumed);
    if (!this.isLive) {
      clearTimeout(this.#stopTimer);
      this.#losses = noLosses;
    }
    const isNews = before !== this.#phase.type || status !== this.state.status;
    this.#renders.request(isNews ? 0 : RENDER_INTERVAL_MS[this.state.device?.engine ?? 'gpu']);
  }

  /** What was done of a plan before, as the worker needs to know it. */
  #before(next: Plan): Before {
    const ended = this.state.runs
      .filter(hasResult)
      .map(({ plan, evaluations, branchEvaluations, outcomes }) => ({
        plan,
        evaluations,
        branchEvaluations,
        outcomes,
      }));
    return { ended, resumed: this.#store.resumable(next) };
  }

  /** Ends the plan where the worker cannot say so itself. */
  #end(outcome: 'stopped' | 'failed', message: string): void {
    this.#take([{ type: 'plan-finished', outcome, message, time: Date.now() }], true);
  }

  #ask(call: Promise<void>): void {
    call.catch((error: unknown) => {
      // The call that trains hears of a lost worker too, and replaces it.
      if (!(error instanceof WorkerLost)) this.#end('failed', messageOf(error));
    });
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#host.requestUpdate();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

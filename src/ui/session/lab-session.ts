import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { InputError } from '../../base/errors.js';
import { tokenizedText } from '../../data/text/tokenized-text.js';
import type { ReplicaWeights, RunEvent } from '../../lab/records/events.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { startOf } from '../../lab/weights/given-weights.js';
import type { Law } from '../../laws/lab-laws.js';
import type { Convention } from '../../models/parameters.js';
import { plan } from '../../lab/plan/plan.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { parseExperimentSpec } from '../../lab/experiment/schema.js';
import { hasResult, LabStore } from '../../lab/records/store.js';
import type { LabState, Records, RunRecord } from '../../lab/records/record.js';
import { unitOf } from '../../data/tasks.js';
import type { TunedRun } from '../../lab/records/tuning.js';
import type { TakeTokens, WriteOptions, Writer } from '../../lab/weights/text-codec.js';
import { createLabClient, type LabClient } from '../../worker/training/client.js';
import type { DeviceReport, EngineWish } from '../../worker/training/protocol.js';
import type { Journal } from './journal.js';
import type { LazyPart } from './lazy-part.js';

/** Time between two renders while events stream in: on a processor they take time from what trains. */
const RENDER_INTERVAL_MS = { gpu: 100, cpu: 200 };
/** How long a stop may take before the worker is ended from outside. */
const STOP_PATIENCE_MS = 8000;

/** Fits laws to the session's points. */
type Analysis = LazyPart<Pick<typeof import('./analysis.lazy.js'), 'laws'>>;

/**
 * One visit to the lab: the store, the worker's client and the journal, and what follows from them. Asks its host to render at
 * most ten times a second, whatever the worker sends, and at once where the experiment begins, pauses or ends.
 */
export class LabSession implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: LabClient;
  readonly #analysis: Analysis;
  readonly #journal: Journal;
  #store = new LabStore();
  #report: DeviceReport | null = null;
  #wish: EngineWish;
  #laws: readonly Law[] = [];
  #lawsOf: LabState | null = null;
  #convention: Convention | null = null;
  #ghosts: readonly Law[] = [];
  #weights: ReadonlyMap<string, readonly ReplicaWeights[]> = new Map();
  /** Between the word to start and the plan's first event. */
  #starting = false;
  #stopping = false;
  #restored = false;
  /** A recorded run in sight: the file it came from, and what was there before. */
  #recorded: { readonly name: string; readonly before: LabStore } | null = null;
  #renderTimer = 0;
  #stopTimer = 0;
  #lastRender = 0;
  /** Counts plans; what an earlier plan still sends is not for us. */
  #generation = 0;

  constructor(
    host: ReactiveControllerHost,
    journal: Journal,
    analysis: Analysis,
    wish: EngineWish,
    client: LabClient = createLabClient(),
  ) {
    this.#host = host;
    this.#analysis = analysis;
    this.#journal = journal;
    this.#wish = wish;
    this.#client = client;
    host.addController(this);
  }

  get state(): LabState {
    return this.#store.state;
  }

  /** What the worker said of the device, null while it is being opened. */
  get report(): DeviceReport | null {
    return this.#report;
  }

  /** What was asked for to train on. */
  get wish(): EngineWish {
    return this.#wish;
  }

  /** What N counts; null for what is usual for the family. */
  set convention(convention: Convention | null) {
    this.#convention = convention;
    this.#lawsOf = null;
    this.#host.requestUpdate();
  }

  /** The laws of the present state; none before what fits them is there. */
  get laws(): readonly Law[] {
    const { part } = this.#analysis;
    if (part && this.#lawsOf !== this.state) {
      this.#lawsOf = this.state;
      this.#laws = this.state.plan ? part.laws(this.state, this.#convention) : [];
    }
    return this.#laws;
  }

  /** The laws of the experiment before. */
  get ghosts(): readonly Law[] {
    return this.#ghosts;
  }

  /** Weights of the runs that ended on this visit, by run: too large for the store and the journal. */
  get weights(): ReadonlyMap<string, readonly ReplicaWeights[]> {
    return this.#weights;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /** True while what is shown comes from the journal of an earlier visit. */
  get restored(): boolean {
    return this.#restored;
  }

  /** Name of the file whose recorded run is in sight, null for a run of one's own. */
  get recorded(): string | null {
    return this.#recorded?.name ?? null;
  }

  /** Why results cannot be kept over a reload, null if they can. */
  get journalProblem(): string | null {
    return this.#journal.problem;
  }

  /** True from the word to start until the plan has ended. */
  get isLive(): boolean {
    return this.#starting || ['compiling', 'running', 'paused'].includes(this.state.status);
  }

  /** Runs whose result is there for good. */
  get endedRuns(): readonly RunRecord[] {
    return this.state.runs.filter(hasResult);
  }

  /** True where an experiment ended before all its runs did, and there is something to keep. */
  get canGoOn(): boolean {
    const ended = this.endedRuns.length;
    return !this.isLive && !this.#recorded && ended > 0 && ended < this.state.runs.length;
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#onLeave);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#onLeave);
    clearTimeout(this.#renderTimer);
    clearTimeout(this.#stopTimer);
    this.#generation++;
    this.#client.terminate();
    this.#journal.close();
  }

  /** Opens a device, again after something was done about a problem, or another where something else is wished. */
  async open(wish = this.#wish): Promise<void> {
    // A worker keeps what it opened.
    if (wish !== this.#wish) this.#client.terminate();
    this.#wish = wish;
    this.#report = null;
    this.#host.requestUpdate();
    try {
      this.#report = await this.#client.open(wish);
    } catch (error) {
      this.#client.terminate();
      this.#report = { type: 'problem', problem: { type: 'device-failed', message: messageOf(error) } };
    }
    this.#host.requestUpdate();
  }

  /** Loads what an experiment needs, ahead of the first start. */
  prepare(): void {
    void this.#analysis.want();
    // Whoever starts hears why the worker cannot be loaded.
    if (this.#report?.type === 'ready') this.#client.prepare().catch(() => undefined);
  }

  /** Brings back the experiment of an earlier visit, if there was one. Resolves to its spec. */
  async restore(): Promise<ExperimentSpec | null> {
    const events = await this.#journal.load();
    if (events.length === 0) return null;
    const analysis = await this.#analysis.want();
    if (this.isLive) return null;
    const store = new LabStore();
    let spec: ExperimentSpec;
    try {
      store.apply(events.map(withParsedSpec));
      spec = parseExperimentSpec(store.state.plan?.spec, { withoutGiven: true });
      analysis?.laws(store.state);
    } catch (error) {
      // The text may be given again.
      if (error instanceof InputError && error.field === 'task.textId') return null;
      // Another version of the page kept it, and in a way that this one cannot read.
      await this.#journal.clear();
      return null;
    }
    if (store.state.runs.some(hasResult)) {
      this.#store = store;
      if (this.isLive) this.#end('stopped', '');
      this.#restored = true;
    }
    this.#host.requestUpdate();
    return spec;
  }

  /**
   * Starts an experiment, unless one is under way; the laws of the last one stay as ghosts. Throws InputError if the spec cannot
   * be planned.
   */
  start(spec: ExperimentSpec): void {
    if (this.isLive) return;
    const next = plan(spec);
    this.#ghosts = this.#ghostsFor(next);
    this.#store = new LabStore();
    this.#weights = new Map();
    void this.#run(next, []);
  }

  /** Trains what a plan adds to the experiment at hand, whose finished runs stay. Nothing happens while one is under way. */
  extend(next: Plan): void {
    if (!this.isLive) void this.#run(next, this.endedRuns.map(tunedRun));
  }

  /** Trains what the last experiment left undone. */
  async goOn(): Promise<void> {
    const { plan: last, runs } = this.state;
    if (!last || !this.canGoOn) return;
    const ended = this.endedRuns.map(tunedRun);
    this.#starting = true;
    // A lost device is gone for good; the worker opens another.
    await this.open();
    if (this.#report?.type === 'ready')
      await this.#run({ ...last, runs: runs.map((run) => run.plan) }, ended);
    else this.#starting = false;
  }

  /** Shows what a file recorded in place of the experiment at hand, which `closeRecorded` brings back. Not while one is under way. */
  showRecorded(name: string, records: Records): void {
    if (this.isLive) return;
    const store = new LabStore();
    store.restore(records);
    this.#recorded = { name, before: this.#recorded?.before ?? this.#store };
    this.#store = store;
    void this.#analysis.want();
    this.#host.requestUpdate();
  }

  closeRecorded(): void {
    if (!this.#recorded) return;
    this.#store = this.#recorded.before;
    this.#recorded = null;
    this.#host.requestUpdate();
  }

  /** Forgets the experiment of the earlier visit. */
  async discard(): Promise<void> {
    this.#store = new LabStore();
    this.#weights = new Map();
    this.#restored = false;
    this.#host.requestUpdate();
    await this.#journal.clear();
  }

  pause(): void {
    this.#tell(this.#client.pause());
  }

  resume(): void {
    this.#tell(this.#client.resume());
  }

  skip(run: string): void {
    this.#tell(this.#client.skip(run));
  }

  /** Writes on after a prompt, also while others train; `take` is given a few tokens at a time. Rejects where there is no device. */
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void> {
    return this.#client.write(writer, prompt, options, take);
  }

  /** Log probability in nats of each token of a text but the first, as `write`. */
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array> {
    return this.#client.logProbabilities(writer, text);
  }

  stop(): void {
    this.#stopping = true;
    this.#host.requestUpdate();
    this.#tell(this.#client.stop());
    this.#stopTimer = window.setTimeout(() => {
      this.#generation++;
      this.#client.terminate();
      this.#end('stopped', 'The worker did not answer and was ended.');
    }, STOP_PATIENCE_MS);
  }

  /** What was fitted last, where its losses can be compared: losses in another unit have no place on its axis. */
  #ghostsFor({ spec }: Plan): readonly Law[] {
    const last = this.state.plan?.spec ?? spec;
    if (unitOf(last.task) !== unitOf(spec.task)) return [];
    const fitted = this.laws.filter(({ fit }) => fit.type === 'fit');
    return fitted.length > 0 ? fitted : this.#ghosts;
  }

  /** All sizes end together, so whoever leaves early loses most of what was trained: the browser asks first. */
  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.isLive) event.preventDefault();
  };

  async #run(next: Plan, endedRuns: readonly TunedRun[]): Promise<void> {
    const generation = ++this.#generation;
    void this.#analysis.want();
    this.#starting = true;
    this.#restored = false;
    // The journal knows nothing of a recorded run: what is added to one begins an entry of its own.
    const resumed = endedRuns.length > 0 && this.#recorded === null;
    this.#recorded = null;
    const { task, start } = next.spec;
    try {
      if (task.type === 'text') await this.#client.takeText(tokenizedText(task));
      const weights = startOf(next.spec);
      if (weights) await this.#client.takeWeights(start.weightsId, weights);
      await this.#client.start(next, endedRuns, (events) => {
        if (generation === this.#generation) this.#take(events, resumed);
        return Promise.resolve();
      });
      if (generation === this.#generation && this.isLive)
        this.#end('failed', 'The worker ended without a word.');
    } catch (error) {
      if (generation !== this.#generation) return;
      // What it was doing is unknown; the next start makes another.
      this.#client.terminate();
      this.#end('failed', messageOf(error));
    }
  }

  #take(events: readonly RunEvent[], resumed: boolean): void {
    const wasStarting = this.#starting;
    const { status } = this.state;
    this.#starting = false;
    this.#store.apply(events);
    for (const event of events) {
      if (event.type === 'weights') this.#weights = new Map(this.#weights).set(event.run, event.replicas);
    }
    void this.#journal.append(events, resumed);
    if (!this.isLive) {
      this.#stopping = false;
      clearTimeout(this.#stopTimer);
    }
    this.#scheduleRender(wasStarting || this.state.status !== status);
  }

  /** Ends the plan where the worker cannot say so itself. */
  #end(outcome: 'stopped' | 'failed', message: string): void {
    this.#take([{ type: 'plan-finished', outcome, message, time: Date.now() }], true);
  }

  #tell(call: Promise<void>): void {
    call.catch((error: unknown) => this.#end('failed', messageOf(error)));
  }

  #scheduleRender(atOnce: boolean): void {
    if (this.#renderTimer !== 0 && !atOnce) return;
    clearTimeout(this.#renderTimer);
    const interval = atOnce ? 0 : RENDER_INTERVAL_MS[this.state.device?.engine ?? 'gpu'];
    const wait = Math.max(0, this.#lastRender + interval - performance.now());
    this.#renderTimer = window.setTimeout(() => {
      this.#renderTimer = 0;
      this.#lastRender = performance.now();
      this.#host.requestUpdate();
    }, wait);
  }
}

/** What was kept goes through the one door for specs, which knows those of earlier versions. */
function withParsedSpec(event: RunEvent): RunEvent {
  if (event.type !== 'plan-started') return event;
  const spec = parseExperimentSpec(event.plan.spec, { withoutGiven: true });
  return { ...event, plan: { ...event.plan, spec } };
}

/** What of a record the worker wants to know. */
function tunedRun({ plan, evaluations, branchEvaluations, outcomes }: RunRecord): TunedRun {
  return { plan, evaluations, branchEvaluations, outcomes };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

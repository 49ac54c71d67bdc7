import { InputError } from '../../base/errors.js';
import { unitOf } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { ChallengePart } from '../../lab/library/entry.js';
import { hasResult, LabStore } from '../../lab/records/store.js';
import type { Records } from '../../lab/records/record.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { Library } from '../library/library.js';
import { tabStore } from '../parts/storage.js';
import type { LawsInSight } from './laws-in-sight.js';
import type { Session, SessionListener } from './session.js';

/** Where a tab keeps the id of its experiment over a reload; each tab has its own. */
const IN_SIGHT = 'scaling-lab-entry';

/**
 * What came before the experiment in sight: those of the library, to which it also writes; recorded runs from files; and the laws of
 * the experiment before, as ghosts.
 */
export class History implements SessionListener {
  readonly #session: Session;
  readonly #library: Library;
  readonly #laws: LawsInSight;
  /** The library's entry of the experiment in sight, null where it has none. */
  #entry: string | null = null;
  #ghosts: readonly Law[] = [];
  /** What the experiment that was started last is of a challenge, null for nothing. */
  #challenge: ChallengePart | null = null;
  /** The same of one that is about to start. */
  #startsFor: ChallengePart | null = null;

  constructor(session: Session, library: Library, laws: LawsInSight) {
    this.#session = session;
    this.#library = library;
    this.#laws = laws;
    session.listener = this;
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  /** The laws of the experiment before. */
  get ghosts(): readonly Law[] {
    return this.#ghosts;
  }

  /** Why experiments are not kept now, null while they are. */
  get problem(): string | null {
    return this.#library.problem;
  }

  get isKept(): boolean {
    return this.#library.problem === null;
  }

  /** Id of the experiment in sight in the library, null where it is not there. */
  get entry(): string | null {
    return this.#entry;
  }

  /** Starts an experiment of a challenge, unless one is under way. */
  startFor(challenge: ChallengePart, next: Plan): void {
    if (this.#session.isLive) return;
    this.#startsFor = challenge;
    this.#session.start(next);
  }

  starting(next: Plan, isNew: boolean): void {
    void this.#laws.load();
    this.#challenge = this.#startsFor;
    this.#startsFor = null;
    if (isNew) this.#ghosts = this.#ghostsFor(next);
  }

  /** No other tab goes on with the same experiment. */
  mayGoOn(): Promise<boolean> {
    return this.#entry === null ? Promise.resolve(true) : this.#library.claim(this.#entry);
  }

  heard(events: readonly RunEvent[], resumed: boolean): void {
    const [first] = events;
    if (first?.type === 'plan-started' && (!resumed || this.#entry === null)) {
      this.#inSight(this.#library.begin(first.plan.spec, this.#challenge));
    }
    if (this.#entry !== null) this.#library.append(this.#entry, events);
  }

  /**
   * Brings back the experiment that this tab had in sight, or else the last one that no other tab trains, unless one was started since.
   * Resolves to its spec, null where there is none or it cannot be read.
   */
  async restore(): Promise<ExperimentSpec | null> {
    await this.#library.settle();
    const entries = await this.#library.list();
    const own = tabStore.getItem(IN_SIGHT);
    const last = entries.find(({ id }) => id === own) ?? entries.at(0);
    if (!last) return null;
    const isFree = await this.#library.isFree(last.id);
    const held = await this.#library.held();
    const entry = isFree ? last : entries.find(({ id }) => !held.has(id));
    if (!entry) return null;
    try {
      return await this.#open(entry.id, () => this.#session.phase.type === 'idle');
    } catch (error) {
      // Its text may be given again, or a later version of the page may read it: it stays in the library.
      if (error instanceof InputError) return null;
      throw error;
    }
  }

  /** Puts an experiment of the library in sight; resolves to its spec. Not while one is under way. Throws InputError where it cannot be read. */
  async open(id: string): Promise<ExperimentSpec | null> {
    return this.#open(id, () => !this.#session.isLive);
  }

  /** Takes the experiment in sight from the library; it can be brought back there. */
  async discard(): Promise<void> {
    const id = this.#entry;
    this.#session.show({ store: new LabStore(), phase: { type: 'idle' }, weights: new Map() });
    this.#inSight(null);
    if (id !== null) await this.#library.delete(id);
  }

  /** Leaves what was cut short as it is: it is not offered any more to go on with it. */
  keep(): void {
    const { inSight } = this.#session;
    if (inSight.phase.type === 'restored') this.#session.show({ ...inSight, phase: { type: 'kept' } });
  }

  /** Shows what a file recorded in place of the experiment in sight, which `closeRecorded` brings back. Not while one is under way. */
  showRecorded(name: string, records: Records): void {
    if (this.#session.isLive) return;
    const { inSight } = this.#session;
    const behind = inSight.phase.type === 'recorded' ? inSight.phase.behind : inSight;
    const store = new LabStore();
    store.restore(records);
    this.#session.show({ store, phase: { type: 'recorded', name, behind }, weights: new Map() });
    void this.#laws.load();
  }

  closeRecorded(): void {
    const { phase } = this.#session;
    if (phase.type === 'recorded') this.#session.show(phase.behind);
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.#library.close();
  }

  /** `isWanted`: nothing else has been put in sight since. */
  async #open(id: string, isWanted: () => boolean): Promise<ExperimentSpec | null> {
    const events = await this.#library.open(id);
    const store = new LabStore();
    store.apply(events ?? []);
    const { plan, runs, status } = store.state;
    if (!plan) return null;
    const analysis = await this.#laws.load();
    if (!isWanted()) return null;
    analysis?.laws(store.state);
    // Events do not say how what was cut short has ended.
    const isOver = ['finished', 'stopped', 'device-lost', 'failed'].includes(status);
    if (!isOver) store.apply([{ type: 'plan-finished', outcome: 'stopped', message: '', time: Date.now() }]);
    if (runs.some((run) => hasResult(run) || run.step > 0)) {
      const ended = (events ?? []).filter((event) => event.type === 'weights');
      const weights = new Map(ended.map((event) => [event.run, event.replicas]));
      this.#session.show({ store, phase: { type: 'restored' }, weights });
      this.#inSight(id);
    }
    return plan.spec;
  }

  #inSight(id: string | null): void {
    this.#entry = id;
    if (id === null) tabStore.removeItem(IN_SIGHT);
    else tabStore.setItem(IN_SIGHT, id);
  }

  /** A page that is hidden may be ended at any time, without a word. */
  readonly #onHidden = (): void => {
    if (document.visibilityState !== 'hidden') return;
    this.#session.checkpoint();
    void this.#library.flush();
  };

  /** What was fitted last, where its losses can be compared: losses in another unit have no place on its axis. */
  #ghostsFor({ spec }: Plan): readonly Law[] {
    const { state } = this.#session;
    const last = state.plan?.spec ?? spec;
    if (unitOf(last.task) !== unitOf(spec.task)) return [];
    const fitted = this.#laws.of(state).filter(({ fit }) => fit.type === 'fit');
    return fitted.length > 0 ? fitted : this.#ghosts;
  }
}

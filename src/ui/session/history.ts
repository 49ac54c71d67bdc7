import { InputError } from '../../base/errors.js';
import { unitOf } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { RunEvent } from '../../lab/records/events.js';
import { hasResult, LabStore } from '../../lab/records/store.js';
import type { Records } from '../../lab/records/record.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { Journal } from './journal.js';
import type { LawsInSight } from './laws-in-sight.js';
import type { Session, SessionListener } from './session.js';

/**
 * What came before the experiment in sight: the one of an earlier visit, from the journal, which it also writes; recorded runs from
 * files; and the laws of the experiment before, as ghosts.
 */
export class History implements SessionListener {
  readonly #session: Session;
  readonly #journal: Journal;
  readonly #laws: LawsInSight;
  #ghosts: readonly Law[] = [];

  constructor(session: Session, journal: Journal, laws: LawsInSight) {
    this.#session = session;
    this.#journal = journal;
    this.#laws = laws;
    session.listener = this;
  }

  /** The laws of the experiment before. */
  get ghosts(): readonly Law[] {
    return this.#ghosts;
  }

  /** Why results cannot be kept over a reload, null if they can. */
  get problem(): string | null {
    return this.#journal.problem;
  }

  starting(next: Plan, isNew: boolean): void {
    void this.#laws.load();
    if (isNew) this.#ghosts = this.#ghostsFor(next);
  }

  heard(events: readonly RunEvent[], resumed: boolean): void {
    void this.#journal.append(events, resumed);
  }

  /**
   * Brings back the experiment of an earlier visit, if there was one and none was started since. Resolves to its spec. What cannot
   * be read is forgotten.
   */
  async restore(): Promise<ExperimentSpec | null> {
    const events = await this.#journal.load();
    if (events.length === 0) return null;
    const analysis = await this.#laws.load();
    if (this.#session.phase.type !== 'idle') return null;
    const store = new LabStore();
    let spec: ExperimentSpec;
    try {
      store.apply(events.map(withParsedSpec));
      if (!store.state.plan) throw new Error('expected the journal to begin with a plan');
      ({ spec } = store.state.plan);
      analysis?.laws(store.state);
    } catch (error) {
      // The text may be given again.
      if (error instanceof InputError && error.field === 'task.textId') return null;
      // Another version of the page kept it, and in a way that this one cannot read.
      await this.#journal.clear();
      return null;
    }
    if (store.state.runs.some(hasResult)) {
      // The journal does not hold the end of what was cut short.
      if (store.state.status !== 'finished') {
        store.apply([{ type: 'plan-finished', outcome: 'stopped', message: '', time: Date.now() }]);
      }
      this.#session.show({ store, phase: { type: 'restored' } });
    }
    return spec;
  }

  /** Forgets the experiment of the earlier visit. */
  async discard(): Promise<void> {
    this.#session.show({ store: new LabStore(), phase: { type: 'idle' } });
    await this.#journal.clear();
  }

  /** Shows what a file recorded in place of the experiment in sight, which `closeRecorded` brings back. Not while one is under way. */
  showRecorded(name: string, records: Records): void {
    if (this.#session.isLive) return;
    const { inSight } = this.#session;
    const behind = inSight.phase.type === 'recorded' ? inSight.phase.behind : inSight;
    const store = new LabStore();
    store.restore(records);
    this.#session.show({ store, phase: { type: 'recorded', name, behind } });
    void this.#laws.load();
  }

  closeRecorded(): void {
    const { phase } = this.#session;
    if (phase.type === 'recorded') this.#session.show(phase.behind);
  }

  close(): void {
    this.#journal.close();
  }

  /** What was fitted last, where its losses can be compared: losses in another unit have no place on its axis. */
  #ghostsFor({ spec }: Plan): readonly Law[] {
    const { state } = this.#session;
    const last = state.plan?.spec ?? spec;
    if (unitOf(last.task) !== unitOf(spec.task)) return [];
    const fitted = this.#laws.of(state).filter(({ fit }) => fit.type === 'fit');
    return fitted.length > 0 ? fitted : this.#ghosts;
  }
}

/** Specs that were kept are checked like any other; the check knows those of earlier versions. */
function withParsedSpec(event: RunEvent): RunEvent {
  if (event.type !== 'plan-started') return event;
  const { spec } = readExperiment(event.plan.spec, { withoutGiven: true });
  return { ...event, plan: { ...event.plan, spec } };
}

// An append-only journal of the experiment at hand in IndexedDB, so that finished runs survive a reload. A run's events are
// written in one transaction when it ends: what is there is whole. Storage may be missing, private or full; then the page works
// on and `problem` says so.

import type { IDBPDatabase } from 'idb';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import type { RunEvent } from '../../lab/records/events.js';
import { currentPlan, currentRun } from '../../lab/experiment/old-names.js';
import { StoredList } from './stored-list.js';

const DATABASE = 'scaling-lab';
const EVENTS = 'events';

/** What one transaction writes. All tabs write to one journal; `plan` tells whose experiment the events are of. */
interface Entry {
  readonly plan: string;
  readonly events: readonly RunEvent[];
}

export class Journal {
  readonly #list: StoredList<Entry>;
  /** Names this page's experiment in the journal. */
  #plan = '';
  /** Events of runs that have not ended. */
  #pending = new Map<string, RunEvent[]>();
  #queue: Promise<void> = Promise.resolve();

  constructor(name = DATABASE, open?: () => Promise<IDBPDatabase>) {
    this.#list = new StoredList(name, EVENTS, open);
  }

  /** Why nothing can be kept, null while all is well. */
  get problem(): string | null {
    return this.#list.problem;
  }

  /** All events of the experiment that was started last, in order; none if there was none or it cannot be read. */
  async load(): Promise<RunEvent[]> {
    const entries = await this.#list.load();
    // A start clears the journal, so the first entry is its own; another tab may have written behind it.
    const last = entries.at(0)?.plan ?? '';
    // An experiment that was started while this was read keeps its name.
    if (this.#plan === '') this.#plan = last;
    return entries
      .filter(({ plan }) => plan === last)
      .flatMap(({ events }) => events)
      .map(currentEvent);
  }

  /** Takes events as they come. A new plan forgets the one before, unless `resumed` says it goes on. Resolves when written. */
  append(events: readonly RunEvent[], resumed = false): Promise<void> {
    for (const event of events) this.#take(event, resumed);
    return this.#queue;
  }

  /** Forgets the experiment. */
  clear(): Promise<void> {
    this.#pending.clear();
    this.#write((list) => list.replace([]));
    return this.#queue;
  }

  close(): void {
    this.#list.close();
  }

  #take(event: RunEvent, resumed: boolean): void {
    switch (event.type) {
      case 'plan-started':
        this.#pending.clear();
        if (!resumed) this.#plan = crypto.randomUUID();
        this.#add([event], !resumed);
        return;
      case 'device-checked':
      case 'run-added':
        this.#add([event]);
        return;
      case 'plan-finished':
        // Any other end leaves runs to go on with.
        if (event.outcome === 'finished') this.#add([event]);
        return;
      case 'run-started':
        this.#pending.set(event.run, [event]);
        return;
      case 'losses':
      case 'evaluation':
      case 'sample':
        this.#pending.get(event.run)?.push(event);
        return;
      case 'run-finished': {
        const whole = [...(this.#pending.get(event.run) ?? []), event];
        this.#pending.delete(event.run);
        // A run that was cut short is worth nothing after a reload: it trains again.
        if (event.outcomes.includes('stopped')) return;
        this.#add(whole);
        return;
      }
    }
  }

  #add(events: readonly RunEvent[], anew = false): void {
    const entry: Entry = { plan: this.#plan, events };
    this.#write((list) => (anew ? list.replace([entry]) : list.add(entry)));
  }

  /** One after another, so that a plan's start comes before its runs. */
  #write(change: (list: StoredList<Entry>) => Promise<void>): void {
    this.#queue = this.#queue.then(() => change(this.#list));
  }
}

/** An event that an earlier version of the page may have written, under the present names. */
function currentEvent(event: RunEvent): RunEvent {
  if (event.type === 'plan-started') return { ...event, plan: currentPlan(event.plan) };
  return event.type === 'run-added' ? { ...event, run: currentRun(event.run) as RunPlan } : event;
}

// Every experiment that was started in this browser, in any tab. Events are written about once a second and at once where something
// ends; what could not be written stays in memory and is tried again, while training goes on.

import { lasts } from '../../lab/journal/lasts.js';
import { replacedBy, withoutReplaced } from '../../lab/journal/replaced.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { newEntry, withEvents, type ChallengePart, type LibraryEntry } from '../../lab/library/entry.js';
import { Connection, type Keep } from './connection.js';
import type { LibraryTexts } from './library-texts.js';
import { Locks } from './locks.js';

/** Events wait this long to be written together. */
const WRITE_MS = 1000;
/** What could not be written is tried again after this time. */
const RETRY_MS = 5000;
/** Weights of one experiment that are kept, in bytes: all of a preset's models take less. */
const WEIGHT_BYTES = 2 ** 26;
/** A tab that was closed lets go of its experiment within this time. */
const CLOSING_MS = 2000;
/** Deleted entries can be brought back until the page is opened this much later. */
const UNDO_MS = 24 * 3600 * 1000;

export interface LibraryOptions {
  /** Of its database. */
  readonly name?: string;
  /** Of the database in which versions before the library kept the last experiment. */
  readonly oldName?: string;
  /** Loads the code that reads and writes it. */
  readonly load?: () => Promise<Keep>;
}

/** Room for this page, in bytes; null where the browser does not say. */
export interface Usage {
  readonly used: number;
  readonly quota: number;
}

/** A file of experiments, and the names of their texts that are not in it. */
export interface Exported {
  readonly file: Blob;
  readonly missing: readonly string[];
}

/** What was added of a file of experiments. */
export interface Imported {
  /** How many were added of those in the file; null where they cannot be kept. */
  readonly added: number | null;
  readonly total: number;
  /** Why the experiments or their texts cannot be kept; null where they are. */
  readonly problem: string | null;
}

/** What an entry has that is not written yet. */
interface Unwritten {
  entry: LibraryEntry;
  events: RunEvent[];
}

/** The experiment that this tab has open, whole: a browser may clear its storage under the page. */
interface OpenExperiment {
  readonly id: string;
  events: readonly RunEvent[];
  /** It was in the database. */
  isKept: boolean;
  /** This tab has trained it: no other knows more of it. */
  isOwn: boolean;
}

export class Library extends EventTarget {
  /** Where the texts of experiments are kept, for files; null where files have none. */
  texts: LibraryTexts | null = null;
  readonly #name: string;
  readonly #oldName: string;
  /** Null where the browser has none: then tabs do not hear of each other. */
  readonly #channel: BroadcastChannel | null;
  readonly #locks: Locks;
  readonly #connection: Connection;
  /** Entries that this tab writes, as they are now. Those that have ended are forgotten when another begins. */
  readonly #entries = new Map<string, LibraryEntry>();
  readonly #unwritten = new Map<string, Unwritten>();
  #open: OpenExperiment | null = null;
  /** The connection has ended since the last write, and with it perhaps what was kept. */
  #wasClosed = false;
  #wasCleared = false;
  #isClosed = false;
  #writing: Promise<void> | null = null;
  #timer = 0;

  /** Fires `change` when what it holds has changed. */
  constructor({
    name = 'scaling-lab-library',
    oldName = 'scaling-lab',
    load = () => import('./keep.lazy.js'),
  }: LibraryOptions = {}) {
    super();
    this.#name = name;
    this.#oldName = oldName;
    this.#connection = new Connection(name, load, {
      changed: () => this.dispatchEvent(new Event('change')),
      closed: () => {
        this.#wasClosed = true;
        this.#schedule(WRITE_MS);
      },
    });
    // Whoever asked before that which experiments are held saw it still held.
    this.#locks = new Locks(name, () => this.#changed());
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : null;
    if (this.#channel) this.#channel.onmessage = () => this.dispatchEvent(new Event('change'));
  }

  /** Of its database; what else is kept about its entries is named after it. */
  get name(): string {
    return this.#name;
  }

  /** Why experiments are not kept now, null while they are. */
  get problem(): string | null {
    return this.#connection.problem;
  }

  /** Whether what was kept has been deleted under this page, but for what it had open. */
  get wasCleared(): boolean {
    return this.#wasCleared;
  }

  /** Adds the experiment of a spec that starts now, perhaps for a challenge, and returns its id. Other tabs cannot write to it until this one ends it. */
  begin(spec: ExperimentSpec, challenge: ChallengePart | null = null): string {
    for (const [ended, { outcome }] of this.#entries) if (outcome !== null) this.#entries.delete(ended);
    const id = crypto.randomUUID();
    const entry = newEntry(id, spec, Date.now());
    this.#entries.set(id, challenge ? { ...entry, challenge } : entry);
    this.#open = { id, events: [], isKept: false, isOwn: true };
    void this.#locks.hold(id);
    // Without it a browser may delete what is kept when a disk runs full.
    navigator.storage?.persist?.().catch(() => undefined);
    return id;
  }

  /** Whether an experiment can be gone on with here: not where another tab does. Until it ends no other tab can. */
  claim(id: string): Promise<boolean> {
    return this.#locks.hold(id);
  }

  /** Takes events of an experiment as they come. */
  append(id: string, events: readonly RunEvent[]): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const changed = withEvents(entry, events, Date.now());
    let { weightBytes } = changed;
    const kept = events.filter((event) => {
      const bytes = bytesOfWeights(event);
      if (!lasts(event) || weightBytes + bytes > WEIGHT_BYTES) return false;
      weightBytes += bytes;
      return true;
    });
    const next = { ...changed, weightBytes };
    this.#entries.set(id, next);
    this.#extendOpen(id, kept);
    const before = this.#unwritten.get(id)?.events ?? [];
    this.#unwritten.set(id, { entry: next, events: [...before, ...kept] });
    if (events.some(({ type }) => type === 'plan-finished')) this.#locks.release(id);
    const isUrgent = kept.some(({ type }) => urgent.has(type));
    this.#schedule(isUrgent ? 0 : WRITE_MS);
  }

  /** Writes what is not written yet. Resolves once it is tried. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = 0;
    while (this.#writing) await this.#writing;
    if (this.#unwritten.size > 0 || this.#wasClosed) await this.#write();
  }

  /** All entries that were not deleted, the newest first; none where they cannot be read. */
  async list(): Promise<readonly LibraryEntry[]> {
    const entries = await this.#connection.attempt((database, { readEntries }) => readEntries(database));
    return (entries ?? []).filter(({ deleted }) => deleted === null);
  }

  /** An entry; null where it is not there, or was deleted. */
  async entry(id: string): Promise<LibraryEntry | null> {
    const entry = await this.#connection.attempt((database, { readEntry }) => readEntry(database, id));
    return entry?.deleted === null ? entry : null;
  }

  /** Whether no tab trains an entry; waits a moment for a tab that is being closed. */
  isFree(id: string): Promise<boolean> {
    return this.#locks.isFree(id, CLOSING_MS);
  }

  /** Ids of the entries that are trained now, in any tab. */
  held(): Promise<ReadonlySet<string>> {
    return this.#locks.held();
  }

  /** The events of an entry, which may be appended to from now on; null where it cannot be read. Throws InputError for a spec that cannot be. */
  async open(id: string): Promise<readonly RunEvent[] | null> {
    await this.flush();
    const found = await this.#connection.attempt(async (database, { readEntries, readEvents }) => {
      const entry = (await readEntries(database)).find((other) => other.id === id);
      return entry ? { entry, events: await readEvents(database, id) } : null;
    });
    if (!found) return null;
    this.#entries.set(id, found.entry);
    this.#open = { id, events: found.events, isKept: true, isOwn: false };
    return found.events;
  }

  /** The events of an entry, to look at; null where it cannot be read. Throws as `open` does. */
  async read(id: string): Promise<readonly RunEvent[] | null> {
    await this.flush();
    return this.#connection.attempt((database, { readEvents }) => readEvents(database, id));
  }

  rename(id: string, name: string): Promise<void> {
    return this.#change(id, { name });
  }

  note(id: string, note: string): Promise<void> {
    return this.#change(id, { note });
  }

  /** Leaves what was cut short as it is: it is not offered any more to go on with it. */
  accept(id: string): Promise<void> {
    return this.#change(id, { accepted: true });
  }

  /** Takes an entry from the list; `undelete` brings it back, for a day at least. */
  delete(id: string): Promise<void> {
    if (this.#open?.id === id) this.#open = null;
    return this.#change(id, { deleted: Date.now() });
  }

  undelete(id: string): Promise<void> {
    return this.#change(id, { deleted: null });
  }

  /** All experiments as one file, or those of `ids`, with their texts; null where they cannot be read. */
  async exportAll(ids: ReadonlySet<string> | null = null): Promise<Exported | null> {
    await this.flush();
    return this.#connection.attempt(async (database, { libraryFile, readAll, textsFor }) => {
      const experiments = await readAll(database, ids);
      const { texts, missing } = await textsFor(experiments, this.texts);
      const parts = libraryFile({ experiments, texts });
      return { file: new Blob(parts, { type: 'application/octet-stream' }), missing };
    });
  }

  /** Adds the experiments of such a file that are not here. Throws InputError where the file cannot be read; then none is added. */
  async importAll(bytes: Uint8Array<ArrayBuffer>): Promise<Imported> {
    const { experiments, texts } = (await this.#connection.code()).readLibraryFile(bytes);
    const added = await this.#connection.attempt((database, { addAll }) => addAll(database, experiments));
    const problem = texts.length > 0 ? ((await this.texts?.add(texts)) ?? null) : null;
    this.#changed();
    return { added, total: experiments.length, problem: this.problem ?? problem };
  }

  /** Null where the browser does not say. */
  async usage(): Promise<Usage | null> {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { used: usage, quota };
  }

  /** Brings in what a version before the library kept, and forgets what was deleted long ago. */
  async settle(): Promise<void> {
    await this.#connection.attempt(async (database, { readEntries, readOldJournal, removeEntries }) => {
      const entries = await readEntries(database);
      const isOver = ({ deleted }: LibraryEntry): boolean =>
        deleted !== null && deleted < Date.now() - UNDO_MS;
      const over = entries.filter(isOver).map(({ id }) => id);
      if (over.length > 0) await removeEntries(database, over);
      const { events, forget } = await readOldJournal(this.#oldName);
      const [first] = events;
      if (first?.type === 'plan-started') {
        const id = crypto.randomUUID();
        this.#entries.set(id, newEntry(id, first.plan.spec, first.time));
        this.append(id, events);
        await this.flush();
      }
      if (this.problem === null) await forget();
    });
  }

  /** Ends what this tab holds. What is not written is tried once more. */
  close(): void {
    void this.flush().then(async () => {
      clearTimeout(this.#timer);
      this.#isClosed = true;
      this.#channel?.close();
      await this.#connection.close();
    });
    this.#locks.releaseAll();
  }

  async #change(id: string, fields: Partial<LibraryEntry>): Promise<void> {
    const own = this.#entries.get(id);
    if (own) this.#entries.set(id, { ...own, ...fields });
    const waiting = this.#unwritten.get(id);
    if (waiting) waiting.entry = { ...waiting.entry, ...fields };
    await this.#connection.attempt((database, { changeEntry }) =>
      changeEntry(database, id, (entry) => ({ ...entry, ...fields })),
    );
    this.#changed();
  }

  #schedule(milliseconds: number): void {
    if (this.#timer !== 0 && milliseconds > 0) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.flush(), milliseconds);
  }

  /** One transaction for all that waits. */
  #write(): Promise<void> {
    const batch = [...this.#unwritten.values()];
    this.#unwritten.clear();
    const open = this.#open;
    const all = open && { entry: this.#entries.get(open.id)!, events: open.events };
    this.#writing = this.#connection
      .attempt(async (database, { hasEntry, write }) => {
        const isMissing = open?.isKept && !(await hasEntry(database, open.id));
        // A tab that only shows it may have written what it knew of it.
        const isLost = isMissing || (this.#wasClosed && open?.isKept && open.isOwn);
        const rest = isLost ? batch.filter(({ entry }) => entry.id !== open.id) : batch;
        const whole = open?.isOwn ? 'replace' : 'if-missing';
        await write(database, isLost ? [{ ...all!, whole }, ...rest] : batch);
        this.#wasClosed = false;
        if (isMissing) this.#wasCleared = true;
        if (open && (isLost || batch.some(({ entry }) => entry.id === open.id))) open.isKept = true;
        this.#connection.isBehind = false;
        return true;
      })
      .then((isWritten) => {
        this.#writing = null;
        if (isWritten) return this.#changed();
        this.#connection.isBehind = true;
        for (const { entry, events } of batch) this.#putBack(entry, events);
        this.#schedule(RETRY_MS);
      });
    return this.#writing;
  }

  #extendOpen(id: string, events: readonly RunEvent[]): void {
    if (this.#open?.id !== id) return;
    this.#open.isOwn = true;
    const all = [...this.#open.events, ...events];
    this.#open.events = events.some((event) => replacedBy(event).length > 0) ? withoutReplaced(all) : all;
  }

  /** Events that could not be written, before those that came since. */
  #putBack(entry: LibraryEntry, events: readonly RunEvent[]): void {
    const since = this.#unwritten.get(entry.id);
    const all = [...events, ...(since?.events ?? [])];
    // While nothing can be written, checkpoints would fill the memory.
    this.#unwritten.set(entry.id, { entry: since?.entry ?? entry, events: withoutReplaced(all) });
  }

  #changed(): void {
    // A lock comes back a moment after the library was closed.
    if (this.#isClosed) return;
    this.dispatchEvent(new Event('change'));
    this.#channel?.postMessage(null);
  }
}

/** Events that are written at once: a crash just after them should cost nothing. */
const urgent: ReadonlySet<RunEvent['type']> = new Set([
  'plan-started',
  'checkpoint',
  'run-finished',
  'plan-finished',
]);

function bytesOfWeights(event: RunEvent): number {
  if (event.type !== 'weights') return 0;
  const tensors = event.replicas.flatMap(({ parameters }) => [...parameters.values()]);
  return tensors.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

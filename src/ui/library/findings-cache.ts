// What the experiments of the library found, in brief. It is made from an experiment's events when it is first asked for, and kept in a
// database of its own until the experiment changes: so entries that came from a file or an earlier version have it too, nothing of the
// training waits for a fit, and a lost cache costs a moment of work.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { InputError } from '../../base/errors.js';
import type { LibraryEntry } from '../../lab/library/entry.js';
import { LabStore } from '../../lab/records/store.js';
import { findingsOf, FINDINGS_VERSION, type Findings } from '../../laws/compare/findings.js';
import type { Library } from './library.js';

interface Row {
  readonly id: string;
  readonly version: number;
  /** Of the entry that it was made from. */
  readonly updated: number;
  readonly findings: Findings | null;
}

interface Schema extends DBSchema {
  findings: { key: string; value: Row };
}

export class FindingsCache {
  readonly #library: Library;
  readonly #rows = new Map<string, Row>();
  #database: Promise<IDBPDatabase<Schema> | null> | null = null;
  /** Experiments are read one after another: one can have megabytes of weights. */
  #queue: Promise<unknown> = Promise.resolve();
  #made = 0;

  constructor(library: Library) {
    this.#library = library;
  }

  /** How many were made from events, not found. */
  get made(): number {
    return this.#made;
  }

  /** What is there already, without any work; undefined where it is to be made. */
  known(entry: LibraryEntry): Findings | null | undefined {
    const row = this.#rows.get(entry.id);
    return row && isOf(row, entry) ? row.findings : undefined;
  }

  /** What an experiment found by now; null where it cannot be read. */
  async of(entry: LibraryEntry): Promise<Findings | null> {
    await this.#open();
    const known = this.known(entry);
    if (known !== undefined) return known;
    const made = this.#queue.then(() => this.known(entry) ?? this.#make(entry));
    this.#queue = made.catch(() => undefined);
    return made;
  }

  /** Reads what was kept, and forgets what is of none of these entries. */
  async load(entries: readonly LibraryEntry[]): Promise<void> {
    const database = await this.#open();
    const ids = new Set(entries.map(({ id }) => id));
    for (const id of this.#rows.keys()) {
      if (ids.has(id)) continue;
      this.#rows.delete(id);
      void database?.delete('findings', id).catch(() => undefined);
    }
  }

  close(): void {
    void this.#database?.then((database) => database?.close());
    this.#database = null;
  }

  async #make(entry: LibraryEntry): Promise<Findings | null> {
    // Between two of them the page draws.
    await new Promise((resolve) => setTimeout(resolve));
    const findings = await this.#read(entry.id);
    this.#made++;
    const row = { id: entry.id, version: FINDINGS_VERSION, updated: entry.updated, findings };
    this.#rows.set(entry.id, row);
    const database = await this.#open();
    await database?.put('findings', row).catch(() => undefined);
    return findings;
  }

  async #read(id: string): Promise<Findings | null> {
    try {
      const store = new LabStore();
      store.apply((await this.#library.read(id)) ?? []);
      return findingsOf(store.state);
    } catch (error) {
      // A later version of the page may read it.
      if (error instanceof InputError) return null;
      throw error;
    }
  }

  /** Null where there is no storage: then it is kept for this visit. */
  #open(): Promise<IDBPDatabase<Schema> | null> {
    return (this.#database ??= this.#openAndRead().catch(() => null));
  }

  async #openAndRead(): Promise<IDBPDatabase<Schema>> {
    const database = await openDB<Schema>(`${this.#library.name}-findings`, 1, {
      upgrade: (fresh) => void fresh.createObjectStore('findings', { keyPath: 'id' }),
      blocking: () => this.close(),
    });
    for (const row of await database.getAll('findings')) {
      if (!this.#rows.has(row.id)) this.#rows.set(row.id, row);
    }
    return database;
  }
}

function isOf({ version, updated }: Row, entry: LibraryEntry): boolean {
  return version === FINDINGS_VERSION && updated === entry.updated;
}

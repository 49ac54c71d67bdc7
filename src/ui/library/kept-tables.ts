// Tables that were opened in this browser: their text, where a link has no room for it, and their laws, for comparison. The newest are
// kept. Storage may be missing, private or full: then a table lasts as long as the page, and `problem` says why.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FoundLaw } from '../../laws/compare/findings.js';
import type { FamilyRun } from '../../laws/compare/multiplier.js';
import type { TableOutlook } from '../../laws/outlook/table-outlook.js';
import type { LabTable } from '../../laws/runs/lab-table.js';
import { storageProblemWords } from './problem.js';

/** The text of a file, or the lab's own runs by each count of N. */
export type TableInput = string | readonly LabTable[];

export interface KeptTable {
  /** A digest of what it holds. */
  readonly key: string;
  /** How an address names it. */
  readonly source: string;
  readonly name: string;
  /** Null where the address says it all. */
  readonly input: TableInput | null;
  /** In milliseconds since 1970. */
  readonly opened: number;
  /** Its laws as they were fitted last; null before they are. */
  readonly found: readonly FoundLaw[] | null;
  /** What each loss cost; not there before the table is fitted, or where an earlier version of the page did. */
  readonly runs?: readonly FamilyRun[];
}

interface Schema extends DBSchema {
  tables: { key: string; value: KeptTable };
}

const MOST = 24;
/** Of this browser. */
const NAME = 'scaling-lab-tables';

export class KeptTables {
  readonly #name: string;
  readonly #memory = new Map<string, KeptTable>();
  #database: Promise<IDBPDatabase<Schema>> | null = null;
  #problem: string | null = null;

  constructor(name = NAME) {
    this.#name = name;
  }

  /** Why tables are not kept now, null while they are. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Keeps a table; the oldest go. What was found of it stays. */
  async keep(table: Omit<KeptTable, 'opened' | 'found' | 'runs'>): Promise<void> {
    const before = await this.get(table.key);
    const { found = null, runs = [] } = before ?? {};
    const kept = { ...table, opened: Date.now(), found, runs };
    await this.#put(kept);
    const old = (await this.list()).slice(MOST);
    for (const { key } of old) {
      this.#memory.delete(key);
      await this.#attempt((database) => database.delete('tables', key));
    }
  }

  /** Keeps what was found of a table that is kept. */
  async keepFound(key: string, { found, runs }: Pick<TableOutlook, 'found' | 'runs'>): Promise<void> {
    const table = await this.get(key);
    if (table) await this.#put({ ...table, found, runs });
  }

  async get(key: string): Promise<KeptTable | null> {
    const stored = await this.#attempt((database) => database.get('tables', key));
    return stored ?? this.#memory.get(key) ?? null;
  }

  /** The newest first. */
  async list(): Promise<readonly KeptTable[]> {
    const stored = (await this.#attempt((database) => database.getAll('tables'))) ?? [];
    const all = new Map([...this.#memory, ...stored.map((table) => [table.key, table] as const)]);
    return [...all.values()].sort((a, b) => b.opened - a.opened);
  }

  /** Forgets a table. */
  async forget(key: string): Promise<void> {
    this.#memory.delete(key);
    await this.#attempt((database) => database.delete('tables', key));
  }

  close(): void {
    void this.#database?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.#database = null;
  }

  async #put(table: KeptTable): Promise<void> {
    this.#memory.set(table.key, table);
    await this.#attempt((database) => database.put('tables', table));
  }

  async #attempt<Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result | null> {
    try {
      this.#database ??= openDB<Schema>(this.#name, 1, {
        upgrade: (fresh) => void fresh.createObjectStore('tables', { keyPath: 'key' }),
        blocking: () => this.close(),
      });
      const result = await work(await this.#database);
      this.#problem = null;
      return result;
    } catch (error) {
      this.#database = null;
      this.#problem = storageProblemWords(error);
      return null;
    }
  }
}

/** Those of the page, which several of its places read. */
export const keptTables = new KeptTables();

// A list of entries in IndexedDB, in the order in which they were added. Storage may be missing, private or full: then nothing is
// kept, and `problem` says why.

import { openDB, type IDBPDatabase } from 'idb';
import { storageProblemWords } from '../library/problem.js';

export class StoredList<Entry> {
  readonly #list: string;
  readonly #open: () => Promise<IDBPDatabase>;
  #database: Promise<IDBPDatabase> | null = null;
  #problem: string | null = null;

  /** The list of that name in a database that holds nothing else; `open` opens the database, at the first use. */
  constructor(database: string, list: string, open = () => openDatabase(database, list)) {
    this.#list = list;
    this.#open = open;
  }

  /** Why nothing can be kept, null while all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  /** All entries; none if they cannot be read. */
  async load(): Promise<readonly Entry[]> {
    const entries = await this.#attempt((database) => database.getAll(this.#list) as Promise<Entry[]>);
    return entries ?? [];
  }

  /** Resolves once the entry is written, or cannot be. */
  async add(entry: Entry, options?: IDBTransactionOptions): Promise<void> {
    await this.#attempt(async (database) => {
      const { store, done } = database.transaction(this.#list, 'readwrite', options);
      await Promise.all([store.add(entry), done]);
    });
  }

  /** Puts these entries in place of all others, in one transaction. Resolves as `add` does. */
  async replace(entries: readonly Entry[]): Promise<void> {
    await this.#attempt(async (database) => {
      const { store, done } = database.transaction(this.#list, 'readwrite');
      await Promise.all([store.clear(), ...entries.map((entry) => store.add(entry)), done]);
    });
  }

  /** Closes the database once what is under way is done. */
  close(): void {
    void this.#database?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.#database = null;
  }

  async #attempt<Result>(work: (database: IDBPDatabase) => Promise<Result>): Promise<Result | null> {
    try {
      this.#database ??= this.#open();
      return await work(await this.#database);
    } catch (error) {
      this.#problem = storageProblemWords(error);
      return null;
    }
  }
}

function openDatabase(name: string, list: string): Promise<IDBPDatabase> {
  return openDB(name, 1, {
    upgrade: (database) => database.createObjectStore(list, { autoIncrement: true }),
  });
}

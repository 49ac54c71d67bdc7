// The files on the board, in this browser: a reload keeps them. A file is kept under a digest of its content, so the same one is there once.

import { openDB, type IDBPDatabase } from 'idb';
import { sha256 } from '../../base/sha256.js';

export interface BoardFile {
  readonly name: string;
  readonly text: string;
}

const STORE = 'files';

/** Null where the browser keeps nothing. */
export class KeptFiles {
  readonly #database: Promise<IDBPDatabase | null>;

  constructor(name = 'scaling-lab-board') {
    this.#database = openDB(name, 1, {
      upgrade: (database) => void database.createObjectStore(STORE),
    }).catch(() => null);
  }

  async read(): Promise<readonly BoardFile[]> {
    const database = await this.#database;
    return database ? ((await database.getAll(STORE)) as BoardFile[]) : [];
  }

  /** Adds files; returns whether they are kept. */
  add(files: readonly BoardFile[]): Promise<boolean> {
    return this.#write(async (store) => {
      for (const file of files) await store.put(file, sha256(file.text));
    });
  }

  /** Takes files away; returns whether that is kept. */
  remove(files: readonly BoardFile[]): Promise<boolean> {
    return this.#write(async (store) => {
      for (const { text } of files) await store.delete(sha256(text));
    });
  }

  /** Lets go of the database. */
  close(): void {
    void this.#database.then((database) => database?.close());
  }

  async #write(
    change: (store: {
      put: (value: BoardFile, key: string) => Promise<unknown>;
      delete: (key: string) => Promise<unknown>;
    }) => Promise<void>,
  ): Promise<boolean> {
    try {
      const database = await this.#database;
      if (!database) return false;
      const transaction = database.transaction(STORE, 'readwrite');
      await change(transaction.objectStore(STORE));
      await transaction.done;
      return true;
    } catch {
      // A full disk, or storage that was cleared: the board goes on without it and says so.
      return false;
    }
  }
}

// The way to the database of the library: the code for it, and the connection, are had when they are first needed, and again after they
// were lost.

import { InputError } from '../../base/errors.js';
import type { LibraryDatabase } from './database.js';
import type * as keep from './keep.lazy.js';
import { storageProblemWords } from './problem.js';
import { words } from './words.js';

export type Keep = typeof keep;

/** A database that does not open within this time is told of; the page goes on waiting for it. */
const OPENING_MS = 5000;

export interface ConnectionListener {
  /** The problem is another. */
  readonly changed: () => void;
  /** The browser, or another tab, has ended the connection. */
  readonly closed: () => void;
}

export class Connection {
  readonly #name: string;
  readonly #load: () => Promise<Keep>;
  readonly #listener: ConnectionListener;
  #code: Promise<Keep> | null = null;
  #database: Promise<LibraryDatabase> | null = null;
  #problem: string | null = null;
  /** The last write has failed: reading may work all the same. */
  isBehind = false;

  /** To the database of that name; `load` loads the code that reads and writes it. */
  constructor(name: string, load: () => Promise<Keep>, listener: ConnectionListener) {
    this.#name = name;
    this.#load = load;
    this.#listener = listener;
  }

  /** Why the database cannot be used now, null while it can. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The code that reads and writes. Rejects where it cannot be loaded. */
  code(): Promise<Keep> {
    const code = (this.#code ??= this.#load());
    // Loading may succeed the next time.
    code.catch(() => (this.#code = null));
    return code;
  }

  /** Work on the database; null, and a problem to show, where it fails. Throws InputError as the work does. */
  async attempt<Result>(
    work: (database: LibraryDatabase, code: Keep) => Promise<Result>,
  ): Promise<Result | null> {
    const before = this.#problem;
    try {
      const code = await this.code();
      this.#database ??= code.openLibrary(this.#name, this.#onClosed);
      const result = await work(await this.#answer(this.#database), code);
      if (!this.isBehind) this.#problem = null;
      return result;
    } catch (error) {
      if (error instanceof InputError) throw error;
      // Another connection may do better.
      this.#database = null;
      this.#problem = storageProblemWords(error);
      return null;
    } finally {
      if (before !== this.#problem) this.#listener.changed();
    }
  }

  async close(): Promise<void> {
    (await this.#database?.catch(() => null))?.close();
  }

  /** A connection; says so if it does not come. */
  async #answer(opening: Promise<LibraryDatabase>): Promise<LibraryDatabase> {
    const timer = setTimeout(() => {
      this.#problem = words.problem.silent;
      this.#listener.changed();
    }, OPENING_MS);
    try {
      return await opening;
    } finally {
      clearTimeout(timer);
    }
  }

  readonly #onClosed = (): void => {
    this.#database = null;
    this.#listener.closed();
  };
}

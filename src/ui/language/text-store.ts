// The text that was given last, in IndexedDB, so that an experiment about it survives a reload. It never leaves the browser. Storage
// may be missing, private or full; then the text is asked for again.

import type { GivenText } from '../../data/text/given-text.js';
import { completed, openDatabase, settled } from '../session/database.js';

const DATABASE = 'scaling-lab-text';
const TEXTS = 'texts';

/** A text as it was given, and what became of it. */
export interface ShelvedText {
  readonly file: Blob;
  readonly given: GivenText;
}

export class TextStore {
  readonly #name: string;

  constructor(name = DATABASE) {
    this.#name = name;
  }

  /** The text that is there, null if there is none or it cannot be read. */
  load(): Promise<ShelvedText | null> {
    return this.#attempt('readonly', async (store) => {
      const [text = null] = (await settled(store.getAll())) as ShelvedText[];
      return text;
    });
  }

  /** Keeps a text in place of the one before; null for none. */
  async keep(text: ShelvedText | null): Promise<void> {
    await this.#attempt('readwrite', async (store) => {
      store.clear();
      if (text) store.add(text);
      await completed(store.transaction);
      return null;
    });
  }

  async #attempt<Result>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<Result>,
  ): Promise<Result | null> {
    try {
      const database = await openDatabase(this.#name, TEXTS);
      try {
        return await work(database.transaction(TEXTS, mode).objectStore(TEXTS));
      } finally {
        database.close();
      }
    } catch {
      return null;
    }
  }
}

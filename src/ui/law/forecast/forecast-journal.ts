// The journal of forecasts in IndexedDB, beside that of the experiment and for good: entries are added, never changed. Storage may
// be missing, private or full; then `problem` says so.

import type { ForecastEntry } from '../../../laws/forecast/score-card.js';
import { completed, openDatabase, settled } from '../../session/database.js';

const DATABASE = 'scaling-lab-forecasts';
const FORECASTS = 'forecasts';

export class ForecastJournal {
  readonly #name: string;
  #database: Promise<IDBDatabase> | null = null;
  #problem: string | null = null;

  constructor(name = DATABASE) {
    this.#name = name;
  }

  /** Why nothing can be kept, null while all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  /** All entries, in the order in which they were added. */
  async load(): Promise<readonly unknown[]> {
    const entries = await this.#attempt((database) =>
      settled<unknown[]>(database.transaction(FORECASTS).objectStore(FORECASTS).getAll()),
    );
    return entries ?? [];
  }

  /** Resolves once the entry is written, or cannot be. */
  async append(entry: ForecastEntry): Promise<void> {
    await this.#attempt((database) => {
      const transaction = database.transaction(FORECASTS, 'readwrite', { durability: 'strict' });
      transaction.objectStore(FORECASTS).add(entry);
      return completed(transaction);
    });
  }

  close(): void {
    void this.#database?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.#database = null;
  }

  async #attempt<Result>(work: (database: IDBDatabase) => Promise<Result>): Promise<Result | null> {
    try {
      this.#database ??= openDatabase(this.#name, FORECASTS);
      return await work(await this.#database);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}

// The journal of forecasts in IndexedDB, beside that of the experiment and for good: entries are added, never changed.

import type { ForecastEntry } from '../../../laws/forecast/score-card.js';
import { StoredList } from '../../session/stored-list.js';

export class ForecastJournal {
  readonly #list: StoredList<unknown>;

  constructor(name = 'scaling-lab-forecasts') {
    this.#list = new StoredList(name, 'forecasts');
  }

  /** Why nothing can be kept, null while all is well. */
  get problem(): string | null {
    return this.#list.problem;
  }

  /** All entries, in the order in which they were added. */
  load(): Promise<readonly unknown[]> {
    return this.#list.load();
  }

  /** Resolves once the entry is written, or cannot be. */
  append(entry: ForecastEntry): Promise<void> {
    return this.#list.add(entry, { durability: 'strict' });
  }

  close(): void {
    this.#list.close();
  }
}

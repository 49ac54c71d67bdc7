// Trains some of the runs again here, on the processor, and compares every bit: a worker whose numbers differ is left out.

import type { NamedRecords } from '../../lab/merge/unit-result.js';
import { resultsOf } from '../../lab/merge/unit-result.js';
import { repeatsOf } from '../../lab/merge/repeats.js';
import { readRecordFile } from '../../lab/records/check-record.js';
import { openBackend } from '../host/engine.js';
import type { Run, Sweep } from './sweep.js';
import { UnitTrainer } from './train-unit.js';

export class Recheck {
  readonly #sweep: Sweep;
  readonly #onDifference: (worker: string, reason: string) => Promise<void>;
  #trainer: UnitTrainer | null = null;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  checked = 0;

  constructor(sweep: Sweep, onDifference: (worker: string, reason: string) => Promise<void>) {
    this.#sweep = sweep;
    this.#onDifference = onDifference;
  }

  /** Hears of a result; compares it if its run is one of those that were drawn. */
  take(run: Run, part: NamedRecords): void {
    if (!this.#sweep.manifest.checked.includes(run.index)) return;
    this.#work = this.#work.then(() => this.#compare(run, part));
  }

  /** Resolves once all that was taken is compared. */
  done(): Promise<void> {
    return this.#work;
  }

  close(): void {
    this.#stopped = true;
    this.#trainer?.stop();
    this.#trainer?.close();
  }

  async #compare(run: Run, part: NamedRecords): Promise<void> {
    if (this.#stopped) return;
    this.#trainer ??= new UnitTrainer(await openBackend({ engine: 'cpu', threads: 1, simd: 'plain' }));
    const text = await this.#trainer.train(this.#sweep.plan, run.index);
    if (text === null) return;
    const own = { name: 'the coordinator', ...readRecordFile(text) };
    const pair = [part, own].flatMap((one) => resultsOf(one, this.#sweep.plan, [run]));
    this.checked++;
    const [difference] = repeatsOf([pair]).disagreements;
    if (!difference) return;
    const { words } = difference.difference;
    await this.#onDifference(
      part.name,
      `${run.config}, seed ${run.seed}, trained again, gives other numbers: ${words}`,
    );
  }
}

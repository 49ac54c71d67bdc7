// The files that people read: records.json and points.csv grow as runs end, weights/ gets a file as configs end, and report.html
// comes last. The journal holds all that they are made from.

import { join } from 'node:path';
import { unitOf } from '../../data/tasks/tasks.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { LabStore } from '../../lab/records/store.js';
import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { reportHtml } from '../../figures/export/report/report.js';
import { makeFolder, replaceFile } from '../shared/files.js';
import { configFile, endedConfigs, type RunWeights } from './best-weights.js';
import type { Saving } from './saving.js';

export const RESULTS = ['records.json', 'points.csv', 'report.html', 'weights'];

/** Writing may take this share of the time at most. */
const LARGEST_SHARE = 0.1;

export interface ResultsOf {
  readonly store: LabStore;
  /** Those of each run's best replica, by run. */
  readonly weights: ReadonlyMap<string, RunWeights>;
}

export class ResultFiles {
  readonly #folder: string;
  readonly #of: ResultsOf;
  readonly #saving: Saving;
  /** Whether runs have ended since the records were written. */
  #isBehind = false;
  /** Configs whose files are written. */
  readonly #written = new Set<string>();
  #nextTime = 0;
  readonly #now: () => number;

  /** `now` is a clock in milliseconds. */
  constructor(folder: string, of: ResultsOf, saving: Saving, now = () => performance.now()) {
    this.#now = now;
    this.#folder = folder;
    this.#of = of;
    this.#saving = saving;
  }

  /** Hears of events that the store has taken. */
  take(events: readonly RunEvent[]): void {
    for (const event of events) {
      if (event.type !== 'run-finished') continue;
      this.#isBehind = true;
      const ended = this.#of.store.state.runs.find(({ plan }) => plan.id === event.run);
      if (ended) this.#written.delete(ended.plan.config);
    }
  }

  /** Writes all files again at the next time: they have disappeared. */
  writeAgain(): void {
    this.#isBehind = true;
    this.#written.clear();
  }

  /** Writes what is new, unless that was done a moment ago. */
  async update(): Promise<void> {
    const start = this.#now();
    if (!this.#isBehind || start < this.#nextTime) return;
    await this.#writeRecords();
    await this.#writeWeights();
    const end = this.#now();
    this.#nextTime = end + (end - start) / LARGEST_SHARE;
  }

  /** Writes all files. */
  async finish(laws: readonly Law[]): Promise<void> {
    const { state } = this.#of.store;
    const { plan } = state;
    if (!plan) return;
    await this.#writeRecords();
    await this.#write('report.html', () => reportHtml(state, laws, { unit: unitOf(plan.spec.task) }));
    await this.#writeWeights();
  }

  async #writeRecords(): Promise<void> {
    const { state } = this.#of.store;
    this.#isBehind = false;
    const versions = { node: process.versions.node };
    const records = await this.#write('records.json', () => recordsToJson(state, versions));
    const points = await this.#write('points.csv', () => pointsToCsv(state));
    if (!records || !points) this.#isBehind = true;
  }

  async #writeWeights(): Promise<void> {
    const { store, weights } = this.#of;
    for (const config of endedConfigs(store.state)) {
      if (this.#written.has(config)) continue;
      const file = configFile(config, store.state, weights);
      if (!file || (await this.#write(join('weights', `${config}.safetensors`), () => file))) {
        this.#written.add(config);
      } else {
        this.#isBehind = true;
      }
    }
  }

  #write(name: string, content: () => string | Uint8Array): Promise<boolean> {
    const path = join(this.#folder, name);
    return this.#saving.attempt(path, async () => {
      if (name.startsWith('weights')) await makeFolder(join(this.#folder, 'weights'));
      await replaceFile(path, content());
    });
  }
}

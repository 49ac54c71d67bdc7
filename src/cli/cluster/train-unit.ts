// Trains one unit of an experiment.

import { planOfUnits } from '../../lab/plan/units.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { LabStore } from '../../lab/records/store.js';
import { recordsToJson } from '../../lab/records/write-records.js';
import type { Backend } from '../../runner/backend.js';
import { RunControl } from '../../runner/control.js';
import { runPlan } from '../../runner/runner.js';
import type { OpenedBackend } from '../host/engine.js';

/** An engine that trains one unit after another, and opens another device where one is lost. */
export class UnitTrainer {
  readonly #opened: OpenedBackend;
  #inUse: Backend;
  #control: RunControl | null = null;

  constructor(opened: OpenedBackend) {
    this.#opened = opened;
    this.#inUse = opened.backend;
  }

  /** The text of its records; null where it was stopped. Throws Error with the reason where it cannot be trained. */
  async train(plan: Plan, unit: number): Promise<string | null> {
    const control = new RunControl();
    this.#control = control;
    const store = new LabStore();
    const using = async (opening: Promise<Backend | null>): Promise<Backend | null> => {
      const next = await opening;
      if (next) this.#inUse = next;
      return next;
    };
    const options = {
      control,
      reopen: () => using(this.#opened.reopen()),
      fallBack: () => using(this.#opened.fallBack()),
    };
    for await (const events of runPlan(this.#inUse, planOfUnits(plan, [unit]), options)) store.apply(events);
    if (control.stopped) return null;
    if (store.state.status !== 'finished') throw new Error(store.state.message);
    return recordsToJson(store.state, { node: process.versions.node });
  }

  /** Ends what is being trained. */
  stop(): void {
    this.#control?.stop();
  }

  close(): void {
    this.#inUse.close();
  }
}

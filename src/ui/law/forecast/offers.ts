import type { ReactiveControllerHost } from 'lit';
import { largerRuns, type LargerRun } from '../../../lab/plan/larger-run.js';
import type { LabState } from '../../../lab/records/record.js';
import type { Law } from '../../../laws/runs/lab-laws.js';

/** The larger runs that an experiment could be extended by. Many runs are planned for them: in a task of their own, after the law is drawn. */
export class Offers {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #runs: readonly LargerRun[] | null = [];
  #making: Promise<void> = Promise.resolve();
  /** What they were made for: plans do not change. */
  #for = '';

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** Null while they are being made. */
  get runs(): readonly LargerRun[] | null {
    return this.#runs;
  }

  /** Resolves once they are made. */
  get made(): Promise<void> {
    return this.#making;
  }

  /** Makes them for a law of an experiment; false where they are made or under way. */
  make({ plan, runs }: LabState, { axis, convention }: Law): boolean {
    if (!plan) return false;
    const key = `${axis} ${convention} ${JSON.stringify(plan.spec)}`;
    if (key === this.#for) return false;
    this.#for = key;
    this.#runs = null;
    const planned = { spec: plan.spec, runs: runs.map((run) => run.plan) };
    this.#making = new Promise((resolve) => setTimeout(resolve)).then(() => {
      if (key !== this.#for) return;
      this.#runs = largerRuns(planned, axis, convention);
      this.#host.requestUpdate();
    });
    return true;
  }
}

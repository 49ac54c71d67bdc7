import type { ReactiveControllerHost } from 'lit';
import type { LabState } from '../../lab/records/record.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { Convention } from '../../models/parameters.js';
import type { LazyPart } from './lazy-part.js';

/** The part of the page that fits laws to the records of an experiment. */
export type Analysis = LazyPart<{
  readonly laws: (state: LabState, convention?: Convention | null) => readonly Law[];
}>;

/** The laws of the experiment in sight, fitted once for each state of its records. */
export class LawsInSight {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #analysis: Analysis;
  /** What N counts; null for what is usual for the family. */
  #convention: Convention | null = null;
  #of: LabState | null = null;
  #laws: readonly Law[] = [];

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, analysis: Analysis) {
    this.#host = host;
    this.#analysis = analysis;
  }

  /** Chooses what N counts. */
  count(convention: Convention): void {
    this.#convention = convention;
    this.#of = null;
    this.#host.requestUpdate();
  }

  /** The laws of a state; none before what fits them is loaded. */
  of(state: LabState): readonly Law[] {
    const { part } = this.#analysis;
    if (part && this.#of !== state) {
      this.#of = state;
      this.#laws = state.plan ? part.laws(state, this.#convention) : [];
    }
    return this.#laws;
  }

  /** Loads what fits laws; resolves to null where it cannot be loaded. */
  load(): ReturnType<Analysis['want']> {
    return this.#analysis.want();
  }
}

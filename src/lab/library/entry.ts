// An experiment in the library: what its list shows, kept beside its events.

import type { FinalSeal } from '../challenge/final-seal.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import type { RunEvent } from '../records/events.js';
import { endOf } from '../records/store.js';

/** What an experiment is of a challenge. */
export interface ChallengePart {
  /** Id of the challenge. */
  readonly id: string;
  /** The sealed prediction of the final run, null for any other. */
  readonly seal: FinalSeal | null;
}

export interface LibraryEntry {
  /** A UUID: the same in every tab, in exports and in other browsers. */
  readonly id: string;
  /** Two words that it gets when it is first written (names.ts), or what the visitor calls it; '' before that. */
  readonly name: string;
  readonly note: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly updated: number;
  /** When it was deleted; null where it was not. */
  readonly deleted: number | null;
  readonly spec: ExperimentSpec;
  /** Runs in all, and those with a result. */
  readonly runs: number;
  readonly ended: number;
  /** Share of its training that is done. */
  readonly fraction: number;
  /** How training ended last, null while it trains, or where nobody could say how it ended. */
  readonly outcome: Extract<RunEvent, { type: 'plan-finished' }>['outcome'] | null;
  /** Bytes of weights that are kept. */
  readonly weightBytes: number;
  /** It was cut short, and the visitor left it at that. */
  readonly accepted?: boolean;
  /** Where it was started for a challenge. */
  readonly challenge?: ChallengePart;
}

/** True for an experiment that could go on: some of its runs have no result, and the visitor did not leave it at that. */
export function isUnfinished({ runs, ended, outcome, accepted }: LibraryEntry): boolean {
  return accepted !== true && ended < runs && outcome !== 'finished';
}

/** An entry after more of its events. */
export function withEvents(entry: LibraryEntry, events: readonly RunEvent[], now: number): LibraryEntry {
  return events.reduce(withEvent, { ...entry, updated: now });
}

function withEvent(entry: LibraryEntry, event: RunEvent): LibraryEntry {
  switch (event.type) {
    case 'plan-started':
      return {
        ...entry,
        spec: event.plan.spec,
        runs: event.plan.runs.length,
        outcome: null,
        accepted: false,
      };
    case 'run-added':
      return { ...entry, runs: entry.runs + 1 };
    case 'run-finished':
      return endOf(event.outcomes) === 'stopped' ? entry : { ...entry, ended: entry.ended + 1 };
    case 'progress':
      return { ...entry, fraction: event.fraction };
    case 'plan-finished':
      return {
        ...entry,
        outcome: event.outcome,
        fraction: event.outcome === 'finished' ? 1 : entry.fraction,
      };
    default:
      return entry;
  }
}

/** The entry of an experiment that begins. */
export function newEntry(id: string, spec: ExperimentSpec, now: number): LibraryEntry {
  return {
    id,
    name: '',
    note: '',
    created: now,
    updated: now,
    deleted: null,
    spec,
    runs: 0,
    ended: 0,
    fraction: 0,
    outcome: null,
    weightBytes: 0,
  };
}

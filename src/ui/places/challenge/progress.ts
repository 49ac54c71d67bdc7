// How far a visitor is with a challenge: the ledger of the library's entries that carry its id, so that a reload loses nothing.

import { InputError } from '../../../base/errors.js';
import type { Challenge } from '../../../lab/challenge/challenge.js';
import { ledgerOf, priceOf, type Cost, type Ledger } from '../../../lab/challenge/ledger.js';
import { scoreOf, type Score } from '../../../lab/challenge/score.js';
import type { ChallengePart, LibraryEntry } from '../../../lab/library/entry.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import { LabStore } from '../../../lab/records/store.js';
import type { LabState, Records } from '../../../lab/records/record.js';
import { replicaRecords } from '../../../lab/records/write-records.js';
import type { Library } from '../../library/library.js';

export type ChallengeEntry = LibraryEntry & { readonly challenge: ChallengePart };

/** Records of an experiment that has begun. */
export type Begun = Records & { readonly plan: Plan };

export interface Row {
  readonly entry: ChallengeEntry;
  readonly cost: Cost;
  readonly isLive: boolean;
}

export interface ChallengeProgress {
  /** In the order in which they were started. */
  readonly rows: readonly Row[];
  readonly ledger: Ledger;
  /** What an experiment under way may still spend. */
  readonly reserved: number;
  /** What another experiment may cost. */
  readonly left: number;
  /** The final run, null before it is started. */
  readonly final: (Row & { readonly records: Begun }) | null;
  /** Null before the final run has ended. */
  readonly score: Score | null;
}

/** What of the experiment in sight is newer than what the library has written. */
export interface InSight {
  readonly entry: string | null;
  readonly lab: LabState;
  readonly isLive: boolean;
}

/** Reads the entries of one challenge, each once for every time that it was written. */
export class ChallengeEntries {
  readonly #library: Library;
  readonly #id: string;
  readonly #read = new Map<string, { readonly updated: number; readonly records: Begun | null }>();

  constructor(library: Library, id: string) {
    this.#library = library;
    this.#id = id;
  }

  /** In the order in which they were started. */
  async list(): Promise<readonly ChallengeEntry[]> {
    const entries = (await this.#library.list()).filter(
      (entry): entry is ChallengeEntry => entry.challenge?.id === this.#id,
    );
    for (const { id, updated } of entries) {
      if (this.#read.get(id)?.updated !== updated)
        this.#read.set(id, { updated, records: await this.#recordsOf(id) });
    }
    return entries.sort((a, b) => a.created - b.created);
  }

  /** What an entry of the list had recorded when it was listed; null where nothing can be read. */
  recordsOf({ id }: ChallengeEntry): Begun | null {
    return this.#read.get(id)?.records ?? null;
  }

  async #recordsOf(id: string): Promise<Begun | null> {
    try {
      const store = new LabStore();
      store.apply((await this.#library.read(id)) ?? []);
      return begun(store.state);
    } catch (error) {
      // A later version of the page may read it.
      if (error instanceof InputError) return null;
      throw error;
    }
  }
}

function begun({ plan, device, runs, recoveries }: LabState): Begun | null {
  return plan && { plan, device, runs, recoveries };
}

export function progressOf(
  challenge: Challenge,
  entries: readonly ChallengeEntry[],
  read: Pick<ChallengeEntries, 'recordsOf'>,
  inSight: InSight,
): ChallengeProgress {
  const known = entries.flatMap((entry) => {
    const isInSight = entry.id === inSight.entry;
    const records = isInSight ? begun(inSight.lab) : read.recordsOf(entry);
    return records ? [{ entry, records, isLive: isInSight && inSight.isLive }] : [];
  });
  const ledger = ledgerOf(
    challenge.budget,
    known.map(({ records }) => records),
  );
  const rows = known.map(({ entry, isLive }, i): Row => ({ entry, isLive, cost: ledger.costs[i] }));
  const reserved = rows.reduce((sum, { isLive, cost }) => sum + (isLive ? cost.refunded : 0), 0);
  const at = known.findIndex(({ entry }) => entry.challenge.seal !== null);
  const final = at < 0 ? null : { ...rows[at], records: known[at].records };
  const score =
    final && scoreOf(final.entry.challenge.seal!.prediction, final.records.runs.flatMap(replicaRecords));
  return { rows, ledger, reserved, left: ledger.left - reserved, final, score };
}

/** What a plan would cost now. */
export function dueOf(
  plan: Plan,
  { ledger }: Pick<ChallengeProgress, 'ledger'>,
): { whole: number; due: number } {
  return priceOf(plan, ledger.trained);
}

// Compares a line of a record with the same replica trained again. Numbers are compared as records.json has them, which is exact: a
// difference of one bit shows. JSON has only null for all that is not a finite number.

import { asInJson } from '../../base/json.js';
import { columnsOf, differenceOf, type Difference } from './check-record.js';
import type { ReplicaRecord } from './write-records.js';

/** Whether two numbers of a place of a line count as equal; null where they are not compared. */
export type Agreement = (
  line: ReplicaRecord,
  place: Place,
  recorded: number | null,
  trained: number | null,
) => boolean | null;

export interface Place {
  readonly part: 'curve' | 'evaluations' | 'branches';
  readonly column: string;
  readonly step: number;
}

export const exactly: Agreement = (_line, _place, recorded, trained) => recorded === trained;

export interface Comparison {
  /** Numbers compared. */
  readonly numbers: number;
  /** The one at the earliest step; null if there is none. */
  readonly difference: Difference | null;
}

const TRAINING = 'training gives';

/** Compares the measurements of a replica with those of training it again, at least as far. */
export function compareReplica(line: ReplicaRecord, trained: ReplicaRecord, agree: Agreement): Comparison {
  // As a new file would have it.
  const fresh = asInJson(trained) as ReplicaRecord;
  let numbers = 0;
  let first: Difference | null = null;
  const differs = (step: number, field: string, recorded: unknown, expected: unknown): void => {
    if (first === null || step < first.step!)
      first = differenceOf(line, { step, field, recorded, expected }, TRAINING);
  };
  for (const part of ['evaluations', 'branches', 'curve'] as const) {
    const columns = new Map(columnsOf(fresh[part]));
    const recordedColumns = columnsOf(line[part]);
    const { steps } = line[part];
    const missing = [...columns.keys()].find((name) => !recordedColumns.some(([column]) => column === name));
    if (missing !== undefined && steps.length > 0)
      differs(steps[0], `${part}.${missing}`, null, columns.get(missing));
    // A record may have fewer points of a curve.
    const places = steps.map((step) => fresh[part].steps.indexOf(step));
    for (const [column, values] of recordedColumns) {
      for (let i = 0; i < steps.length; i++) {
        const place = { part, column, step: steps[i] };
        const [recorded, expected] = [values[i], columns.get(column)?.[places[i]]].map(listOf);
        const length = Math.max(recorded.length, expected.length);
        for (let j = 0; j < length; j++) {
          const isThere = recorded[j] !== undefined && expected[j] !== undefined;
          const agrees = isThere && agree(line, place, recorded[j], expected[j]);
          if (agrees === null) continue;
          numbers++;
          const field = `${part}.${column}${length > 1 ? `.${j}` : ''}`;
          if (!agrees) differs(steps[i], field, recorded[j], expected[j]);
        }
      }
    }
  }
  return { numbers, difference: first ?? outcomeDifference(line, fresh) };
}

const listOf = (value: unknown): (number | null)[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]) as (number | null)[];

/** A run that was stopped only shows whether a replica had diverged. */
function outcomeDifference(line: ReplicaRecord, fresh: ReplicaRecord): Difference | null {
  const { outcome } = line;
  if (outcome === fresh.outcome || (outcome !== 'finished' && outcome !== 'diverged')) return null;
  return differenceOf(line, { field: 'outcome', recorded: outcome, expected: fresh.outcome }, TRAINING);
}

// What a visitor takes home: records and points.

import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import { measuredAt } from '../../lab/records/measured-at.js';
import { fileStem } from '../../lab/share/settings.js';
import type { LabState } from '../../lab/records/record.js';
import { labTables, type LabTable } from '../../laws/runs/lab-table.js';
import { download } from '../parts/browser.js';

export type RecordFormat = 'json' | 'csv';

/** Saves the experiment's records, or its points a row each replica. */
export function saveRecords(state: LabState, format: RecordFormat): void {
  const name = fileName(state);
  if (format === 'json') download(`${name}.json`, recordsToJson(state), 'application/json');
  else download(`${name}.csv`, pointsToCsv(state), 'text/csv');
}

/** The experiment's own runs, for the part of the page that fits tables; null while no run has ended. */
export function ownTable(
  state: LabState,
): { readonly name: string; readonly table: readonly LabTable[] } | null {
  const table = labTables(state);
  return table.length === 0 ? null : { name: fileName(state), table };
}

/** For all files of an experiment. */
function fileName({ plan, runs }: LabState): string {
  if (!plan) return 'scaling-lab';
  const stem = fileStem(plan.spec, measuredAt(runs));
  return plan.shard ? `${stem}_share-${plan.shard.index}-of-${plan.shard.count}` : stem;
}

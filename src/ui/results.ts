// What a visitor takes home: records, points, pictures.

import { pointsToCsv, recordsToJson } from '../lab/export.js';
import type { LabState } from '../lab/store.js';
import { download } from './download.js';

export type RecordFormat = 'json' | 'csv';

/** Saves the experiment's records, or its points a row each replica. */
export function saveRecords(state: LabState, format: RecordFormat): void {
  const name = fileName(state);
  if (format === 'json') download(`${name}.json`, recordsToJson(state), 'application/json');
  else download(`${name}.csv`, pointsToCsv(state), 'text/csv');
}

/** `manifold-standard`, for all files of an experiment. */
export function fileName({ plan }: Pick<LabState, 'plan'>): string {
  return plan ? `${plan.spec.preset}-${plan.spec.size}` : 'scaling-lab';
}

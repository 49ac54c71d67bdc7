// What a visitor takes home: records, points, pictures.

import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import { measuredAt } from '../../lab/records/measured-at.js';
import { fileStem } from '../../lab/share/settings.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { LabState } from '../../lab/records/record.js';
import { labTables, type LabTable } from '../../laws/runs/lab-table.js';
import type { Figure } from '../../figures/figure.js';
import { figureSvg } from '../../figures/figure-svg.js';
import { lawNotes } from '../../figures/law-notes.js';
import { download } from '../parts/browser.js';
import { chartStyle } from '../charts/chart-style.js';
import type { Theme } from '../parts/tokens.js';

export type RecordFormat = 'json' | 'csv';
export type PictureFormat = 'png' | 'svg';

/** Saves the experiment's records, or its points a row each replica. */
export function saveRecords(state: LabState, format: RecordFormat): void {
  const name = fileName(state);
  if (format === 'json') download(`${name}.json`, recordsToJson(state), 'application/json');
  else download(`${name}.csv`, pointsToCsv(state), 'text/csv');
}

/** A chart of the page. */
export interface PictureSource {
  /** What is in sight as plain data; null before there is anything. */
  readonly figure: Figure | null;
  png(): Promise<Blob | null>;
}

/** Saves the chart of the loss curves, or that of a law where one is given, as it is in sight. */
export async function savePicture(
  chart: PictureSource,
  format: PictureFormat,
  { state, law, theme }: { state: LabState; law: Law | null; theme: Theme },
): Promise<void> {
  const name = `${fileName(state)}-${law ? 'law' : 'loss'}.${format}`;
  if (format === 'png') {
    const picture = await chart.png();
    if (picture) download(name, picture);
  } else if (chart.figure) {
    const figure = { ...chart.figure, notes: law ? lawNotes(law) : [] };
    download(name, figureSvg(figure, chartStyle(theme)), 'image/svg+xml');
  }
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
  return plan ? fileStem(plan.spec, measuredAt(runs)) : 'scaling-lab';
}

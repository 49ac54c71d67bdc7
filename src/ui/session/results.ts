// What a visitor takes home: records, points, pictures.

import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import type { Law } from '../../laws/lab-laws.js';
import type { LabState } from '../../lab/records/record.js';
import { sweepTable } from '../../laws/table/lab-table.js';
import { lawChartSvg, lossChartSvg } from '../../figures/run-charts.js';
import { download } from '../parts/download.js';
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

/** Saves the loss curves, or a law where one is given: as SVG, or as the PNG of the chart in sight. */
export async function savePicture(
  { png }: { readonly png: () => Promise<Blob | null> },
  format: PictureFormat,
  { state, law, unit, theme }: { state: LabState; law: Law | null; unit: string; theme: Theme },
): Promise<void> {
  const name = `${fileName(state)}-${law ? 'law' : 'loss'}.${format}`;
  if (format === 'png') {
    const picture = await png();
    if (picture) download(name, picture);
    return;
  }
  const style = chartStyle(theme);
  const svg = law ? lawChartSvg(law, unit, style) : lossChartSvg(state.runs, unit, style);
  download(name, svg, 'image/svg+xml');
}

/** The experiment's own table of points, for the part of the page that fits tables; null while no run has ended. */
export function ownTable(state: LabState): { readonly name: string; readonly table: string } | null {
  const table = sweepTable(state);
  return table === null ? null : { name: `${fileName(state)}.csv`, table };
}

/** `manifold-standard`, for all files of an experiment. */
function fileName({ plan }: LabState): string {
  return plan ? `${plan.spec.preset}-${plan.spec.size}` : 'scaling-lab';
}

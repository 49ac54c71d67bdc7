// What a visitor shares: of an experiment of this page with its records, or of a result that came by a link.

import { unitOf } from '../../data/tasks/tasks.js';
import { bibtex } from '../../figures/export/bibtex.js';
import type { ExportedResult } from '../../figures/export/exported.js';
import { notebook } from '../../figures/export/notebook/notebook.js';
import { pictureSvg } from '../../figures/export/picture.js';
import { reportHtml } from '../../figures/export/report/report.js';
import { latexTable, markdownTable } from '../../figures/export/tables.js';
import type { Figure } from '../../figures/figure.js';
import { labLawView } from '../../figures/lab-law-view.js';
import { lawFigure } from '../../figures/law-figure.js';
import { lawNotes } from '../../figures/law-notes.js';
import { lossFigure } from '../../figures/loss-figure.js';
import { onOneLossAxis } from '../../figures/shown-result.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import type { LabState } from '../../lab/records/record.js';
import type { SharedResult } from '../../lab/share/result-link.js';
import { fileStem } from '../../lab/share/settings.js';
import { laws, type Law } from '../../laws/runs/lab-laws.js';
import { lawOfResult, sharedResult } from '../../laws/share/shared-result.js';
import { chartStyle } from '../charts/chart-style.js';
import type { Theme } from '../parts/tokens.js';
import { siteUrl } from './site.js';

export interface Shared {
  readonly exported: ExportedResult;
  /** The runs behind it; null for a result that came by a link. */
  readonly state: LabState | null;
}

export interface SharedFile {
  readonly name: string;
  readonly content: string;
  readonly type: string;
}

/** What is copied as text. */
export const copyFormats = ['markdown', 'latex', 'bibtex'] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** What is saved as a file. The last three need the runs. */
export const fileFormats = ['ipynb', 'csv', 'json', 'html'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What a picture shows: the law, or the curves and the law. */
export type PictureChart = 'law' | 'both';

/** The law in sight of an experiment; null while it has no final point. */
export function sharedOf(state: LabState, law: Law | null, name: string): Shared | null {
  const result = law && sharedResult(state, law, name);
  return result && { exported: { result, law, site: siteUrl }, state };
}

/** A result that was measured elsewhere. */
export function sharedFromLink(result: SharedResult): Shared {
  return { exported: { result, law: lawOfResult(result).law, site: siteUrl }, state: null };
}

export function copied({ exported }: Shared, format: CopyFormat, hash: string): string {
  if (format === 'bibtex') return bibtex(exported, hash);
  return format === 'markdown' ? markdownTable(exported) : latexTable(exported);
}

/** A file, null where it needs the runs and they are not here. */
export function fileOf({ exported, state }: Shared, format: FileFormat): SharedFile | null {
  const stem = stemOf(exported);
  if (format === 'ipynb')
    return { name: `${stem}.ipynb`, content: notebook(exported), type: 'application/x-ipynb+json' };
  if (!state) return null;
  if (format === 'csv') return { name: `${stem}.csv`, content: pointsToCsv(state), type: 'text/csv' };
  if (format === 'json')
    return { name: `${stem}.json`, content: recordsToJson(state), type: 'application/json' };
  const { spec, name } = exported.result;
  const content = reportHtml(state, laws(state), { unit: unitOf(spec.task), name, site: siteUrl });
  return { name: `${stem}.html`, content, type: 'text/html' };
}

/** The law as a picture, with its curves beside it where that was chosen and the runs are here. */
export function pictureOf({ exported, state }: Shared, chart: PictureChart, theme: Theme): SharedFile {
  const { result, law } = exported;
  const unit = unitOf(result.spec.task);
  const style = chartStyle(theme);
  const runs = state?.runs ?? plannedRuns(result);
  const view = labLawView(law, { runs, ghost: null, forecast: null, unit });
  const lawAlone = { ...lawFigure(view), notes: lawNotes(law) };
  const name = `${stemOf(exported)}_${chart}.svg`;
  const figures = chart === 'both' && state ? besideCurves(state, lawAlone, unit) : [lawAlone];
  return { name, content: pictureSvg(figures, exported, style), type: 'image/svg+xml' };
}

/** Curves and law with one axis of loss, as on the page. */
function besideCurves({ runs }: LabState, law: Figure, unit: string): Figure[] {
  const pair = onOneLossAxis({ curves: lossFigure(runs, { unit }), law }, { scale: 'log', minus: 0 });
  return [pair.curves, pair.law];
}

/** The runs of a result’s experiment, for the colours of its sizes; none where its text is not here. */
export function plannedRuns({
  spec,
}: SharedResult): readonly { readonly plan: LabState['runs'][number]['plan'] }[] {
  const { plan } = readExperiment(spec, { withoutGiven: true });
  return plan?.runs.map((run) => ({ plan: run })) ?? [];
}

function stemOf({ result }: ExportedResult): string {
  return fileStem(result.spec, result.measured);
}

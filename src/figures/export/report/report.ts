// A report: one file with the charts as SVG, the law in words and its numbers, for both themes and for print. It asks for nothing from
// anywhere. All forms of the axes are drawn beforehand, so only the values under the pointer need its script.

import { formatCount, formatNumber, formatWithError } from '../../../base/format.js';
import { drawnFit } from '../../../laws/runs/drawn-fit.js';
import { lawLines } from '../../../laws/law-lines.js';
import { sharedResult } from '../../../laws/share/shared-result.js';
import { isOfPreset } from '../../../lab/presets/resolve.js';
import { presets, type PresetId } from '../../../lab/presets/presets.js';
import type { LabState } from '../../../lab/records/record.js';
import { LAB_VERSION } from '../../../base/version.js';
import { measuredAt } from '../../../lab/records/measured-at.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import { plainStyle, type ChartStyle } from '../../chart-style.js';
import type { Figure } from '../../figure.js';
import { labLawView } from '../../lab-law-view.js';
import { lawFigure } from '../../law-figure.js';
import { lawNotes } from '../../law-notes.js';
import { lossFigure } from '../../loss-figure.js';
import { onOneLossAxis, type LossScale } from '../../shown-result.js';
import { escapeXml } from '../../svg-frame.js';
import { labWords, measuredWords, settingsOf, titleOf } from '../exported.js';
import { chartVariants } from './variants.js';
import script from './hover.js?raw';
import { sheet } from './sheet.js';

/** Custom properties of the sheet, so that a chart follows the theme. */
const themed: ChartStyle = {
  surface: 'var(--surface)',
  ink: 'var(--ink)',
  soft: 'var(--soft)',
  ghost: 'var(--soft)',
  grid: 'var(--grid)',
  good: 'var(--good)',
  bad: 'var(--bad)',
  laws: plainStyle.laws,
  size: (index, count) => {
    const t = count > 1 ? index / (count - 1) : 0.5;
    return `light-dark(${plainStyle.size(index, count)}, hsl(${Math.round(285 - 240 * t)} 70% ${Math.round(62 + 12 * t)}%))`;
  },
};

export interface ReportOptions {
  /** Of the losses. */
  readonly unit: string;
  /** What the visitor calls the experiment. */
  readonly name?: string;
  /** Where the page is published; null where it is not. */
  readonly site?: string | null;
}

/** The report of an experiment that ended. */
export function reportHtml(
  state: LabState,
  laws: readonly Law[],
  { unit, name = '', site = null }: ReportOptions,
): string {
  const { plan, device, runs } = state;
  if (!plan) throw new Error('expected an experiment to report');
  const { spec } = plan;
  const about = { spec, name, device, measured: measuredAt(runs), labVersion: LAB_VERSION };
  const question = isOfPreset(spec) ? presets[spec.preset as PresetId].question : '';
  const floors = laws.map(floorOf);
  const curves = lossFigure(runs, { unit });
  const lawCharts = laws.map((law) => lawChart(law, state, unit));
  /** Curves and law with one axis of loss, as on the page. */
  const pair = (i: number, axes: LossScale): ReturnType<typeof onOneLossAxis> =>
    onOneLossAxis({ curves, law: lawCharts.at(i) ?? curves }, axes);
  const charts = [
    chartVariants((axes) => ({ ...pair(0, axes).curves, joins: [] }), {
      caption: 'Training loss of the best replica of each size, pale, and its evaluations.',
      floor: floors.at(0) ?? 0,
      style: themed,
    }),
    ...laws.map((_, i) =>
      chartVariants((axes) => ({ ...pair(i, axes).law, joins: [] }), {
        caption:
          'Tuned points with 95 % error bars, the fit with its 95 % band, and, where theory predicts a slope, that slope as a dashed line.',
        floor: floors[i],
        style: themed,
      }),
    ),
  ];
  const result = laws.length > 0 ? sharedResult(state, laws[0], name) : null;
  const source = [measuredWords(about), result ? labWords({ result, site }) : `Scaling Lab ${LAB_VERSION}`];
  const title = titleOf(about);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(title)} · Scaling Lab</title>
<style>${sheet}</style>
<h1>${escapeXml(title)}</h1>
<p>${escapeXml(settingsOf(about))}</p>
<p class="soft">${escapeXml(question)}</p>
${switches(floors.some((floor) => floor > 0))}
<div class="charts">${charts.join('\n')}</div>
${laws.map((law) => lawSection(law)).join('\n')}
<h2>The experiment</h2>
<pre>${escapeXml(JSON.stringify(spec, null, 1))}</pre>
<p class="soft">${escapeXml(source.join(' · '))}</p>
<script>${script}</script>
</html>
`;
}

/** What a chart may subtract from the loss: the known floor or the fitted one, 0 for none. */
function floorOf(law: Law): number {
  return law.knownFloor ?? drawnFit(law)?.E ?? 0;
}

/** Radio buttons that choose among the forms of all charts; style sheets read them. */
function switches(hasFloor: boolean): string {
  const choice = (legend: string, name: string, options: readonly (readonly [string, string])[]): string =>
    `<fieldset><legend>${legend}</legend>${options
      .map(
        ([id, words], i) =>
          `<label><input type="radio" name="${name}" id="${id}"${i === 0 ? ' checked' : ''}>${words}</label>`,
      )
      .join('')}</fieldset>`;
  const axes = choice('Axes', 'axes', [
    ['log', 'logarithmic: a straight line is a power law'],
    ['linear', 'linear'],
  ]);
  const loss = choice('Loss', 'loss', [
    ['whole', 'loss'],
    ['excess', 'loss − floor'],
  ]);
  return `<form class="switches">${axes}${hasFloor ? loss : ''}</form>`;
}

function lawChart(law: Law, { runs }: LabState, unit: string): Figure {
  const view = labLawView(law, { runs, ghost: null, forecast: null, unit });
  return { ...lawFigure(view), notes: lawNotes(law) };
}

function lawSection(law: Law): string {
  const lines = lawLines(law).map((line) => `<p>${escapeXml(line)}</p>`);
  const head = ['width', 'N', 'samples', 'FLOPs', 'loss', 'learning rate', ''];
  const rows = law.points.map((point) => [
    String(point.width),
    formatCount(point.N),
    formatCount(point.uniqueSamples),
    formatCount(point.C),
    formatWithError(point.loss, point.standardError),
    formatNumber(point.learningRate),
    point.excluded === null ? '' : `left out: ${point.excluded}`,
  ]);
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeXml(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((cells) => row(cells, 'td')).join('\n');
  return `<h2>The law along ${law.axis}</h2>
${lines.join('\n')}
<div class="wide"><table><thead>${row(head, 'th')}</thead><tbody>${body}</tbody></table></div>`;
}

// report.html: one file with the two charts as SVG, the law in words and its numbers, for both themes and for print.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { presets } from '../../lab/presets/presets.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import { isPresetId } from '../../lab/presets/resolve.js';
import type { LabState } from '../../lab/records/record.js';
import { plainStyle, type ChartStyle } from '../../figures/chart-style.js';
import type { Figure } from '../../figures/figure.js';
import { figureSvg } from '../../figures/figure-svg.js';
import { labLawView } from '../../figures/lab-law-view.js';
import { lawFigure } from '../../figures/law-figure.js';
import { lawNotes } from '../../figures/law-notes.js';
import { lossFigure } from '../../figures/loss-figure.js';
import { escapeXml } from '../../figures/svg-frame.js';
import { taskOf } from '../../data/tasks/tasks.js';
import { lawLines } from './print-law.js';

/** Custom properties of the sheet below, so that a chart follows the theme. */
const themed: ChartStyle = {
  surface: 'var(--surface)',
  ink: 'var(--ink)',
  soft: 'var(--soft)',
  ghost: 'var(--soft)',
  grid: 'var(--grid)',
  good: 'var(--good)',
  bad: 'var(--bad)',
  size: (index, count) => {
    const t = count > 1 ? index / (count - 1) : 0.5;
    return `light-dark(${plainStyle.size(index, count)}, hsl(${Math.round(285 - 240 * t)} 70% ${Math.round(62 + 12 * t)}%))`;
  },
};

const sheet = `
:root { color-scheme: light dark; --surface: light-dark(#fff, #15191c); --ink: light-dark(#15181a, #eef1f2);
  --soft: light-dark(#62676b, #949da3); --grid: light-dark(#ebebe6, #20262a);
  --good: light-dark(#1d6b3c, #7fd3a0); --bad: light-dark(#99201b, #ffada6); }
body { max-width: 84rem; margin: 2rem auto; padding: 0 1rem; background: var(--surface); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1rem; } .soft, figcaption { color: var(--soft); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
figure { margin: 0; } figure > svg { width: 100%; height: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { padding: 0.25rem 0.9rem 0.25rem 0; text-align: right; } th:last-child, td:last-child { text-align: left; }
thead { border-bottom: 1px solid var(--soft); } pre { overflow-x: auto; font-size: 0.8rem; color: var(--soft); }`;

/** The report of an experiment that ended. */
export function reportHtml(state: LabState, laws: readonly Law[]): string {
  const { plan, device, runs } = state;
  if (!plan) throw new Error('expected an experiment to report');
  const { spec } = plan;
  const preset = isPresetId(spec.preset) ? presets[spec.preset] : null;
  const { unit } = taskOf(spec.task);
  const title = preset?.title ?? spec.preset;
  const charts = [
    chart(
      lossFigure(runs, { unit }),
      'Training loss of the best replica of each size, pale, and its evaluations.',
    ),
    ...laws.map((law) =>
      chart(
        lawChart(law, state, unit),
        'Tuned points with 95 % error bars, the fit with its 95 % band, and, where theory predicts a slope, that slope as a dashed line.',
      ),
    ),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(title)} · Scaling Lab</title>
<style>${sheet}</style>
<h1>${escapeXml(title)}</h1>
<p class="soft">${escapeXml([preset?.question ?? '', `Trained on ${device?.description ?? 'an unknown device'}.`].join(' '))}</p>
<div class="charts">${charts.join('\n')}</div>
${laws.map((law) => lawSection(law)).join('\n')}
<h2>The experiment</h2>
<pre>${escapeXml(JSON.stringify(spec, null, 1))}</pre>
</html>
`;
}

function lawChart(law: Law, { runs }: LabState, unit: string): Figure {
  const view = labLawView(law, { runs, ghost: null, forecast: null, unit });
  return { ...lawFigure(view), notes: lawNotes(law) };
}

function chart(figure: Figure, caption: string): string {
  return `<figure>${figureSvg(figure, themed)}<figcaption>${caption}</figcaption></figure>`;
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

import { html, svg, type TemplateResult } from 'lit';
import type { Figure, FigureLine, FigureMark } from '../../../figures/figure.js';
import type { Theme } from '../../parts/tokens.js';
import { inkColour } from './draw-figure.js';
import { DASH, DOTS } from '../law/law-key.js';

const dashes = { solid: [], thin: [], dashed: DASH, dotted: DOTS };

/** What the lines, bands and marks of a figure are. Styles: `lawKeyStyles`. */
export function figureKey({ lines, bands, key }: Figure, theme: Theme): TemplateResult {
  const named = new Map(lines.flatMap((line) => (line.name === null ? [] : [[line.name, line] as const])));
  return html`<ul class="key" aria-label="Lines and marks of the chart">
    ${[...named].map(([name, line]) => html`<li>${lineSample(line, theme)}${name}</li>`)}
    ${bands.map(
      ({ name }) =>
        html`<li>
          <svg viewBox="0 0 26 12" aria-hidden="true">
            <rect width="26" height="12" rx="2" fill="var(--ink)" opacity="0.14" /></svg
          >${name}
        </li>`,
    )}
    ${key.map(({ shape, name }) => html`<li>${markSample(shape)}${name}</li>`)}
  </ul>`;
}

function lineSample({ ink, style }: FigureLine, theme: Theme): TemplateResult {
  return html`<svg viewBox="0 0 26 12" aria-hidden="true">
    <line
      x2="26"
      y1="6"
      y2="6"
      stroke=${inkColour(ink, theme)}
      stroke-width="2"
      stroke-dasharray=${dashes[style].join(' ')}
    />
  </svg>`;
}

function markSample(shape: FigureMark['shape']): TemplateResult {
  const fill = shape.startsWith('hollow') ? 'none' : 'var(--ink-soft)';
  const mark = shape.endsWith('diamond')
    ? svg`<path d="M13 0.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z" fill=${fill} stroke="var(--ink-soft)" />`
    : svg`<circle cx="13" cy="6" r=${shape === 'dot' ? 2.75 : 4.5} fill=${fill} stroke="var(--ink-soft)" />`;
  return html`<svg viewBox="0 0 26 12" aria-hidden="true">${mark}</svg>`;
}

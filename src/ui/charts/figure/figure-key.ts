import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Figure, FigureBox, FigureLine, FigureMark } from '../../../figures/figure.js';
import { formula } from '../../parts/formula.js';
import type { Theme } from '../../parts/tokens.js';
import { inkColour, lineLook } from './look.js';
import { words } from './words.js';

/** What the lines, bands, boxes and marks of a figure are; nothing where none has a name. Styles: `keyStyles`. */
export function figureKey(
  { lines, bands, boxes = [], key }: Figure,
  theme: Theme,
): TemplateResult | typeof nothing {
  const named = new Map(lines.flatMap((line) => (line.name === null ? [] : [[line.name, line] as const])));
  const others = bands.filter(({ name }) => name !== null).length + boxes.length + key.length;
  if (named.size + others === 0) return nothing;
  return html`<ul class="key" aria-label=${words.key}>
    ${[...named].map(([name, line]) => entry(lineSample(line, theme), name))}
    ${bands.map(({ name }) => (name === null ? nothing : entry(bandSample, name)))}
    ${boxes.map((box) => entry(boxSample(box, theme), box.name))}
    ${key.map(({ shape, name }) => (shape ? entry(markSample(shape), name) : html`<li>${name}</li>`))}
  </ul>`;
}

function entry(sample: SVGTemplateResult, name: string): TemplateResult {
  return html`<li>
    <svg viewBox="0 0 26 12" aria-hidden="true">${sample}</svg><span>${formula(name)}</span>
  </li>`;
}

function lineSample(line: FigureLine, theme: Theme): SVGTemplateResult {
  const { width, dash } = lineLook(line);
  return svg`<line x2="26" y1="6" y2="6" stroke=${inkColour(line.ink, theme)} stroke-width=${width}
    stroke-dasharray=${dash.join(' ')} />`;
}

const bandSample = svg`<rect width="26" height="12" rx="2" fill="var(--ink)" opacity="0.14" />`;

function boxSample({ ink }: FigureBox, theme: Theme): SVGTemplateResult {
  return svg`<path d="M7 1h12v10H7zM7 6h12" fill="none" stroke=${inkColour(ink, theme)} stroke-width="1.5" />`;
}

function markSample(shape: FigureMark['shape']): SVGTemplateResult {
  const fill = shape.startsWith('hollow') ? 'none' : 'var(--ink-soft)';
  return shape.endsWith('diamond')
    ? svg`<path d="M13 0.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z" fill=${fill} stroke="var(--ink-soft)" />`
    : svg`<circle cx="13" cy="6" r=${shape === 'dot' ? 2.75 : 4.5} fill=${fill} stroke="var(--ink-soft)" />`;
}

import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { halfWidth } from '../../../base/maths/statistics.js';
import type { Coordinate, MarkShape } from '../../../figures/figure.js';
import { dateWords } from '../../../figures/export/exported.js';
import { comparedShapes, shapeOf } from '../../../figures/compare-figure.js';
import { cornersOf, isHollow } from '../../../figures/mark-corners.js';
import { drawnLaw, type Findings, type FoundLaw } from '../../../laws/compare/findings.js';
import { deviceName } from '../../device/words.js';
import { lawColour } from '../../parts/law-colours.js';
import type { Theme } from '../../parts/tokens.js';
import { when } from '../../parts/when.js';
import type { Comparable } from './sources.js';
import { doublingWords, exponentWords, floorWords, sizesWords, words } from './words.js';

/** A law in the table. */
export interface CompareRow {
  readonly comparable: Comparable;
  /** Undefined until they are read, null where they cannot be. */
  readonly findings: Findings | null | undefined;
  /** Along the axis in sight; null without one. */
  readonly law: FoundLaw | null;
  /** What tells it from the others, in short and in full. */
  readonly aside: string;
  readonly full: string;
  readonly index: number;
  readonly isHidden: boolean;
  /** The hash without it. */
  readonly without: string;
}

/** `highest` is where the little axes of exponents end. Roles are said again, as tables on phones are cards. */
export function compareRow(
  { comparable, findings, law, aside, full, index, isHidden, without }: CompareRow,
  {
    theme,
    highest,
    toggle,
  }: { readonly theme: Theme; readonly highest: number; readonly toggle: () => void },
): TemplateResult {
  const { name, provenance, spec } = comparable;
  const { heads } = words;
  const isRead = findings !== undefined;
  const fit = law && drawnLaw(law);
  const [value, error] = isRead ? exponentWords(law).split(' ± ') : ['…'];
  const number = (head: string, content: string | TemplateResult): TemplateResult =>
    html`<td role="cell" class="number" data-head=${head}>${content}</td>`;
  return html`<tr role="row" class=${isHidden ? 'hidden-law' : ''}>
    <th role="rowheader" scope="row">
      <div class="law-cell">
        ${swatch(index, provenance === 'here', theme)}<span title=${full}><b>${name}</b> ${aside}</span>
      </div>
    </th>
    ${number(heads.exponent(law?.axis ?? 'N'), html`<span><b>${value}</b>${error === undefined ? nothing : ` ± ${error}`}</span>`)}
    <td role="cell" class="interval-cell">
      ${fit ? intervalPicture(fit.alpha, halfWidth(fit.intervals.alpha), highest, lawColour(index, theme)) : nothing}
    </td>
    ${number(heads.floor, floorWords(law))} ${number(heads.doubling, doublingWords(fit))}
    ${number(heads.sizes, sizesWords(law, spec?.seeds.count ?? null))}
    <td role="cell" class="measured">
      <span class="tag ${provenance}">${provenanceWords(comparable, findings)}</span>
    </td>
    <td role="cell" class="actions">
      <button
        aria-label=${(isHidden ? words.showHint : words.hideHint)(name)}
        aria-pressed=${isHidden ? 'true' : 'false'}
        @click=${toggle}
      >
        ${isHidden ? words.show : words.hide}
      </button>
      <a class="button" href=${without} aria-label=${words.removeHint(name)}>${words.remove}</a>
    </td>
  </tr>`;
}

/** The colour and the mark of a law, as the chart draws them. */
export function swatch(index: number, measuredHere: boolean, theme: Theme): TemplateResult {
  const colour = lawColour(index, theme);
  const dash = measuredHere ? (index < comparedShapes.length ? '' : '9 3') : '5 3';
  return html`<svg class="swatch" viewBox="0 0 32 14" aria-hidden="true">
    <path d="M0 7h32" stroke=${colour} stroke-width="2" stroke-dasharray=${dash || nothing} />
    ${mark(shapeOf(index, measuredHere), colour)}
  </svg>`;
}

function mark(shape: MarkShape, colour: string): SVGTemplateResult {
  const fill = isHollow(shape) ? 'var(--surface)' : colour;
  const corners = cornersOf(shape);
  const place = ([x, y]: Coordinate): string => `${16 + 4.5 * x},${7 + 4.5 * y}`;
  return corners
    ? svg`<polygon points=${corners.map(place).join(' ')} fill=${fill} stroke=${colour} stroke-width="1.2" />`
    : svg`<circle cx="16" cy="7" r="4.5" fill=${fill} stroke=${colour} stroke-width="1.2" />`;
}

/** An exponent with its interval on an axis from 0. */
function intervalPicture(alpha: number, half: number, highest: number, colour: string): TemplateResult {
  const at = (value: number): number =>
    Math.round(10 * Math.min(88, Math.max(0, (88 * value) / highest))) / 10;
  const [low, middle, high] = [alpha - half, alpha, alpha + half].map(at);
  return html`<svg class="interval" viewBox="0 0 88 16" aria-hidden="true">
    <path d="M0 8h88" stroke="var(--line)" stroke-width="2" />
    <path d="M${low} 8H${high}M${middle} 2v12" stroke=${colour} stroke-width="2.5" />
  </svg>`;
}

function provenanceWords(
  { provenance, measured }: Comparable,
  findings: Findings | null | undefined,
): string {
  if (provenance === 'file') return words.file;
  if (provenance === 'here') return words.here(when(measured ?? Date.now()));
  const device = findings?.device;
  if (provenance === 'elsewhere')
    return words.elsewhere(device ? deviceName(device) : '', dateWords(measured));
  return device ? words.recordedOn(deviceName(device)) : words.recordedTag;
}

import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { comparedShapes } from '../../figures/compare-figure.js';
import { cornersOf } from '../../figures/mark-corners.js';
import type { GroupLaws } from '../../figures/panels/group-laws.js';
import { onLinearAxes } from '../../figures/shown-result.js';
import '../charts/figure/lab-figure-chart.js';
import { controls, table } from '../parts/controls.js';
import { lawColour } from '../parts/law-colours.js';
import { segmentedStyles } from '../parts/segmented.js';
import type { Theme } from '../parts/tokens.js';
import { scaleSwitch, type AxesScale } from './scale-switch.js';
import { words } from './words.js';

const said = words.groups;

/**
 * The laws of the groups of a table: on one chart, and as a table of exponents.
 *
 * @fires group-choose - `{value}`: the group whose laws are shown in full.
 */
@customElement('lab-groups')
export class LabGroups extends LitElement {
  static override readonly styles = [
    controls,
    table,
    segmentedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 0.875rem;
      }
      section {
        padding: 0.8rem 0.9rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .wide {
        grid-column: 1 / -1;
      }
      p {
        margin-top: 0.7rem;
        color: var(--ink-soft);
        font-size: 0.9375rem;
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      svg {
        width: 0.9rem;
        height: 0.9rem;
        margin-right: 0.35rem;
        vertical-align: -0.1rem;
      }
      td:nth-child(2) {
        color: var(--ink);
        font-weight: 600;
      }
      th button {
        min-height: 1.75rem;
        padding: 0 0.3rem;
        border: 0;
        background: none;
        color: var(--ink);
        font-size: inherit;
        text-decoration: underline;
        text-decoration-color: var(--line-strong);
      }
      [aria-pressed='true'] {
        font-weight: 650;
        text-decoration: none;
      }
      @media (pointer: coarse) {
        th button {
          min-height: 2.75rem;
        }
      }
      @container stage (max-width: 52rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      /* Cards, one a group. Roles are said again for them. */
      @container stage (max-width: 30rem) {
        thead {
          display: none;
        }
        tr {
          display: grid;
          padding: 0.5rem 0;
          border-bottom: 1px solid var(--line);
        }
        tr > * {
          display: flex;
          gap: 1rem;
          justify-content: space-between;
          border: 0;
        }
        td::before {
          content: attr(data-head);
          color: var(--ink-faint);
          font-weight: 400;
        }
        th {
          align-items: center;
          justify-content: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) groups: GroupLaws | null = null;
  /** The group whose laws are shown in full; null for none. */
  @property() chosen: string | null = null;
  @property() name = 'points';
  @property() theme: Theme = 'light';

  @state() private _scale: AxesScale = 'log';

  protected override render(): TemplateResult | typeof nothing {
    const { groups } = this;
    if (!groups) return nothing;
    const { figure, heads, rows } = groups;
    return html`${
        figure
          ? html`<lab-figure-chart
              .figure=${this._scale === 'linear' ? onLinearAxes(figure) : figure}
              .name=${`${this.name}-groups`}
              .theme=${this.theme}
              >${scaleSwitch(this._scale, (scale) => (this._scale = scale))}</lab-figure-chart
            >`
          : nothing
      }
      <section class=${figure ? '' : 'wide'}>
        <h2>${said.title(rows.length)}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label=${said.table}>
          <table role="table">
            <thead role="rowgroup">
              <tr role="row">
                ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${rows.map(({ value, exponent, floor, headline, rows: count, r2 }, i) => {
                const cells = [
                  exponent,
                  ...(heads.length > 5 ? [headline ?? words.groups.none] : []),
                  floor,
                  String(count),
                  r2,
                ];
                return html`<tr role="row">
                  <th role="rowheader" scope="row">
                    ${swatch(i, this.theme)}<button
                      aria-pressed=${value === this.chosen ? 'true' : 'false'}
                      @click=${() => this.dispatchEvent(new CustomEvent('group-choose', { detail: { value } }))}
                    >
                      ${value || words.columns.emptyCell}
                    </button>
                  </th>
                  ${cells.map((cell, at) => html`<td role="cell" data-head=${heads[at + 1]}>${cell}</td>`)}
                </tr>`;
              })}
            </tbody>
          </table>
        </div>
        <p>${groups.words}</p>
      </section>`;
  }
}

function swatch(index: number, theme: Theme): TemplateResult {
  const corners = cornersOf(comparedShapes[index % comparedShapes.length]);
  const colour = lawColour(index, theme);
  const mark: SVGTemplateResult = corners
    ? svg`<path fill=${colour} d="M${corners.map(([x, y]) => `${8 + 6 * x} ${8 + 6 * y}`).join('L')}Z" />`
    : svg`<circle fill=${colour} cx="8" cy="8" r="5" />`;
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${mark}</svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-groups': LabGroups;
  }
}

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { recipeLines } from '../../laws/recipe.js';
import type { Panel } from '../../figures/panels/panel.js';
import '../charts/figure/lab-figure-chart.js';
import { controls, panel, table } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';

/** One law of a table: its chart, the finding in words and figures, and the charts that judge it. */
@customElement('lab-law-panel')
export class LabLawPanel extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        align-items: start;
        gap: 1rem;
        border: 0;
        background: none;
        box-shadow: none;
      }
      .words {
        padding: 0.8rem 0.9rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .headline {
        margin: 0.35rem 0 0.3rem;
        font-size: 1.375rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.025em;
        line-height: 1.2;
      }
      .summary {
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      h2 + .summary {
        margin-top: 0.35rem;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
        gap: 0.6rem 1rem;
        margin: 0.9rem 0 0;
        padding-top: 0.8rem;
        border-top: 1px solid var(--line);
        font-size: 0.875rem;
      }
      dt {
        color: var(--ink-faint);
        font-size: var(--tiny);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      ul {
        display: grid;
        gap: 0.3rem;
        margin: 0.8rem 0 0;
        padding: 0;
        font-size: 0.875rem;
        list-style: none;
      }
      li {
        padding: 0.35rem 0.6rem;
        border-radius: var(--radius-small);
        background: var(--warning-fill);
        color: var(--warning-ink);
        text-wrap: pretty;
      }
      details {
        margin-top: 0.8rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      summary {
        cursor: pointer;
      }
      pre {
        margin: 0.4rem 0;
        font: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .scroll {
        margin-top: 0.8rem;
        overflow-x: auto;
      }
      .more {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
        gap: 1rem;
        grid-column: 1 / -1;
        --chart-height: clamp(12rem, 32vh, 18rem);
      }
      @media (max-width: 1080px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) panel: Panel | null = null;
  /** Begins the names of files. */
  @property() name = 'points';
  @property() theme: Theme = 'light';

  protected override render(): TemplateResult | typeof nothing {
    const { panel: law, theme } = this;
    if (!law) return nothing;
    const [main, ...others] = law.figures;
    return html`${
        law.figures.length > 0
          ? html`<lab-figure-chart .figure=${main} .name=${this.name} .theme=${theme}></lab-figure-chart>`
          : nothing
      }
      <section class="words ${law.figures.length > 0 ? '' : 'wide'}">
        <h2>${law.fitted ? 'The law' : 'No law'}</h2>
        ${law.headline === null ? nothing : html`<p class="headline">${law.headline.replaceAll(' ± ', '\u00a0±\u00a0')}</p>`}
        <p class="summary">${law.summary}</p>
        ${law.comparison ? this.#comparison(law.comparison) : nothing}
        ${
          law.facts.length > 0
            ? html`<dl>
                ${law.facts.map(
                  ({ name, value }) =>
                    html`<div>
                      <dt>${name}</dt>
                      <dd>${value}</dd>
                    </div>`,
                )}
              </dl>`
            : nothing
        }
        ${
          law.warnings.length > 0
            ? html`<ul>
                ${law.warnings.map((warning) => html`<li>${warning}</li>`)}
              </ul>`
            : nothing
        }
        ${law.recipe.length > 0 ? this.#recipe(law.recipe) : nothing}
      </section>
      ${
        others.length > 0
          ? html`<div class="more">
              ${others.map(
                (figure) =>
                  html`<lab-figure-chart
                    .figure=${figure}
                    .name=${this.name}
                    .theme=${theme}
                  ></lab-figure-chart>`,
              )}
            </div>`
          : nothing
      }`;
  }

  /** How it was fitted: as text to copy, and in every file of a chart. */
  #recipe(list: Panel['recipe']): TemplateResult {
    const text = recipeLines(list).join('\n');
    return html`<details>
      <summary>How this was fitted</summary>
      <p>These lines are in every SVG and CSV of its charts.</p>
      <pre>${text}</pre>
      <button class="quiet" @click=${() => void navigator.clipboard.writeText(text)}>Copy</button>
    </details>`;
  }

  #comparison({ heads, rows }: NonNullable<Panel['comparison']>): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Forms compared">
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first, ...rest]) =>
              html`<tr>
                <th scope="row">${first}</th>
                ${rest.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-law-panel': LabLawPanel;
  }
}

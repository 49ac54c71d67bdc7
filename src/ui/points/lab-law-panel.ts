import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { recipeLines } from '../../laws/recipe.js';
import type { Panel } from '../../figures/panels/panel.js';
import '../charts/figure/lab-figure-chart.js';
import { controls, panel, table } from '../parts/controls.js';
import { dataTableStyles, numberTable } from '../parts/data-table.js';
import { formula } from '../parts/formula.js';
import { facts, factsStyles, remarks, remarkStyles } from '../parts/facts.js';
import type { Theme } from '../parts/tokens.js';
import { words } from './words.js';

const said = words.panel;

/** One law of a table: its chart, the finding in words and figures, and the charts that judge it. */
@customElement('lab-law-panel')
export class LabLawPanel extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    dataTableStyles,
    factsStyles,
    remarkStyles,
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
      .facts {
        --fact-width: 9.5rem;
        margin-top: 0.9rem;
        padding-top: 0.8rem;
        border-top: 1px solid var(--line);
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
        <h2>${law.fitted ? said.law : said.noLaw}</h2>
        ${law.headline === null ? nothing : html`<p class="headline">${law.headline.replaceAll(' ± ', '\u00a0±\u00a0')}</p>`}
        <p class="summary">${formula(law.summary)}</p>
        ${law.comparison ? numberTable({ caption: said.compared, ...law.comparison }) : nothing}
        ${law.facts.length > 0 ? facts(law.facts) : nothing} ${remarks(law.warnings)}
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
      <summary>${said.recipe}</summary>
      <p>${said.recipeMore}</p>
      <pre>${text}</pre>
      <button class="quiet" @click=${() => void navigator.clipboard.writeText(text)}>${said.copy}</button>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-law-panel': LabLawPanel;
  }
}

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Panel } from '../../figures/panels/panel.js';
import { onLinearAxes } from '../../figures/shown-result.js';
import { sizes } from '../../laws/table/six-nd.js';
import '../charts/figure/lab-figure-chart.js';
import { controls, table } from '../parts/controls.js';
import { dataTableStyles, numberTable } from '../parts/data-table.js';
import { formula } from '../parts/formula.js';
import { facts, factsStyles, remarks, remarkStyles } from '../parts/facts.js';
import { segmentedStyles } from '../parts/segmented.js';
import type { Theme } from '../parts/tokens.js';
import { ShortcutController } from '../session/shortcuts.js';
import { scaleSwitch, type AxesScale } from './scale-switch.js';
import { words } from './words.js';

const said = words.panel;

/** One law of a table: its chart, and the finding in words and figures. */
@customElement('lab-law-panel')
export class LabLawPanel extends LitElement {
  static override readonly styles = [
    controls,
    table,
    dataTableStyles,
    factsStyles,
    remarkStyles,
    segmentedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        align-items: stretch;
        gap: 0.875rem;
      }
      .words {
        padding: 0.8rem 0.9rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .from {
        overflow: hidden;
        min-width: 0;
        max-width: 18rem;
        margin-left: auto;
        padding: 0.15rem 0.55rem;
        border-radius: 1rem;
        background: var(--info-fill);
        color: var(--info-ink);
        font-size: var(--tiny);
        text-overflow: ellipsis;
        white-space: nowrap;
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
      .scroll {
        margin-top: 0.8rem;
      }
      @container stage (max-width: 52rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) panel: Panel | null = null;
  /** Begins the names of files. */
  @property() name = 'points';
  /** Which points these are. */
  @property() from = '';
  @property() theme: Theme = 'light';

  @state() private _scale: AxesScale = 'log';

  constructor() {
    super();
    new ShortcutController(this, { l: () => (this._scale = this._scale === 'log' ? 'linear' : 'log') });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { panel: law, theme } = this;
    if (!law) return nothing;
    const [main] = law.figures;
    // Valleys and frontiers are read on logarithmic axes only.
    const isLine = (sizes as readonly string[]).includes(law.id);
    const figure = isLine && this._scale === 'linear' ? onLinearAxes(main) : main;
    return html`${
        law.figures.length > 0
          ? html`<lab-figure-chart .figure=${figure} .name=${this.name} .theme=${theme}
              >${isLine ? scaleSwitch(this._scale, (scale) => (this._scale = scale)) : nothing}<span
                class="from"
                title=${this.from}
                >${this.from}</span
              ></lab-figure-chart
            >`
          : nothing
      }
      <section class="words ${law.figures.length > 0 ? '' : 'wide'}">
        <h2>${law.fitted ? said.law : said.noLaw}</h2>
        ${law.headline === null ? nothing : html`<p class="headline">${law.headline.replaceAll(' ± ', '\u00a0±\u00a0')}</p>`}
        <p class="summary">${formula(law.summary)}</p>
        ${law.comparison ? numberTable({ caption: said.compared, ...law.comparison }) : nothing}
        ${law.facts.length > 0 ? facts(law.facts) : nothing} ${remarks(law.warnings)}
      </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-law-panel': LabLawPanel;
  }
}

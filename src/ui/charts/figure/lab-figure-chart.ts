import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatNumber } from '../../../base/format.js';
import { figureCsv, type Figure } from '../../../figures/figure.js';
import { figureSvg } from '../../../figures/figure-svg.js';
import { download } from '../../parts/browser.js';
import { chartStyle } from '../chart-style.js';
import { controls, panel, table } from '../../parts/controls.js';
import { formula } from '../../parts/formula.js';
import type { Theme } from '../../parts/tokens.js';
import { chartStyles } from '../chart-styles.js';
import { dataTable, dataTableStyles } from '../../parts/data-table.js';
import { withEnds } from './draw-ends.js';
import { figureKey } from './figure-key.js';
import { figureView } from './figure-view.js';
import { keyStyles } from './key-styles.js';
import { PlotController } from '../plot-controller.js';
import { readoutAt } from './readout.js';
import { resetZoomButton } from '../reset-zoom.js';
import { saveTools } from '../../parts/save-tools.js';
import { tableCaption, words } from './words.js';

const flatStyles = css`
  .said {
    display: flex;
    gap: 0.75rem;
    justify-content: space-between;
    white-space: nowrap;
  }
  .said strong {
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  :host([flat]) {
    padding: 0;
    border: 0;
    box-shadow: none;
  }
  :host([flat]) header {
    min-height: 2.75rem;
  }
  :host([flat]) h2 {
    font-size: 0.875rem;
    font-weight: 600;
  }
  :host([flat]) .said {
    height: 1.5rem;
    overflow: hidden;
  }
  :host([flat]) .plot {
    flex: none;
    height: calc(var(--chart-height, 20rem) - 1.5rem);
    min-height: 0;
  }
  :host([flat]) .key {
    align-content: start;
    min-height: 2.75rem;
  }
  :host([flat]) canvas {
    opacity: var(--marks, 1);
  }
`;

/** Longer tables are shown whole only in the file. */
const MOST_ROWS = 400;

/** A chart of plain data: valleys, frontiers, contours, residuals, laws side by side. Saves itself as PNG, SVG and CSV. Its slot is for switches. */
@customElement('lab-figure-chart')
export class LabFigureChart extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    ...chartStyles,
    dataTableStyles,
    keyStyles,
    flatStyles,
  ];

  @property({ attribute: false }) figure: Figure | null = null;
  /** Start of the names of files. */
  @property() name = 'points';
  @property() theme: Theme = 'light';
  /** One of several in a panel: its finding stands in the line of the crosshair's words, and its height does not change with its key. */
  @property({ type: Boolean, reflect: true }) flat = false;
  /** On a projector: nothing to save or to read off. */
  @property({ type: Boolean }) bare = false;

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );

  protected override willUpdate(changed: PropertyValues): void {
    const { figure } = this;
    if (!figure || !(changed.has('figure') || changed.has('theme'))) return;
    const view = figureView(figure, this.theme, (cursor) => readoutAt(figure, cursor));
    this.#plot.show(withEnds(view, figure, this.theme));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { figure } = this;
    if (!figure) return nothing;
    return html`<header>
        <h2>${figure.title}</h2>
        <slot></slot>
        ${resetZoomButton(this.#plot)}
        ${
          this.bare
            ? nothing
            : saveTools({
                chart: figure.title.toLowerCase(),
                formats: ['png', 'svg', 'csv'],
                disabled: false,
                save: (format) => void this.#save(figure, format),
              })
        }
      </header>
      <div class="said">
        ${this.flat && figure.headline ? html`<strong>${formula(figure.headline)}</strong>` : nothing}
        <div class="readout" aria-hidden="true"></div>
      </div>
      <div
        class="plot"
        role="group"
        tabindex="0"
        aria-label="${figure.summary} ${words.crosshair}"
        @keydown=${(event: KeyboardEvent) => this.#plot.onKey(event)}
      >
        <div class="mount"></div>
      </div>
      ${figureKey(figure, this.theme)} ${this.bare ? nothing : dataOf(figure)}`;
  }

  async #save(figure: Figure, format: 'png' | 'svg' | 'csv'): Promise<void> {
    const name = `${this.name}-${figure.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${format}`;
    if (format === 'csv') download(name, figureCsv(figure), 'text/csv');
    else if (format === 'svg') download(name, figureSvg(figure, chartStyle(this.theme)), 'image/svg+xml');
    else {
      const picture = await this.#plot.png();
      if (picture) download(name, picture);
    }
  }
}

function dataOf({ title, table: { heads, rows } }: Figure): TemplateResult {
  return dataTable({
    caption: tableCaption(title, rows.length, MOST_ROWS),
    heads,
    rows: rows
      .slice(0, MOST_ROWS)
      .map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell, 4) : cell))),
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-figure-chart': LabFigureChart;
  }
}

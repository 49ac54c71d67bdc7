import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../../base/format.js';
import { figureCsv, type Figure, type FigureAxis } from '../../../figures/figure.js';
import { figureSvg } from '../../../figures/figure-svg.js';
import { download } from '../../parts/download.js';
import { chartStyle } from '../chart-style.js';
import { controls, panel, table } from '../../parts/controls.js';
import type { Theme } from '../../parts/tokens.js';
import { chartStyles } from '../chart-styles.js';
import { dataTable, dataTableStyles } from '../../parts/data-table.js';
import { drawFigure } from './draw-figure.js';
import { figureKey } from './figure-key.js';
import { lawKeyStyles } from '../law/law-key.js';
import { PlotController, type Crosshair, type PlotView } from '../plot-controller.js';
import { saveTools } from '../../parts/save-tools.js';

/** How near the crosshair must come to a mark to name it, as a share of the axes. */
const NEAR = 0.035;
/** Longer tables are read in the file. */
const MOST_ROWS = 400;

/** A chart of plain data: valleys, frontiers, contours, residuals. Saves itself as PNG, SVG and CSV. */
@customElement('lab-figure-chart')
export class LabFigureChart extends LitElement {
  static override readonly styles = [controls, panel, table, ...chartStyles, dataTableStyles, lawKeyStyles];

  @property({ attribute: false }) figure: Figure | null = null;
  /** Begins the names of files. */
  @property() name = 'points';
  @property() theme: Theme = 'light';

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );

  protected override willUpdate(changed: PropertyValues): void {
    if (this.figure && (changed.has('figure') || changed.has('theme')))
      this.#plot.show(this.#view(this.figure));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { figure } = this;
    if (!figure) return nothing;
    const { heads, rows } = figure.table;
    return html`<header>
        <h2>${figure.title}</h2>
        ${
          this.#plot.zoomed
            ? html`<button class="quiet" @click=${() => this.#plot.resetZoom()}>Reset zoom</button>`
            : nothing
        }
        ${saveTools({
          chart: figure.title.toLowerCase(),
          formats: ['png', 'svg', 'csv'],
          disabled: false,
          save: (format) => void this.#save(figure, format),
        })}
      </header>
      <div class="readout" aria-hidden="true"></div>
      <div
        class="plot"
        role="group"
        tabindex="0"
        aria-label="${figure.summary} Arrow keys move the crosshair; the numbers are in the table below."
        @keydown=${(event: KeyboardEvent) => this.#plot.onKey(event)}
      >
        <div class="mount"></div>
      </div>
      ${figureKey(figure, this.theme)}
      ${dataTable({
        caption: `${figure.title}${rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${rows.length} rows` : ''}`,
        heads,
        rows: rows
          .slice(0, MOST_ROWS)
          .map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell, 4) : cell))),
      })}`;
  }

  #view(figure: Figure): PlotView {
    const { x, y } = figure;
    return {
      key: [this.theme, x.label, y.label, x.scale, y.scale].join(),
      theme: this.theme,
      labels: { x: x.label, y: y.label },
      scales: { x: x.scale, y: y.scale },
      // The plot gives axes, zoom and crosshair; what is in it is drawn by hand.
      series: [{ show: false }],
      bands: [],
      data: [[...x.range], [null, null]],
      domain: { x: x.range, y: y.range },
      draw: (plot) => drawFigure(plot, figure, this.theme),
      readout: (cursor) => (cursor ? readoutAt(figure, cursor) : ''),
    };
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

/** The nearest mark, or else where the crosshair is. */
function readoutAt({ x, y, marks }: Figure, cursor: Crosshair): string {
  const left = share(x, cursor.x);
  const top = cursor.y === null ? null : share(y, cursor.y);
  let best = { distance: NEAR, words: '' };
  for (const mark of marks) {
    const distance = Math.hypot(share(x, mark.x) - left, top === null ? 0 : share(y, mark.y) - top);
    if (distance < best.distance) best = { distance, words: mark.words };
  }
  if (best.words) return best.words;
  const at = `${symbol(x)} ${formatCount(cursor.x)}`;
  return cursor.y === null ? at : `${at} · ${symbol(y)} ${formatNumber(cursor.y)}`;
}

/** Where a value lies along an axis, from 0 to 1. */
function share({ scale, range: [low, high] }: FigureAxis, value: number): number {
  if (scale === 'linear') return (value - low) / (high - low);
  return Math.log(value / low) / Math.log(high / low);
}

/** An axis in short: what stands before its first comma. */
function symbol({ label }: FigureAxis): string {
  return label.split(',')[0];
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-figure-chart': LabFigureChart;
  }
}

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RunRecord } from '../../../lab/records/record.js';
import { formatCount, formatNumber } from '../../../base/format.js';
import type { Figure } from '../../../figures/figure.js';
import { ladderOf, rungWords, type Ladder } from '../../../figures/ladder.js';
import type { LossAxis } from '../../../figures/loss-curves.js';
import { lossAxisWords, lossFigure } from '../../../figures/loss-figure.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { sizeColour } from '../../parts/size-ramp.js';
import { controls, panel, table } from '../../parts/controls.js';
import type { Theme } from '../../parts/tokens.js';
import { chartStyles } from '../chart-styles.js';
import { dataTable, dataTableStyles } from '../../parts/data-table.js';
import { legendStyles, sizeLegend } from '../size-legend.js';
import { lossColumns, type LossColumns } from './loss-columns.js';
import { axisNames, plotLabel, words } from './words.js';
import { PlotController, type PlotView } from '../plot-controller.js';
import { resetZoomButton } from '../reset-zoom.js';
import { saveTools } from '../../parts/save-tools.js';

const axes = ['step', 'samples', 'flops'] as const satisfies readonly LossAxis[];

/**
 * Loss curves of all sizes, log-log: of each config the best replica, its training loss pale behind its evaluations.
 *
 * @fires save-picture - `{format}`: the visitor asks for the chart as a file.
 */
@customElement('lab-loss-chart')
export class LabLossChart extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    ...chartStyles,
    segmentedStyles,
    legendStyles,
    dataTableStyles,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** Family of the planned runs, for the words of an empty chart. */
  @property() family: Ladder['family'] = 'mlp';
  /** Unit of the loss, for people. */
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  @state() private _axis: LossAxis = 'step';
  /** Indices of sizes that the visitor has hidden. */
  @state() private _hidden: ReadonlySet<number> = new Set();

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );
  #columns: LossColumns | null = null;
  /** The ladder that `_hidden` refers to. */
  #rungs = '';

  /** The chart as it is, as a PNG; null before it was drawn. */
  png(): Promise<Blob | null> {
    return this.#plot.png();
  }

  /** What is in sight, as plain data for a file. */
  get figure(): Figure {
    return lossFigure(this.runs, { unit: this.unit, axis: this._axis, hidden: this._hidden });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!['runs', 'family', 'unit', 'theme', '_axis', '_hidden'].some((name) => changed.has(name))) return;
    const rungs = ladderOf(this.runs).rungs.join();
    if (rungs !== this.#rungs) {
      // Another experiment: what was hidden in the last one does not apply here.
      this.#rungs = rungs;
      this._hidden = new Set();
    }
    this.#columns = lossColumns(this.runs, this._axis, this._hidden);
    this.#plot.show(this.#view(this.#columns));
  }

  protected override render(): TemplateResult {
    const ladder = ladderOf(this.runs, this.family);
    const empty = this.#columns?.series.length === 0 || this.#columns?.data[0].length === 0;
    return html`<header>
        <h2>${words.title}</h2>
        ${resetZoomButton(this.#plot)}
        ${segmented({
          legend: words.axes,
          name: 'axis',
          options: axes.map((value) => ({ value, label: axisNames(ladder)[value] })),
          value: this._axis,
          change: (axis) => {
            this._axis = axis;
            this.#plot.resetZoom();
          },
        })}
        ${saveTools({
          chart: words.nameToSave,
          formats: ['png', 'svg'],
          disabled: this.runs.length === 0,
          save: (format) => this.dispatchEvent(new CustomEvent('save-picture', { detail: { format } })),
        })}
      </header>
      <div class="readout" aria-hidden="true"></div>
      <div class="plot" role="group" tabindex="0" aria-label=${plotLabel(ladder)} @keydown=${this.#onKey}>
        <div class="mount"></div>
        ${empty ? html`<p class="message">${this.#emptyWords()}</p>` : nothing}
      </div>
      ${sizeLegend({
        ladder,
        hidden: this._hidden,
        theme: this.theme,
        change: (hidden) => {
          this._hidden = hidden;
        },
      })}
      ${dataTable({
        caption: words.table,
        heads: [words.size, lossAxisWords(ladder)[this._axis], this.unit],
        rows: this.#rows(ladder),
      })}`;
  }

  #emptyWords(): TemplateResult {
    return this._hidden.size > 0
      ? html`<span>${words.allHidden}</span>`
      : html`<strong>${words.empty}</strong><span>${words.emptyMore}</span>`;
  }

  #rows(ladder: Ladder): string[][] {
    const { series, data } = this.#columns ?? { series: [], data: [[]] };
    return series.flatMap(({ kind, rung }, i) => {
      if (kind !== 'evaluation') return [];
      return data[0].flatMap((x, row) => {
        const loss = data[i + 1]?.[row];
        return typeof loss === 'number'
          ? [[rungWords(ladder, rung), formatCount(x), formatNumber(loss)]]
          : [];
      });
    });
  }

  #view(columns: LossColumns): PlotView {
    const ladder = ladderOf(this.runs, this.family);
    const { series, data, domain } = columns;
    const x = lossAxisWords(ladder)[this._axis];
    return {
      key: [
        this.theme,
        this.unit,
        x,
        ladder.rungs.length,
        ...series.map((s) => `${s.config}/${s.kind}`),
      ].join(),
      theme: this.theme,
      labels: { x, y: `loss (${this.unit})` },
      series: series.map(({ rung, kind }) => {
        const stroke = sizeColour(rung, ladder.rungs.length, this.theme);
        return kind === 'training'
          ? { stroke, width: 1, alpha: 0.32, spanGaps: true, points: { show: false } }
          : { stroke, width: 2, spanGaps: true, points: { show: true, size: 6, fill: stroke, space: 0 } };
      }),
      bands: [],
      data: (data[0].length > 0
        ? data
        : [domain.x, ...series.map(() => [null, null])]) as unknown as PlotView['data'],
      domain,
      draw: null,
      readout: (cursor) => {
        if (!cursor) return '';
        const at = `${axisNames(ladder)[this._axis]} ${formatCount(cursor.x)}`;
        return cursor.y === null ? at : words.readout(at, formatNumber(cursor.y));
      },
    };
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    this.#plot.onKey(event);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-loss-chart': LabLossChart;
  }
}

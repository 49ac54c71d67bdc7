import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { predictPowerLaw } from '../../../fit/power-law/predict.js';
import type { PowerLawFit } from '../../../fit/power-law/law.js';
import type { ForecastRecord } from '../../../laws/forecast/score-card.js';
import { axisWords } from '../../../laws/words.js';
import type { Law } from '../../../laws/lab-laws.js';
import type { LabPoint } from '../../../laws/lab-points.js';
import type { RunRecord } from '../../../lab/records/record.js';
import { conventions, type Convention } from '../../../models/parameters.js';
import { ladderOf, rungOf } from '../../../figures/ladder.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { sizeColour } from '../../parts/size-ramp.js';
import { formatCount, formatNumber, formatWithError } from '../../../base/format.js';
import { halfWidth } from '../../../base/statistics.js';
import { refusalWords } from '../../run/status-words.js';
import { controls, panel, table } from '../../parts/controls.js';
import { colour, type Theme } from '../../parts/tokens.js';
import { chartStyles } from '../chart-styles.js';
import { dataTable, dataTableStyles } from '../../parts/data-table.js';
import { drawForecast } from './draw-forecast.js';
import { drawPoints } from '../draw-points.js';
import { drawnFit, freeCorner, lawColumns } from './law-columns.js';
import { DASH, DOTS, lawKey, lawKeyStyles } from './law-key.js';
import { PlotController, type PlotView } from '../plot-controller.js';
import { saveTools } from '../../parts/save-tools.js';

/** How near in x the crosshair must come to a point to name it: a factor of 1.12. */
const NEAR = 0.05;

const conventionLabels: Readonly<Record<Convention, string>> = {
  total: 'All',
  nonEmbedding: 'Non-emb.',
  withoutHead: 'No head',
};

/** The exponent, large, in a corner where nothing is drawn. */
function exponent(
  { alpha, intervals }: PowerLawFit,
  { theory, soFar }: Law,
  corner: 'high' | 'low',
): TemplateResult {
  return html`<p class="exponent ${corner} ${soFar ? 'so-far' : ''}" aria-hidden="true">
    <strong>α = ${formatWithError(alpha, halfWidth(intervals.alpha))}</strong>
    ${soFar ? html`<span>after ${formatCount(soFar.step)} of ${formatCount(soFar.steps)} steps</span>` : nothing}
    ${theory === null ? nothing : html`<span>theory ${formatNumber(theory)}</span>`}
  </p>`;
}

/**
 * The law: tuned points with their 95 % error bars, the fit and its 95 % band, theory's slope, a known floor, the ghost of the
 * last law, and a sealed forecast.
 *
 * @fires save-picture - `{format}`: the visitor wants the chart as a file.
 * @fires convention-change - `{convention}`: the visitor wants N counted so.
 * @fires axis-change - `{axis}`: the visitor wants the law along N or D.
 */
@customElement('lab-law-chart')
export class LabLawChart extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    ...chartStyles,
    segmentedStyles,
    dataTableStyles,
    lawKeyStyles,
    css`
      .plot {
        container-type: inline-size;
      }
      .exponent {
        position: absolute;
        display: grid;
        font-variant-numeric: tabular-nums;
        pointer-events: none;
      }
      .high {
        top: 1rem;
        right: 1.25rem;
        justify-items: end;
      }
      .low {
        bottom: 3.75rem;
        left: 5.25rem;
      }
      .exponent strong {
        font-size: clamp(0.9rem, 4.2cqi, 1.3rem);
        font-weight: 600;
        letter-spacing: -0.02em;
      }
      .so-far strong {
        color: var(--ink-soft);
      }
      .exponent span {
        color: var(--ink-faint);
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) law: Law | null = null;
  /** The law of the experiment before. */
  @property({ attribute: false }) ghost: Law | null = null;
  /** The experiment's runs: they give points their colours and the axis its range before all points are there. */
  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** A sealed forecast along this law. */
  @property({ attribute: false }) forecast: ForecastRecord | null = null;
  /** N can be counted in several ways, and the exponent changes with it. */
  @property({ type: Boolean }) switchable = false;
  /** The axes along which there are laws; with more than one the visitor chooses. */
  @property({ attribute: false }) axes: readonly Law['axis'][] = [];
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );

  #corner: 'high' | 'low' = 'high';

  /** The chart as it is, as a PNG; null before it was drawn. */
  png(): Promise<Blob | null> {
    return this.#plot.png();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['law', 'ghost', 'runs', 'forecast', 'unit', 'theme'].some((name) => changed.has(name))) {
      this.#plot.show(this.#view());
    }
  }

  protected override render(): TemplateResult {
    const { law } = this;
    const points = law?.points ?? [];
    const fit = drawnFit(law);
    return html`<header>
        <h2>Scaling law</h2>
        ${
          this.#plot.zoomed
            ? html`<button class="quiet" @click=${() => this.#plot.resetZoom()}>Reset zoom</button>`
            : nothing
        }
        ${
          this.axes.length > 1
            ? segmented({
                legend: 'Law along',
                name: 'axis',
                options: this.axes.map((axis) => ({ value: axis, label: axis })),
                value: law?.axis ?? this.axes[0],
                change: (axis) => this.dispatchEvent(new CustomEvent('axis-change', { detail: { axis } })),
              })
            : nothing
        }
        ${
          this.switchable && law?.axis === 'N'
            ? segmented({
                legend: 'N counts',
                name: 'convention',
                options: conventions.map((value) => ({ value, label: conventionLabels[value] })),
                value: law.convention,
                change: (convention) =>
                  this.dispatchEvent(new CustomEvent('convention-change', { detail: { convention } })),
              })
            : nothing
        }
        ${saveTools({
          chart: 'scaling law',
          formats: ['png', 'svg'],
          disabled: points.length === 0,
          save: (format) => this.dispatchEvent(new CustomEvent('save-picture', { detail: { format } })),
        })}
      </header>
      <div class="readout" aria-hidden="true"></div>
      <div
        class="plot"
        role="group"
        tabindex="0"
        aria-label="Loss against ${this.#axisWords()} of ${points.length} points, with the fitted law. Arrow keys move the crosshair; the numbers are in the table below."
        @keydown=${this.#onKey}
      >
        <div class="mount"></div>
        ${law && fit ? exponent(fit, law, this.#corner) : nothing}
        ${
          points.length === 0
            ? html`<p class="message">
                <strong>A point for every size appears here</strong
                ><span>and the law through them, once there are enough</span>
              </p>`
            : nothing
        }
      </div>
      ${lawKey(law, this.ghost, this.forecast)}
      ${dataTable({
        caption: 'Points of the law',
        heads: ['Size', law?.axis ?? 'N', `Loss (${this.unit})`, 'Learning rate', 'In the fit'],
        rows: points.map((point) => [
          `width ${point.width}`,
          formatCount(point.x),
          formatWithError(point.loss, point.standardError),
          formatNumber(point.learningRate),
          point.excluded ?? (point.final ? 'yes' : 'not yet: still training'),
        ]),
      })}`;
  }

  #axisWords(): string {
    return this.law?.axis === 'D' ? `training ${this.law.examples}` : 'parameters';
  }

  #view(): PlotView {
    const { law, ghost, forecast, theme } = this;
    const columns = lawColumns(law, ghost, this.runs);
    const { data, domain } = columns;
    this.#corner = freeCorner(columns, [...(law?.points ?? []), ...(ghost?.points ?? [])]);
    const ladder = ladderOf(this.runs);
    const rungs = new Map(this.runs.map(({ plan }) => [plan.config, rungOf(ladder, plan)]));
    const colourOf = ({ config }: LabPoint): string =>
      sizeColour(rungs.get(config) ?? 0, ladder.rungs.length, theme);
    const ink = colour('ink', theme);
    const faint = colour('ink-faint', theme);
    const line = { points: { show: false }, spanGaps: false };
    const x = law ? axisWords(law) : 'N, parameters';
    const soFar = law?.soFar != null;
    return {
      key: [theme, this.unit, x, soFar].join(),
      theme,
      labels: { x, y: `loss (${this.unit})` },
      series: [
        soFar ? { ...line, stroke: faint, width: 2 } : { ...line, stroke: ink, width: 2 },
        { ...line, stroke: 'transparent', width: 0 },
        { ...line, stroke: 'transparent', width: 0 },
        { ...line, stroke: faint, width: 1.5, dash: DASH },
        { ...line, stroke: faint, width: 1.5, dash: DOTS },
        { ...line, stroke: colour('line-strong', theme), width: 2, alpha: 0.5 },
      ],
      bands: [{ series: [3, 2], fill: `color-mix(in srgb, ${ink} 13%, transparent)` }],
      data: data as unknown as PlotView['data'],
      domain,
      draw: (plot) => {
        if (ghost) drawPoints(plot, { law: ghost, colourOf: null, theme });
        if (forecast) drawForecast(plot, forecast, theme);
        if (law) drawPoints(plot, { law, colourOf, theme });
      },
      readout: (cursor) => (cursor ? this.#readoutAt(cursor.x) : law ? (refusalWords(law) ?? '') : ''),
    };
  }

  #readoutAt(x: number): string {
    const { law } = this;
    if (!law) return '';
    const near = (point: LabPoint): number => Math.abs(Math.log10(point.x / x));
    const point = [...law.points].sort((a, b) => near(a) - near(b))[0];
    if (point && near(point) < NEAR) {
      const loss = formatWithError(point.loss, point.standardError);
      return `width ${point.width} · ${law.axis} ${formatCount(point.x)} · loss ${loss} · rate ${formatNumber(point.learningRate, 2)}`;
    }
    const at = `${law.axis} ${formatCount(x)}`;
    const fit = drawnFit(law);
    if (!fit) return at;
    const { loss, interval } = predictPowerLaw(fit, x);
    return `${at} · ${law.soFar ? 'so far' : 'expected'} ${formatNumber(loss)}, 95 %: ${formatNumber(interval[0])} to ${formatNumber(interval[1])}`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    this.#plot.onKey(event);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-law-chart': LabLawChart;
  }
}

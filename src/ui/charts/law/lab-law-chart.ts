import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatCount, formatNumber, formatWithError } from '../../../base/format.js';
import { halfWidth } from '../../../base/maths/statistics.js';
import type { Figure } from '../../../figures/figure.js';
import { emptyLawFigure } from '../../../figures/empty-law-figure.js';
import type { LabLawContext } from '../../../figures/lab-law-view.js';
import type { PowerLawFit } from '../../../fit/power-law/law.js';
import type { Prediction } from '../../../fit/goodness/prediction.js';
import type { RunRecord } from '../../../lab/records/record.js';
import type { ForecastRecord } from '../../../laws/forecast/score-card.js';
import { drawnFit } from '../../../laws/runs/drawn-fit.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import { conventions, parameterCounts } from '../../../models/parameters.js';
import { controls, panel, table } from '../../parts/controls.js';
import { dataTable, dataTableStyles } from '../../parts/data-table.js';
import { saveTools } from '../../parts/save-tools.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import type { Theme } from '../../parts/tokens.js';
import { refusalWords } from '../../law/words.js';
import { chartStyles } from '../chart-styles.js';
import { figureKey } from '../figure/figure-key.js';
import { figureView } from '../figure/figure-view.js';
import { keyStyles } from '../figure/key-styles.js';
import { PlotController } from '../plot-controller.js';
import { resetZoomButton } from '../reset-zoom.js';
import { freeCorner } from './free-corner.js';
import {
  conventionNames,
  crosshairWords,
  fitWords,
  plotLabel,
  soFarWords,
  tableHeads,
  theoryWords,
  words,
} from './words.js';

/** What draws a law. It needs the mathematics of fits, which the page loads with what fits laws. */
export interface LawDrawing {
  figureOf(law: Law | null, context: LabLawContext): Figure;
  predict(fit: PowerLawFit, x: number): Prediction;
  /** A point for people. */
  pointWords(point: Law['points'][number], axis: Law['axis']): string;
}

/** How near in x the crosshair must come to a point to name it: a factor of 1.12. */
const NEAR = 0.05;

/** The exponent, large, in a corner where nothing is drawn. */
function exponent(
  { alpha, intervals }: PowerLawFit,
  { theory, soFar }: Law,
  corner: 'high' | 'low',
): TemplateResult {
  return html`<p class="exponent ${corner} ${soFar ? 'so-far' : ''}" aria-hidden="true">
    <strong>α = ${formatWithError(alpha, halfWidth(intervals.alpha))}</strong>
    ${soFar ? html`<span>${soFarWords(soFar)}</span>` : nothing}
    ${theory === null ? nothing : html`<span>${theoryWords(theory)}</span>`}
  </p>`;
}

/** True where two lists of runs have the same plans: the chart shows nothing else of runs, and they change all the time. */
function havePlansOf(
  runs: readonly Pick<RunRecord, 'plan'>[],
  others: readonly Pick<RunRecord, 'plan'>[] = [],
): boolean {
  return runs.length === others.length && runs.every(({ plan }, i) => plan === others[i].plan);
}

/**
 * The law: tuned points with their 95 % error bars, the fit and its 95 % band, theory's slope, a known floor, the ghost of the
 * last law, and a sealed forecast.
 *
 * @fires save-picture - `{format}`: the visitor asks for the chart as a file.
 * @fires convention-change - `{convention}`: the visitor chose what N counts.
 * @fires axis-change - `{axis}`: the visitor chose the law along N or D.
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
    keyStyles,
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

  /** What draws laws (draw-law.ts); null until it is loaded: there are no laws before. */
  static drawing: LawDrawing | null = null;

  @property({ attribute: false }) law: Law | null = null;
  /** The law of the experiment before. */
  @property({ attribute: false }) ghost: Law | null = null;
  /** The experiment's runs: they give points their colours, and the axis its range before all points are there. */
  @property({
    attribute: false,
    hasChanged: (runs: LabLawChart['runs'], before?: LabLawChart['runs']) => !havePlansOf(runs, before),
  })
  runs: readonly Pick<RunRecord, 'plan'>[] = [];
  /** A sealed forecast along this law. */
  @property({ attribute: false }) forecast: ForecastRecord | null = null;
  /** N can be counted in several ways, and the exponent changes with it. */
  @property({ type: Boolean }) switchable = false;
  /** The axes along which there are laws; the visitor chooses among several. */
  @property({ attribute: false }) axes: readonly Law['axis'][] = [];
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );

  #figure: Figure | null = null;

  /** What is in sight, as plain data for a file; null before the first update. */
  get figure(): Figure | null {
    return this.#figure;
  }

  /** The chart as it is, as a PNG; null before it was drawn. */
  png(): Promise<Blob | null> {
    return this.#plot.png();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!['law', 'ghost', 'runs', 'forecast', 'unit', 'theme'].some((name) => changed.has(name))) return;
    const { drawing } = LabLawChart;
    this.#figure = drawing
      ? drawing.figureOf(this.law, this)
      : emptyLawFigure(
          this.runs.map(({ plan }) => parameterCounts(plan.model).total),
          this.unit,
        );
    this.#plot.show(figureView(this.#figure, this.theme, (cursor) => this.#readout(cursor?.x ?? null)));
  }

  protected override render(): TemplateResult {
    const { law } = this;
    const points = law?.points ?? [];
    const fit = drawnFit(law);
    const figure = this.#figure;
    return html`<header>
        <h2>${words.title}</h2>
        ${resetZoomButton(this.#plot)}
        ${
          this.axes.length > 1
            ? segmented({
                legend: words.along,
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
                legend: words.counts,
                name: 'convention',
                options: conventions.map((value) => ({ value, label: conventionNames[value] })),
                value: law.convention,
                change: (convention) =>
                  this.dispatchEvent(new CustomEvent('convention-change', { detail: { convention } })),
              })
            : nothing
        }
        ${saveTools({
          chart: words.nameToSave,
          formats: ['png', 'svg'],
          disabled: points.length === 0,
          save: (format) => this.dispatchEvent(new CustomEvent('save-picture', { detail: { format } })),
        })}
      </header>
      <div class="readout" aria-hidden="true"></div>
      <div class="plot" role="group" tabindex="0" aria-label=${plotLabel(law)} @keydown=${this.#onKey}>
        <div class="mount"></div>
        ${law && fit && figure ? exponent(fit, law, freeCorner(figure)) : nothing}
        ${
          points.length === 0
            ? html`<p class="message"><strong>${words.empty}</strong><span>${words.emptyMore}</span></p>`
            : nothing
        }
      </div>
      ${figure ? figureKey(figure, this.theme) : nothing}
      ${dataTable({
        caption: words.table,
        heads: tableHeads(law, this.unit),
        rows: points.map((point) => [
          words.width(point.width),
          formatCount(point.x),
          formatWithError(point.loss, point.standardError),
          formatNumber(point.learningRate),
          fitWords(point),
        ]),
      })}`;
  }

  /** The point near the crosshair, or what the law expects there; without a crosshair, why there is no fit. */
  #readout(x: number | null): string {
    const { law } = this;
    const { drawing } = LabLawChart;
    if (!law || !drawing) return '';
    if (x === null) return refusalWords(law) ?? '';
    const distance = (point: { readonly x: number }): number => Math.abs(Math.log10(point.x / x));
    const [nearest] = [...law.points].sort((a, b) => distance(a) - distance(b));
    if (nearest && distance(nearest) < NEAR) return drawing.pointWords(nearest, law.axis);
    const fit = drawnFit(law);
    return crosshairWords(law, x, fit && drawing.predict(fit, x));
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

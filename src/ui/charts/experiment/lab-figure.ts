import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Figure } from '../../../figures/figure.js';
import type { LossAxis } from '../../../figures/loss-curves.js';
import { replayed, replayMoments, replaySeconds } from '../../../figures/replay.js';
import { onOneLossAxis, type LossScale, type ShownResult } from '../../../figures/shown-result.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import { conventions } from '../../../models/parameters.js';
import { controls, panel, table } from '../../parts/controls.js';
import { dataTableStyles, numberTable } from '../../parts/data-table.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import type { Theme } from '../../parts/tokens.js';
import { emit } from '../../session/page-events.js';
import { ShortcutController } from '../../session/shortcuts.js';
import { chartStyles } from '../chart-styles.js';
import { figureKey } from '../figure/figure-key.js';
import { figureView } from '../figure/figure-view.js';
import { keyStyles } from '../figure/key-styles.js';
import { readoutAt } from '../figure/readout.js';
import { PlotController } from '../plot-controller.js';
import { legendStyles, sizeLegend } from '../size-legend.js';
import { figureStyles } from './figure-styles.js';
import { ReplayController } from './replay-controller.js';
import { axisNames, conventionNames, words } from './words.js';

const lossAxes = ['step', 'samples', 'flops'] as const satisfies readonly LossAxis[];
/** Room for the dotted lines between the two plots, in em of the page. */
const GAP = 2;

/**
 * The figure of an experiment: its curves at the left, its law at the right, with one axis of loss. The end of a curve lies level with
 * its point, and a dotted line joins them.
 *
 * @slot - Above the plots: what is shown, where it comes from, what can be done with it.
 * @fires show-axis - `{axis}`: the visitor chose the law along N or D.
 * @fires count-parameters - `{convention}`: the visitor chose what N counts.
 */
@customElement('lab-figure')
export class LabFigure extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    ...chartStyles,
    segmentedStyles,
    legendStyles,
    dataTableStyles,
    keyStyles,
    figureStyles,
  ];

  @property({ attribute: false }) result: ShownResult | null = null;
  /** Share of its training that is done, by rung of the ladder; null where nothing trains. */
  @property({ attribute: false }) progress: readonly number[] | null = null;
  /** The axes along which there are laws; the visitor chooses among several. */
  @property({ attribute: false }) axes: readonly Law['axis'][] = [];
  @property() axis: Law['axis'] = 'N';
  /** What N counts, where it can be counted in several ways; null where not. */
  @property({ attribute: false }) convention: Law['convention'] | null = null;
  /** It belongs to other settings than those of the dials. */
  @property({ type: Boolean }) stale = false;
  @property() theme: Theme = 'light';
  /** It is a recording: its curves can be drawn again, and are as the page loads. */
  @property({ type: Boolean }) recorded = false;
  /** On a projector: charts, the law and the sizes, nothing to switch. */
  @property({ type: Boolean, reflect: true }) bare = false;

  @state() private _along: LossAxis = 'step';
  @state() private _scale: LossScale['scale'] = 'log';
  @state() private _isExcess = false;
  /** Rungs that the visitor has hidden. */
  @state() private _hidden: ReadonlySet<number> = new Set();

  @query('.curves') private readonly _curves!: HTMLElement | null;
  @query('.law') private readonly _law!: HTMLElement | null;

  readonly #curvesPlot = new PlotController(this, () => partsOf(this._curves));
  readonly #lawPlot = new PlotController(this, () => partsOf(this._law));
  readonly #replay = new ReplayController(this, () => this.#draw());
  /** The result that was replayed as the page loaded, or would have been. */
  #replayed = false;
  #drawnAt: number | null = null;
  /** The plots lie below each other: each has its own axis of loss. */
  readonly #stacked = matchMedia('(max-width: 760px)');
  #figures: { readonly curves: Figure; readonly law: Figure } | null = null;
  /** The ladder that `_hidden` refers to. */
  #rungs = '';

  constructor() {
    super();
    new ShortcutController(this, {
      l: () => this.switchScale(),
      f: () => void this.#toggleFullScreen(),
    });
  }

  /** What is in sight, as plain data for files; null before the first update. */
  get figures(): { readonly curves: Figure; readonly law: Figure } | null {
    return this.#figures;
  }

  /** From logarithmic axes to linear ones, and back. */
  switchScale(): void {
    this.#rescale(this._scale === 'log' ? 'linear' : 'log');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stacked.addEventListener('change', this.#onStacked);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stacked.removeEventListener('change', this.#onStacked);
  }

  readonly #onStacked = (): void => this.requestUpdate('theme');

  protected override willUpdate(changed: PropertyValues): void {
    const { result } = this;
    if (!result) return;
    const isNew = ['result', 'theme', '_along', '_scale', '_isExcess', '_hidden'].some((name) =>
      changed.has(name),
    );
    if (isNew) this.#compose(result);
    if (!this.recorded) this.#replay.end();
    else if (!this.#replayed && this.#figures) this.#replay.playOnLoad(replaySeconds(this.#figures));
    this.#replayed = true;
    if (isNew || this.#drawnAt !== this.#replay.seconds) this.#draw();
  }

  #compose(result: ShownResult): void {
    const rungs = result.ladder.rungs.join();
    if (rungs !== this.#rungs) {
      // Another experiment: what was hidden in the last one does not apply here.
      this.#rungs = rungs;
      this._hidden = new Set();
    }
    const minus = this._isExcess ? (result.floor ?? 0) : 0;
    const figures = onOneLossAxis(
      { curves: result.curves(this._along, this._hidden), law: result.law },
      { scale: this._scale, minus },
    );
    this.#figures = figures;
  }

  #draw(): void {
    if (!this.#figures) return;
    const { seconds } = this.#replay;
    this.#drawnAt = seconds;
    const { curves, law } = seconds === null ? this.#figures : replayed(this.#figures, seconds);
    this.#curvesPlot.show(figureView(curves, this.theme, (cursor) => readoutAt(curves, cursor)));
    this.#lawPlot.show(
      figureView(
        law,
        this.theme,
        (cursor) => readoutAt(law, cursor),
        this.#stacked.matches ? undefined : GAP,
      ),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const { result } = this;
    const figures = this.#figures;
    if (!result || !figures) return nothing;
    const { ladder } = result;
    return html`<slot></slot>
      <div class=${this.stale ? 'stale' : ''}>
        <div class="plots">
          <div class="head of-curves">
            ${this.#title(ladder.kind === 'width' ? words.curves : words.dataCurves)}
            ${this.bare ? nothing : this.#alongSwitch(result)}
          </div>
          <div class="head of-law">
            ${this.#title(words.law)}
            ${this.bare ? nothing : html`<div class="switches">${this.#lawSwitches(result)}</div>`}
          </div>
          ${this.#plot('curves', words.curvesLabel(ladder.rungs.length - this._hidden.size), this.#curvesPlot)}
          ${this.#plot('law', words.lawLabel(figures.law.summary), this.#lawPlot)}
        </div>
        <div class="below">
          ${sizeLegend({
            ladder,
            hidden: this._hidden,
            progress: this.progress,
            theme: this.theme,
            change: (hidden) => (this._hidden = hidden),
          })}
          ${figureKey(figures.law, this.theme)}
        </div>
        ${this.bare ? nothing : this.#tables(figures)}
      </div>`;
  }

  /** Under the name of what is shown; on a projector under the question itself. */
  #title(text: string): TemplateResult {
    return this.bare ? html`<h2>${text}</h2>` : html`<h3>${text}</h3>`;
  }

  #plot(name: 'curves' | 'law', label: string, plot: PlotController): TemplateResult {
    return html`<div
      class="plot ${name}"
      role="group"
      tabindex="0"
      aria-label=${label}
      @keydown=${(event: KeyboardEvent) => plot.onKey(event)}
    >
      <div class="mount"></div>
      <div class="readout" aria-hidden="true"></div>
      ${name === 'law' ? this.#said() : this.recorded && !this.bare ? this.#replayButton() : nothing}
    </div>`;
  }

  /** What is written into the plot of the law. */
  #said(): TemplateResult | typeof nothing {
    const { result } = this;
    if (!result) return nothing;
    const { finding, refusal } = result;
    return html`${
        finding
          ? html`<p class="finding ${finding.soFar ? 'so-far' : ''}" aria-hidden="true">
              <strong>${finding.exponent}</strong>${finding.notes.map((note) => html`<span>${note}</span>`)}
            </p>`
          : refusal
            ? html`<p class="refusal">${refusal}</p>`
            : nothing
      }
      <p class="hint">${this._scale === 'log' ? words.logHint : words.linearHint}</p>`;
  }

  #replayButton(): TemplateResult | typeof nothing {
    const figures = this.#figures;
    if (!figures) return nothing;
    return html`<button
      class="quiet replay"
      @click=${() => this.#replay.ask(replaySeconds(figures), replayMoments(figures))}
    >
      ${this.#replay.isStepping ? words.nextStep : words.replay}
    </button>`;
  }

  #alongSwitch({ ladder }: ShownResult): TemplateResult {
    return segmented({
      legend: words.axes,
      name: 'along',
      options: lossAxes.map((value) => ({ value, label: axisNames(ladder)[value] })),
      value: this._along,
      change: (axis) => {
        this._along = axis;
        this.#curvesPlot.resetZoom();
      },
    });
  }

  #lawSwitches({ floor }: ShownResult): TemplateResult {
    const { convention } = this;
    return html`${
      this.axes.length > 1
        ? segmented({
            legend: words.along,
            name: 'axis',
            options: this.axes.map((axis) => ({ value: axis, label: axis })),
            value: this.axis,
            change: (axis) => emit(this, 'show-axis', { axis }),
          })
        : nothing
    }
    ${
      convention !== null && this.axis === 'N'
        ? segmented({
            legend: words.counts,
            name: 'convention',
            options: conventions.map((value) => ({ value, label: conventionNames[value] })),
            value: convention,
            change: (chosen) => emit(this, 'count-parameters', { convention: chosen }),
          })
        : nothing
    }
    ${
      floor !== null && floor > 0
        ? segmented({
            legend: words.loss,
            name: 'loss',
            options: (['whole', 'excess'] as const).map((value) => ({ value, label: words.losses[value] })),
            value: this._isExcess ? 'excess' : 'whole',
            change: (shown) => {
              this._isExcess = shown === 'excess';
              this.#resetZoom();
            },
          })
        : nothing
    }
    ${segmented({
      legend: words.scale,
      name: 'scale',
      options: (['log', 'linear'] as const).map((value) => ({ value, label: words.scales[value] })),
      value: this._scale,
      change: (scale) => this.#rescale(scale),
    })}`;
  }

  #tables({ curves, law }: { readonly curves: Figure; readonly law: Figure }): TemplateResult {
    const rows = (figure: Figure): string[][] =>
      figure.table.rows.map((row) => row.map((cell) => words.number(cell)));
    return html`<details class="data">
      <summary>${words.tables}</summary>
      ${numberTable({ caption: words.lawTable, heads: law.table.heads, rows: rows(law) })}
      ${numberTable({ caption: words.curvesTable, heads: curves.table.heads, rows: rows(curves) })}
    </details>`;
  }

  #rescale(scale: LossScale['scale']): void {
    this._scale = scale;
    this.#resetZoom();
  }

  /** Where a browser does not do it, such as on a phone, the figure stays where it is. */
  async #toggleFullScreen(): Promise<void> {
    const isFull = document.fullscreenElement !== null;
    await (isFull ? document.exitFullscreen() : this.requestFullscreen?.())?.catch(() => undefined);
  }

  #resetZoom(): void {
    this.#curvesPlot.resetZoom();
    this.#lawPlot.resetZoom();
  }
}

function partsOf(plot: HTMLElement | null): { mount: HTMLElement; readout: HTMLElement } | null {
  const mount = plot?.querySelector<HTMLElement>('.mount');
  const readout = plot?.querySelector<HTMLElement>('.readout');
  return mount && readout ? { mount, readout } : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-figure': LabFigure;
  }
}

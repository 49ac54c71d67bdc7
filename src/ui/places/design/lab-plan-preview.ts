import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatBytes, formatCount, formatTimeRange } from '../../../base/format.js';
import { planFigure } from '../../../figures/plan-figure.js';
import { estimateSeconds, planCost, type DeviceSpeed, type PlanCost } from '../../../lab/plan/cost.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import type { DeviceInfo } from '../../../lab/records/record.js';
import { chartStyles } from '../../charts/chart-styles.js';
import { figureView } from '../../charts/figure/figure-view.js';
import { inkColour } from '../../charts/figure/look.js';
import { readoutAt } from '../../charts/figure/readout.js';
import { PlotController } from '../../charts/plot-controller.js';
import { controls, table } from '../../parts/controls.js';
import { numberTable, type TableRow } from '../../parts/data-table.js';
import type { Theme } from '../../parts/tokens.js';
import { emit } from '../../session/page-events.js';
import { planRows, type PlanRow } from './plan-rows.js';
import { words } from './words.js';

const { preview: said } = words;
/** A small GPU, to compare with. */
const SMALL_GPU: DeviceSpeed = { engine: 'gpu', software: false, threads: null, flopsPerSecond: 1e12 };

/**
 * What a start would train: a chart and a table of the planned runs, what all of them cost, and Start.
 *
 * @fires start-design
 * @fires add - Where something trains: adds the experiment to the queue.
 */
@customElement('lab-plan-preview')
export class LabPlanPreview extends LitElement {
  static override readonly styles = [
    controls,
    ...chartStyles,
    table,
    css`
      :host {
        --chart-height: 16rem;
        gap: 0.5rem;
      }
      header {
        justify-content: space-between;
      }
      header span,
      .none,
      .warning {
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .readout {
        margin: -0.4rem 0 -0.3rem;
      }
      .scroll {
        max-height: 15rem;
        overflow: auto;
      }
      th,
      td {
        padding-inline: 0.3rem;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface);
        white-space: normal;
        vertical-align: bottom;
      }
      .dot {
        display: inline-block;
        width: 0.6rem;
        height: 0.6rem;
        margin-right: 0.4rem;
        border-radius: 50%;
        background: var(--colour);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1.5rem;
        margin: 0;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--ink-faint);
        font-size: var(--tiny);
      }
      dd {
        margin: 0;
      }
      div:first-child > dd {
        font-weight: 600;
      }
      .primary {
        display: grid;
        place-content: center;
        gap: 0;
        min-height: 3.5rem;
        font-size: 1rem;
        font-weight: 600;
        line-height: 1.3;
        white-space: normal;
      }
      .primary small {
        font-size: var(--small);
        font-weight: 400;
      }
      /* Under the thumb, as in the lab. */
      @media (max-width: 760px) {
        .primary {
          position: fixed;
          z-index: 1;
          inset: auto 0.75rem max(0.5rem, env(safe-area-inset-bottom));
        }
      }
      .obstacle {
        color: var(--danger-ink);
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Null where it cannot be trained. */
  @property({ attribute: false }) plan: Plan | null = null;
  @property() warning = '';
  /** Why it cannot be started, '' if it can. */
  @property() obstacle = '';
  @property({ attribute: false }) device: DeviceInfo | null = null;
  /** Something trains now. */
  @property({ type: Boolean }) live = false;
  @property() theme: Theme = 'light';

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );
  #rows: readonly PlanRow[] = [];
  #cost: PlanCost | null = null;
  #summary = '';

  protected override willUpdate(changed: PropertyValues): void {
    const { plan, theme } = this;
    if (!(changed.has('plan') || changed.has('device') || changed.has('theme')) || !plan) return;
    const figure = planFigure(plan);
    this.#summary = figure.summary;
    this.#rows = planRows(plan, this.device);
    this.#cost = planCost(plan);
    this.#plot.show(figureView(figure, theme, (cursor) => readoutAt(figure, cursor)));
  }

  protected override render(): TemplateResult {
    const { plan, obstacle, warning, live } = this;
    return html`<header>
        <h2>${said.title}</h2>
        ${plan && this.#cost ? html`<span>${said.count(this.#rows.length, this.#cost.replicas)}</span>` : nothing}
      </header>
      ${plan && this.#cost ? this.#planned(plan, this.#cost) : html`<p class="none">${said.nothing}</p>`}
      <button class="primary" ?disabled=${obstacle !== ''} @click=${this.#press}>
        <span>${live ? said.queueInstead : said.start}</span>
        <small>${live ? said.queueHint : said.startHint(this.#time)}</small>
      </button>
      <p class="obstacle" role="status">${obstacle}</p>
      ${warning === '' || obstacle !== '' ? nothing : html`<p class="warning" role="note">${warning}</p>`}`;
  }

  #planned(plan: Plan, cost: PlanCost): TemplateResult {
    const isOfBudgets = plan.spec.data.budgets.length > 0;
    const { family } = plan.spec.model;
    const { heads } = said;
    const row = (each: PlanRow): TableRow => [
      html`<span class="dot" .style=${`--colour: ${inkColour(each.ink, this.theme)}`}></span>${
          isOfBudgets ? formatCount(each.budget ?? 0) : each.width
        }`,
      ...(isOfBudgets ? [String(each.width)] : []),
      each.parameters,
      each.data,
      each.flops,
      each.replicas,
      each.time,
    ];
    return html`<div class="readout" aria-hidden="true"></div>
      <div
        class="plot"
        role="group"
        tabindex="0"
        aria-label=${this.#summary}
        @keydown=${(event: KeyboardEvent) => this.#plot.onKey(event)}
      >
        <div class="mount"></div>
      </div>
      ${numberTable({
        caption: said.table,
        heads: [
          ...(isOfBudgets ? [heads.budget] : []),
          heads.size[family],
          heads.parameters,
          heads.samples[family],
          heads.flops,
          heads.replicas,
          heads.time,
        ],
        rows: this.#rows.map(row),
      })}
      ${this.#totals(cost)}`;
  }

  /** How long it takes here; '' where that is not known. */
  get #time(): string {
    const seconds = this.plan && this.#cost && this.device && estimateSeconds(this.#cost, this.device);
    return seconds === null ? '' : formatTimeRange(seconds);
  }

  #totals(cost: PlanCost): TemplateResult {
    const elsewhere = estimateSeconds(cost, SMALL_GPU) ?? NaN;
    const fact = (name: string, value: string): TemplateResult =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
    return html`<dl>
      ${fact(said.here[this.device?.engine ?? 'cpu'], this.#time || said.measuring)}
      ${fact(said.elsewhere, formatTimeRange(elsewhere))}
      ${fact(said.compute, said.flops(cost.trainingFlops))} ${fact(said.memory, formatBytes(cost.bytes))}
    </dl>`;
  }

  readonly #press = ({ detail: clicks }: MouseEvent): void => {
    // The second click of a double click was meant for the button that stood here before.
    if (clicks > 1) return;
    if (this.live) this.dispatchEvent(new CustomEvent('add'));
    else emit(this, 'start-design');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-plan-preview': LabPlanPreview;
  }
}

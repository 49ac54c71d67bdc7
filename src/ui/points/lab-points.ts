import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Panel, PanelId } from '../../figures/panels/panel.js';
import type { TableOutlook } from '../../laws/outlook/table-outlook.js';
import type { ForecastHistory } from '../../laws/forecast/score-card.js';
import { planOf } from '../../laws/outlook/plan-of.js';
import { recipeLines } from '../../laws/recipe.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import { createFitsClient, type FitsClient } from '../../worker/fits/client.js';
import '../charts/figure/lab-figure-chart.js';
import '../law/bill/lab-bill.js';
import { notice, noticeStyles } from '../parts/notice.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import '../page/tray/lab-tray.js';
import { tableTabs } from '../page/tray/words.js';
import './lab-groups.js';
import './lab-law-panel.js';
import './lab-points-columns.js';
import './lab-points-rows.js';
import './lab-table-forecast.js';
import { PointsController, type OpenTable } from './points-controller.js';
import { pointsStyles } from './points-styles.js';
import type { TableSettings } from './table-settings.js';
import { words } from './words.js';

interface PointsEvents {
  /** The visitor changed how the table is read, or the law in sight. */
  'settings-change': { readonly settings: TableSettings };
  /** Every law is fitted. */
  fitted: { readonly outlook: TableOutlook };
}

/**
 * A table from anywhere and all laws that it supports.
 *
 * @slot tools - Other tables, and what else can be done with this one.
 * @slot keeping - Where the table is kept.
 * @fires settings-change - `{settings}`: how the visitor has set it now.
 * @fires fitted - `{outlook}`: every law is fitted.
 */
@customElement('lab-points')
export class LabPoints extends LitElement {
  static override readonly styles = [controls, noticeStyles, segmentedStyles, pointsStyles];

  @property() theme: Theme = 'light';
  /** Fits the tables; the page makes its own where none is given. */
  @property({ attribute: false }) fits: FitsClient = createFitsClient();
  @property({ attribute: false }) table: OpenTable | null = null;
  @property({ attribute: false }) settings: TableSettings = {};
  /** For what plans take on it. */
  @property({ attribute: false }) device: DeviceInfo | null = null;
  /** Every forecast of this browser; null while it is not known. */
  @property({ attribute: false }) forecasts: ForecastHistory | null = null;

  #points: PointsController | null = null;
  #outlook: TableOutlook | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#points ??= new PointsController(this, this.fits);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.table && (changed.has('table') || changed.has('settings'))) {
      this.#points?.show(this.table, this.settings);
    }
    const outlook = this.#points?.outlook ?? null;
    if (outlook && outlook !== this.#outlook) this.#tell('fitted', { outlook });
    this.#outlook = outlook;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { table } = this;
    const points = this.#points;
    if (!points || !table) return nothing;
    const { reading, isBusy, problem } = points;
    const law = this.#law(points);
    return html`<section class="table" aria-label=${table.name}>
        <div class="side">
          <section>
            <h1 title=${table.name}>${table.name}</h1>
            ${reading && reading.rowCount > 0 ? html`<p>${words.rows.size(reading)}</p>` : nothing}
            <slot name="keeping"></slot>
          </section>
          <slot name="tools"></slot>
        </div>
        ${reading && reading.names.length + reading.used > 0 ? this.#how(reading, law) : nothing}
        <div class="stage" aria-busy=${isBusy ? 'true' : 'false'}>
          <div class="inner">
            ${problem === null ? nothing : notice({ tone: 'warning', title: words.refused, text: problem })}
            ${this.#groups(table, points)} ${this.#head(points, law)}
            ${law ? this.#results(table, law, points) : nothing}
          </div>
        </div>
      </section>
      <div class="hidden-text" role="status" aria-live="polite">
        ${problem ?? (law && !isBusy ? `${law.headline ?? ''} ${law.summary}` : '')}
      </div>`;
  }

  /** The tabs of the laws, and what goes on. */
  #head({ panels, isBusy, reading, outlook }: PointsController, law: Panel | null): TemplateResult {
    const doing = !isBusy
      ? null
      : outlook
        ? words.refining
        : panels.length > 0
          ? words.fitted(panels.length)
          : reading
            ? words.fitting
            : words.reading;
    return html`<div class="head">
      ${
        panels.length > 0
          ? segmented({
              legend: words.law,
              name: 'law',
              options: panels.map(({ id, label, fitted }) => ({ value: id, label, faint: !fitted })),
              value: law?.id ?? 'N',
              change: (panel) => this.#set({ ...this.settings, panel }),
            })
          : nothing
      }
      ${doing === null ? nothing : html`<p class="doing">${doing}</p>`}
    </div>`;
  }

  /** How the table was read, and what can be changed of it. */
  #how(reading: PointsReading, law: Panel | null): TemplateResult {
    const set = ({ detail }: CustomEvent<{ settings: TableSettings }>): void => this.#set(detail.settings);
    return html`<div class="how">
      <lab-points-columns
        .reading=${reading}
        .settings=${this.settings}
        ?surface=${law?.id === 'surface'}
        @settings-change=${set}
      ></lab-points-columns>
      ${
        reading.used + reading.problemCount > 0
          ? html`<lab-points-rows
              .reading=${reading}
              .settings=${this.settings}
              @settings-change=${set}
            ></lab-points-rows>`
          : nothing
      }
    </div>`;
  }

  /** The laws of all groups, and above the laws of one whose they are. */
  #groups(table: OpenTable, { groups, reading }: PointsController): TemplateResult | typeof nothing {
    if (!groups || !reading) return nothing;
    const chosen = reading.choice[groups.column] ?? null;
    const choose = ({ detail: { value } }: CustomEvent<{ value: string }>): void => {
      const choice = { ...reading.choice, [groups.column]: value } as Record<string, string>;
      this.#set({ ...this.settings, choice });
    };
    return html`<lab-groups
        .groups=${groups}
        .chosen=${chosen}
        .name=${fileName(table.name)}
        .theme=${this.theme}
        @group-choose=${choose}
      ></lab-groups>
      ${chosen === null ? nothing : html`<h2 class="of">${words.groups.of(groups.column, chosen)}</h2>`}`;
  }

  #results(table: OpenTable, law: Panel, { outlook, reading }: PointsController): TemplateResult {
    const [, ...checks] = law.figures;
    const name = fileName(table.name);
    const chart = (figure: Panel['figures'][number]): TemplateResult =>
      html`<lab-figure-chart .figure=${figure} .name=${name} .theme=${this.theme}></lab-figure-chart>`;
    return html`<lab-law-panel
        .panel=${law}
        .name=${name}
        .from=${reading ? words.rows.from(table.name, reading) : table.name}
        .theme=${this.theme}
      ></lab-law-panel>
      <lab-tray .tabs=${tableTabs.slice(1)} .selected=${'forecast'}>
        <lab-table-forecast
          slot="forecast"
          .outlook=${outlook}
          .law=${law.id}
          .history=${this.forecasts}
          .theme=${this.theme}
        ></lab-table-forecast>
        <lab-bill
          slot="bill"
          .law=${outlook ? planOf(outlook, law.id) : null}
          .device=${this.device}
          .theme=${this.theme}
        ></lab-bill>
        <div slot="checks" class="checks">
          ${checks.length > 0 ? checks.map(chart) : html`<p class="faint">${words.panel.noChecks}</p>`}
        </div>
        <div slot="method">${method(law)}</div>
      </lab-tray>`;
  }

  /** The chosen law, or that which the table was made for, or the first that the points support. */
  #law({ panels, madeFor }: PointsController): Panel | null {
    const of = (id: PanelId | null | undefined): Panel | undefined => panels.find((panel) => panel.id === id);
    const made = of(madeFor);
    return (
      of(this.settings.panel) ??
      (made?.fitted ? made : undefined) ??
      panels.find(({ fitted }) => fitted) ??
      made ??
      panels.at(0) ??
      null
    );
  }

  #set(settings: TableSettings): void {
    this.settings = settings;
    this.#tell('settings-change', { settings });
  }

  #tell<Name extends keyof PointsEvents>(name: Name, detail: PointsEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** How a law was fitted: as text to copy, and in every file of a chart. */
function method({ recipe }: Panel): TemplateResult {
  if (recipe.length === 0) return html`<p class="faint">${words.panel.noRecipe}</p>`;
  const text = recipeLines(recipe).join('\n');
  return html`<p class="faint">${words.panel.recipeMore}</p>
    <pre>${text}</pre>
    <button class="quiet" @click=${() => void navigator.clipboard.writeText(text)}>
      ${words.panel.copy}
    </button>`;
}

/** `chinchilla_epoch` of `chinchilla_epoch.csv`. */
function fileName(name: string): string {
  return (
    name
      .replace(/\.\w+$/, '')
      .replace(/[^\w-]+/g, '-')
      .toLowerCase() || 'points'
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points': LabPoints;
  }
}

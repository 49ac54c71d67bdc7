import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { billFigure, publishedFigure } from '../../../figures/bill-figure.js';
import type { DeviceInfo } from '../../../lab/records/record.js';
import type { Better } from '../../../laws/bill/better.js';
import { ownBill, publishedBill, type Billed, type BilledRun } from '../../../laws/bill/billed.js';
import { RENTED } from '../../../laws/bill/cost.js';
import {
  flopsOf,
  publishedIds,
  publishedLaws,
  publishedModels,
  type PublishedId,
} from '../../../laws/bill/published.js';
import type { PlanRefusal } from '../../../laws/forecast/planner.js';
import type { PlanningLaw } from '../../../laws/forecast/planning-law.js';
import '../../charts/figure/lab-figure-chart.js';
import { deviceKind } from '../../device/words.js';
import { citation, sources } from '../../glossary/sources/words.js';
import { controls, splitStyles, table } from '../../parts/controls.js';
import { dataTableStyles, numberTable } from '../../parts/data-table.js';
import { dialStyles } from '../../parts/dial.js';
import { formula } from '../../parts/formula.js';
import { selectStyles } from '../../parts/inputs.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { slider } from '../../parts/slider.js';
import type { Theme } from '../../parts/tokens.js';
import { positionOf, SLIDER_STEPS, valueAt } from '../planner/budgets.js';
import '../planner/lab-planner.js';
import { billStyles } from './bill-styles.js';
import { costRows, type Assumptions } from './cost-rows.js';
import { words } from './words.js';

type LawChoice = 'own' | PublishedId;

/** Drawn while training, in watts: no browser tells. 45 W is the base power of many laptops' processors. */
const WATTS = { GPU: 200, CPU: 45 };
/** Of a kilowatt-hour, in dollars. */
const KILOWATT_HOUR = 0.3;
/** Sizes go on to so many times the largest that was measured. */
const BEYOND = 1000;

/** What less loss takes, what that costs, and where real models stand: by the law in sight, or by published ones. */
@customElement('lab-bill')
export class LabBill extends LitElement {
  static override readonly styles = [
    controls,
    splitStyles,
    table,
    dataTableStyles,
    segmentedStyles,
    selectStyles,
    dialStyles,
    billStyles,
  ];

  @property({ attribute: false }) law: PlanningLaw | null = null;
  @property({ attribute: false }) device: DeviceInfo | null = null;
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  /** Null until the visitor chose one. */
  @state() private _by: LawChoice | null = null;
  /** Size of the run of one's own law that the bill starts from; null for the largest that was measured. */
  @state() private _size: number | null = null;
  @state() private _model = 'Chinchilla';
  /** Share of the loss to be saved, in percent. */
  @state() private _cut = 5;
  @state() private _assumed: Partial<Assumptions> = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Sizes of one law mean nothing to another.
    if (changed.has('law')) this._size = null;
  }

  protected override render(): TemplateResult {
    const own = this.law && ownBill(this.law);
    const by = this._by === null || (this._by === 'own' && !own) ? (own ? 'own' : 'hoffmann') : this._by;
    const options = [...(own ? (['own'] as const) : []), ...publishedIds];
    const billed = by === 'own' && own ? own : publishedBill(publishedLaws[by as PublishedId]);
    const size = this.#sizeOf(billed);
    const run = billed.run(size);
    return html`${own ? nothing : html`<p class="aside">${this.law ? words.nothingToPlan : words.closed}</p>`}
    ${segmented<LawChoice>({
      legend: words.by,
      name: 'by-law',
      showLegend: true,
      options: options.map((value) => ({ value, label: words.laws[value] })),
      value: by,
      change: (value) => (this._by = value),
    })}
    ${run ? this.#bill(billed, size, run) : nothing} ${by === 'own' ? this.#plan() : this.#published(by, own)}`;
  }

  get #assumptions(): Assumptions {
    const { device } = this;
    return {
      watts: WATTS[device ? deviceKind(device) : 'GPU'],
      kilowattHour: KILOWATT_HOUR,
      peak: RENTED.peak / 1e12,
      utilisation: 100 * RENTED.utilisation,
      rentedWatts: RENTED.watts,
      pricePerHour: RENTED.pricePerHour,
      ...this._assumed,
    };
  }

  #sizeOf({ measured }: Billed): number {
    if (measured) return this._size ?? measured[1];
    return flopsOf(publishedModels.find(({ name }) => name === this._model) ?? publishedModels[0]);
  }

  #bill(billed: Billed, size: number, run: BilledRun): TemplateResult {
    const share = this._cut / 100;
    const better = billed.better(size, share);
    return html`<div class="split">
        <div class="choice">
          ${billed.measured ? this.#sizeDial(billed, size, billed.measured) : this.#modelMenu()}
          <div class="dial">
            ${slider({
              id: 'cut',
              label: words.lessBy,
              words: words.percent(this._cut),
              minimum: 1,
              maximum: 50,
              value: this._cut,
              change: (cut) => (this._cut = cut),
            })}
          </div>
          ${this.#sentence(billed, run, better)}
        </div>
        <div class="charts">${this.#chart(billed, size, run, better)}</div>
      </div>
      ${this.#costs(billed, size, run, better)}`;
  }

  #sizeDial({ axis, run }: Billed, size: number, [low, high]: readonly [number, number]): TemplateResult {
    const range = [low, BEYOND * high] as const;
    const flops = run(size)?.C;
    const said =
      axis === 'C' || flops == null
        ? words.size(axis, size)
        : `${words.size(axis, size)}, ${words.flops(flops)}`;
    return html`<div class="dial">
      ${slider({
        id: 'size',
        label: words.from,
        words: size === high ? said + words.largest : said,
        minimum: 0,
        maximum: SLIDER_STEPS,
        value: positionOf(size, range),
        change: (position) => (this._size = valueAt(position, range)),
      })}
    </div>`;
  }

  #modelMenu(): TemplateResult {
    return html`<label class="from"
      >${words.fromModel}<select
        name="model"
        @change=${(event: Event) => (this._model = (event.target as HTMLSelectElement).value)}
      >
        ${publishedModels.map(
          ({ name, year }) =>
            html`<option value=${name} ?selected=${name === this._model}>${name} (${year})</option>`,
        )}
      </select></label
    >`;
  }

  #sentence({ floor, measured }: Billed, run: BilledRun, better: Better | PlanRefusal): TemplateResult {
    if (better.type === 'refused') return html`<p class="needs">${words.cannot(this._cut, floor)}</p>`;
    const parts = (['N', 'D', 'C'] as const).flatMap((axis) => {
      const times = better[axis];
      return times ? [words.part(times, words.more[axis])] : [];
    });
    return html`<p class="needs" aria-live="polite">
        ${words.needs(this._cut, run.loss, better.loss, parts)}
      </p>
      <p class="aside">
        ${floor > 0 ? words.ofExcess(this._cut, floor, floor / run.loss) : nothing}
        ${measured ? words.interval : words.noInterval}
      </p>`;
  }

  #chart(billed: Billed, size: number, run: BilledRun, better: Better | PlanRefusal): TemplateResult {
    const { axis, floor } = billed;
    const perSize = axis !== 'C' && run.C !== null ? run.C / size : 1;
    const times = better.type === 'better' ? (better.C ?? better.N ?? better.D) : null;
    const figure = billFigure({
      label: perSize === 1 ? words.costLabels[axis] : words.costLabels.C,
      unit: this.unit,
      loss: (cost) => billed.run(cost / perSize)?.loss ?? null,
      now: { cost: size * perSize, loss: run.loss },
      then:
        times && better.type === 'better' ? { cost: size * perSize * times.value, loss: better.loss } : null,
      floor,
    });
    return html`<lab-figure-chart name="bill" .figure=${figure} .theme=${this.theme}></lab-figure-chart>`;
  }

  #costs(billed: Billed, size: number, run: BilledRun, better: Better | PlanRefusal): TemplateResult {
    const times = better.type === 'better' ? (better.C ?? better.N ?? better.D) : null;
    const then = times ? billed.run(size * times.value) : null;
    const rows = costRows(then ? [run, then] : [run], this.#assumptions, this.#speed());
    return html`<div class="split">
      <div class="assumed">
        <h3>${words.assumed}</h3>
        ${(Object.keys(words.assumptions) as (keyof Assumptions)[]).map((name) => this.#assumption(name))}
        <p class="aside">${words.sources} ${words.processor}</p>
      </div>
      <div>
        <h3>${words.costs}</h3>
        ${numberTable({
          caption: words.costs,
          heads: [words.what, words.run, ...(then ? [words.better(this._cut)] : [])],
          rows,
        })}
      </div>
    </div>`;
  }

  /** FLOPs a second of this device, for one model; null before it is measured. */
  #speed(): number | null {
    const { device } = this;
    if (!device || device.flopsPerSecond === null) return null;
    // One model trains on one core.
    return device.flopsPerSecond / (device.threads ?? 1);
  }

  #assumption(name: keyof Assumptions): TemplateResult {
    const value = this.#assumptions[name];
    const onChange = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      if (input.valueAsNumber > 0) this._assumed = { ...this._assumed, [name]: input.valueAsNumber };
      else input.value = String(value);
    };
    return html`<div class="dial">
      <label for=${name}>${words.assumptions[name]}</label>
      <input
        class="number"
        type="number"
        id=${name}
        min="0"
        step="any"
        .value=${String(value)}
        @change=${onChange}
      />
    </div>`;
  }

  /** What one's own law says of runs still to be paid for. */
  #plan(): TemplateResult {
    return html`<section>
      <h3>${words.plan}</h3>
      <lab-planner
        .law=${this.law}
        .device=${this.device}
        .unit=${this.unit}
        .watts=${this.#assumptions.watts}
      ></lab-planner>
    </section>`;
  }

  #published(id: PublishedId, own: Billed | null): TemplateResult {
    const here = own?.measured ? (own.run(this._size ?? own.measured[1])?.C ?? null) : null;
    const [gpt3] = publishedModels;
    const named = [...new Set(publishedModels.map(({ source }) => source)), id];
    return html`<section class="charts">
      <lab-figure-chart
        name="published-law"
        .figure=${publishedFigure(publishedLaws[id], words.published(id), here)}
        .theme=${this.theme}
      ></lab-figure-chart>
      <p class="aside">
        ${here === null ? words.notHere : words.here(here, flopsOf(gpt3))} ${formula(words.publishedMore[id])}
        ${words.sizesFrom}
        ${[...new Set(named)].map(
          (source, i) =>
            html`${i > 0 ? ', ' : ''}<a href=${sources[source].url} target="_blank"
                >${citation(sources[source])}</a
              >`,
        )}.
      </p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-bill': LabBill;
  }
}

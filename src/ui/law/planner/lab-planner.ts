import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, formatDuration, formatEnergy, formatNumber } from '../../../base/format.js';
import type { Estimated } from '../../../fit/surface/compute-optimal.js';
import type { DeviceInfo } from '../../../lab/records/record.js';
import { nextRun, nextRunInWords, targetsOf } from '../../../laws/forecast/next-runs.js';
import { budgetRange } from '../../../laws/forecast/budget-range.js';
import { improvement, improvementInWords } from '../../../laws/forecast/improvement.js';
import {
  planTraining,
  type Budget,
  type PlannerDevice,
  type TrainingPlan,
} from '../../../laws/forecast/planner.js';
import type { PlanningLaw } from '../../../laws/forecast/planning-law.js';
import { deviceKind } from '../../device/device-words.js';
import { clampToDial, dialStyles } from '../../parts/dial.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { controls, panel, table } from '../../parts/controls.js';
import { forecastStyles } from '../forecast/forecast-styles.js';
import { plannerStyles } from './planner-styles.js';

const budgetTypes = ['seconds', 'flops', 'loss'] as const satisfies readonly Budget['type'][];
const budgetLabels: Readonly<Record<Budget['type'], string>> = {
  seconds: 'Time',
  flops: 'Compute',
  loss: 'Loss',
};
const fieldLabels: Readonly<Record<Budget['type'], string>> = {
  seconds: 'Seconds on this device',
  flops: 'Training FLOPs',
  loss: 'Loss to be reached',
};

/** Positions of a slider. */
const STEPS = 200;
/** Drawn while training, in watts: no browser tells, so the visitor can. 45 W is the base power of many laptops' processors. */
const WATTS = { GPU: 200, CPU: 45 };
/** Other budgets, as multiples of the one at hand. */
const MULTIPLES = [0.1, 1, 10, 100] as const;

/** What a law says of runs that are still to be paid for: the best size and data of a budget, and the price of a lower loss. */
@customElement('lab-planner')
export class LabPlanner extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    segmentedStyles,
    dialStyles,
    forecastStyles,
    plannerStyles,
  ];

  @property({ attribute: false }) law: PlanningLaw | null = null;
  @property({ attribute: false }) device: DeviceInfo | null = null;
  @property() unit = 'loss';

  /** Null before the visitor said anything. */
  @state() private _budget: Budget | null = null;
  @state() private _watts: number | null = null;
  /** Share of the loss to be saved, in percent. */
  @state() private _cut = 5;

  protected override willUpdate(changed: PropertyValues): void {
    // Budgets of one law mean nothing to another.
    if (changed.has('law')) this._budget = null;
  }

  protected override render(): TemplateResult {
    return html`<header>
        <h2>Planner</h2>
        ${this.law === null ? nothing : html`<p class="score">for one model, without its learning-rate sweep and seeds</p>`}
      </header>
      ${
        this.law === null
          ? html`<p class="waiting">Once there is a law: what a budget buys, and what a lower loss costs.</p>`
          : this.#planner(this.law)
      }`;
  }

  get #device(): PlannerDevice {
    const { device } = this;
    const watts = this._watts ?? WATTS[device ? deviceKind(device) : 'GPU'];
    if (!device || device.flopsPerSecond === null) return { flopsPerSecond: null, watts };
    // One model trains on one core.
    return { flopsPerSecond: device.flopsPerSecond / (device.threads ?? 1), watts };
  }

  #planner(law: PlanningLaw): TemplateResult {
    const device = this.#device;
    const types = budgetTypes.filter((type) => budgetRange(law, type, device) !== null);
    const [first] = types;
    if (first === undefined) return html`<p class="waiting">This law leaves nothing to plan.</p>`;
    const budget = this._budget ?? middle(law, first, device);
    const plan = planTraining(law, budget, device);
    return html`<div class="split">
      <div class="choice">
        ${segmented({
          legend: 'Plan by',
          name: 'by',
          options: types.map((value) => ({ value, label: budgetLabels[value] })),
          value: budget.type,
          change: (type) => (this._budget = translated(law, plan, type, device)),
        })}
        ${this.#budgetDial(law, budget)} ${plan.type === 'plan' ? this.#cutDial(law, plan) : nothing}
        ${device.flopsPerSecond === null ? nothing : this.#wattsField(device.watts)}
      </div>
      <div>
        ${plan.type === 'plan' ? this.#answer(law, plan) : html`<p class="waiting">${plan.reason}</p>`}
      </div>
    </div>`;
  }

  #budgetDial(law: PlanningLaw, budget: Budget): TemplateResult {
    const { type } = budget;
    const [low, high] = budgetRange(law, type, this.#device) ?? [1, 1];
    const value = valueOf(budget);
    const at = Math.round((STEPS * Math.log(value / low)) / Math.log(high / low));
    const onType = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      if (input.valueAsNumber > 0) this._budget = budgetOf(type, input.valueAsNumber);
      else input.value = shown(value);
    };
    const onSlide = (event: Event): void => {
      const position = (event.target as HTMLInputElement).valueAsNumber / STEPS;
      this._budget = budgetOf(type, low * (high / low) ** position);
    };
    return html`<div class="dial">
      <label for="budget">${fieldLabels[type]}</label>
      <input
        class="number"
        type="number"
        id="budget"
        min="0"
        step="any"
        .value=${shown(value)}
        @change=${onType}
      />
      <input
        type="range"
        aria-label=${fieldLabels[type]}
        aria-valuetext=${budgetWords(budget)}
        min="0"
        max=${STEPS}
        step="1"
        .value=${String(at)}
        style="--share: ${Math.min(1, Math.max(0, at / STEPS))}"
        @input=${onSlide}
      />
    </div>`;
  }

  #cutDial(law: PlanningLaw, plan: TrainingPlan): TemplateResult {
    const share = this._cut / 100;
    return html`<div class="dial">
      <label for="cut">Lower loss by</label>
      <output for="cut">${this._cut} %</output>
      <input
        id="cut"
        type="range"
        min="1"
        max="50"
        step="1"
        aria-valuetext="${this._cut} %"
        .value=${String(this._cut)}
        style="--share: ${(this._cut - 1) / 49}"
        @input=${(event: Event) => (this._cut = (event.target as HTMLInputElement).valueAsNumber)}
      />
      <p aria-live="polite">${improvementInWords(improvement(law, plan, share, this.#device), share)}</p>
    </div>`;
  }

  #wattsField(watts: number): TemplateResult {
    const limits = { minimum: 1, maximum: 5000, step: 1, value: watts };
    return html`<div class="dial">
      <label for="watts">Watts while training, assumed</label>
      <input
        class="number"
        type="number"
        id="watts"
        min="1"
        max="5000"
        .value=${String(watts)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          this._watts = clampToDial(limits, input.valueAsNumber);
          input.value = String(this._watts);
        }}
      />
    </div>`;
  }

  #answer(law: PlanningLaw, plan: TrainingPlan): TemplateResult {
    const { N, D, flops, prediction, seconds, joules, notes } = plan;
    const [low, high] = prediction.interval.map((end) => formatNumber(end));
    const fixed = law.type === 'line' ? law.law.axis : null;
    return html`<dl>
        <div class="large">
          <dt>Expected loss (${this.unit})</dt>
          <dd>
            <strong>${formatNumber(prediction.loss)}</strong>
            <span>95 %: ${low} to ${high}</span>
          </dd>
        </div>
        ${size('Parameters N', N, fixed === 'D')} ${size('Data D', D, fixed === 'N')}
        ${flops === null ? nothing : entry('Compute', `${formatCount(flops)} FLOPs`)}
        ${seconds === null ? nothing : entry('Time, estimated', formatDuration(seconds))}
        ${joules === null ? nothing : entry('Energy, estimated', formatEnergy(joules))}
      </dl>
      ${flops === null ? nothing : html`${this.#others(law, flops)} ${nextRuns(law, flops)}`}
      ${
        notes.length > 0
          ? html`<ul class="remarks">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
          : nothing
      }`;
  }

  #others(law: PlanningLaw, flops: number): TemplateResult {
    const plans = MULTIPLES.map((times) => ({
      times,
      plan: planTraining(law, { type: 'flops', flops: times * flops }, this.#device),
    }));
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Other budgets">
      <table>
        <caption class="hidden-text">
          What the same law says of other budgets
        </caption>
        <thead>
          <tr>
            ${['Compute', 'N', 'D', 'Loss', '95 %', 'Time'].map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${plans.map(({ times, plan }) => (plan.type === 'plan' ? otherRow(times, plan) : nothing))}
        </tbody>
      </table>
    </div>`;
  }
}

/** What the same compute would best be spent on to know the law better. */
function nextRuns(law: PlanningLaw, flops: number): TemplateResult | typeof nothing {
  const runs = targetsOf(law)
    .map((target) => nextRun(law, target, flops))
    .filter((run) => run.type === 'run');
  if (runs.length === 0) return nothing;
  return html`<section class="next" aria-labelledby="next">
    <h3 id="next">Spent to know the law better</h3>
    <ul>
      ${runs.map((run) => html`<li>${nextRunInWords(run)}</li>`)}
    </ul>
  </section>`;
}

function otherRow(times: number, { N, D, prediction, seconds }: TrainingPlan): TemplateResult {
  return html`<tr class=${times === 1 ? 'present' : ''}>
    <th scope="row">${times} ×</th>
    <td>${N === null ? '–' : formatCount(N.value)}</td>
    <td>${D === null ? '–' : formatCount(D.value)}</td>
    <td>${formatNumber(prediction.loss)}</td>
    <td>${prediction.interval.map((end) => formatNumber(end)).join(' to ')}</td>
    <td>${seconds === null ? '–' : formatDuration(seconds)}</td>
  </tr>`;
}

function entry(name: string, words: string, aside = ''): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${words}${aside ? html` <span>${aside}</span>` : nothing}</dd>
  </div>`;
}

function size(name: string, estimate: Estimated | null, isFixed: boolean): TemplateResult | typeof nothing {
  if (estimate === null) return nothing;
  const { value, interval } = estimate;
  const [low, high] = interval.map((end) => formatCount(end));
  return entry(
    name,
    formatCount(value),
    isFixed ? 'as measured' : low === high ? '' : `95 %: ${low} to ${high}`,
  );
}

/** A budget in the middle of what is offered. */
function middle(law: PlanningLaw, type: Budget['type'], device: PlannerDevice): Budget {
  const [low, high] = budgetRange(law, type, device) ?? [1, 1];
  return budgetOf(type, Math.sqrt(low * high));
}

/** The same plan, told by another quantity. */
function translated(
  law: PlanningLaw,
  plan: ReturnType<typeof planTraining>,
  type: Budget['type'],
  device: PlannerDevice,
): Budget {
  if (plan.type === 'refused') return middle(law, type, device);
  const { seconds, flops, prediction } = plan;
  const value = { seconds, flops, loss: prediction.loss }[type];
  return value === null ? middle(law, type, device) : budgetOf(type, value);
}

function budgetOf(type: Budget['type'], value: number): Budget {
  if (type === 'seconds') return { type, seconds: value };
  return type === 'flops' ? { type, flops: value } : { type, loss: value };
}

function valueOf(budget: Budget): number {
  if (budget.type === 'seconds') return budget.seconds;
  return budget.type === 'flops' ? budget.flops : budget.loss;
}

function budgetWords(budget: Budget): string {
  if (budget.type === 'seconds') return formatDuration(budget.seconds);
  return budget.type === 'flops' ? `${formatCount(budget.flops)} FLOPs` : formatNumber(budget.loss);
}

/** Three digits, in a form that a number field takes. */
function shown(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 1e6 ? rounded.toExponential().replace('+', '') : String(rounded);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-planner': LabPlanner;
  }
}

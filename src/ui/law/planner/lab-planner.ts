import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, formatDuration, formatEnergy, formatNumber } from '../../../base/format.js';
import type { Estimated } from '../../../fit/surface/compute-optimal.js';
import type { DeviceInfo } from '../../../lab/records/record.js';
import { budgetRange } from '../../../laws/forecast/budget-range.js';
import { nextRun, nextRunInWords, targetsOf } from '../../../laws/forecast/next-runs.js';
import {
  planTraining,
  type Budget,
  type PlannerDevice,
  type TrainingPlan,
} from '../../../laws/forecast/planner.js';
import type { PlanningLaw } from '../../../laws/forecast/planning-law.js';
import { cardStyles, controls, splitStyles, table } from '../../parts/controls.js';
import { dataTableStyles, numberTable, type TableRow } from '../../parts/data-table.js';
import { dialStyles } from '../../parts/dial.js';
import { facts, factsStyles, remarks, remarkStyles, type Fact } from '../../parts/facts.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { shareOf } from '../../parts/slider.js';
import {
  budgetOf,
  fieldText,
  middle,
  positionOf,
  SLIDER_STEPS,
  translated,
  valueAt,
  valueOf,
} from './budgets.js';
import { plannerStyles } from './planner-styles.js';
import { words } from './words.js';

const budgetTypes = ['seconds', 'flops', 'loss'] as const satisfies readonly Budget['type'][];
/** Other budgets, as multiples of the one at hand. */
const MULTIPLES = [0.1, 1, 10, 100] as const;

/** What a law says of runs that are still to be paid for: the best size and data of a budget, and the price of a lower loss. */
@customElement('lab-planner')
export class LabPlanner extends LitElement {
  static override readonly styles = [
    controls,
    cardStyles,
    splitStyles,
    table,
    dataTableStyles,
    segmentedStyles,
    dialStyles,
    factsStyles,
    remarkStyles,
    plannerStyles,
  ];

  @property({ attribute: false }) law: PlanningLaw | null = null;
  @property({ attribute: false }) device: DeviceInfo | null = null;
  @property() unit = 'loss';
  /** Drawn while training, as the visitor assumes it. */
  @property({ type: Number }) watts = 200;

  /** Null before the visitor chose one. */
  @state() private _budget: Budget | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    // Budgets of one law mean nothing to another.
    if (changed.has('law')) this._budget = null;
  }

  protected override render(): TemplateResult {
    const { law } = this;
    return html`${law === null ? nothing : html`<p class="scope">${words.scope}</p>`}
    ${law === null ? html`<p class="waiting">${words.noLaw}</p>` : this.#planner(law)}`;
  }

  get #device(): PlannerDevice {
    const { device, watts } = this;
    if (!device || device.flopsPerSecond === null) return { flopsPerSecond: null, watts };
    // One model trains on one core.
    return { flopsPerSecond: device.flopsPerSecond / (device.threads ?? 1), watts };
  }

  #planner(law: PlanningLaw): TemplateResult {
    const device = this.#device;
    const types = budgetTypes.filter((type) => budgetRange(law, type, device) !== null);
    const [first] = types;
    if (first === undefined) return html`<p class="waiting">${words.nothingToPlan}</p>`;
    const budget = this._budget ?? middle(law, first, device);
    const plan = planTraining(law, budget, device);
    return html`<div class="split">
      <div class="choice">
        ${segmented({
          legend: words.by,
          name: 'by',
          options: types.map((value) => ({ value, label: words.budgets[value] })),
          value: budget.type,
          change: (type) => (this._budget = translated(law, budget, type, device)),
        })}
        ${this.#budgetDial(law, budget)}
      </div>
      <div>
        ${plan.type === 'plan' ? this.#answer(law, plan) : html`<p class="waiting">${plan.reason}</p>`}
      </div>
    </div>`;
  }

  #budgetDial(law: PlanningLaw, budget: Budget): TemplateResult {
    const { type } = budget;
    const label = words.budgetFields[type];
    const range = budgetRange(law, type, this.#device) ?? [1, 1];
    const value = valueOf(budget);
    const at = positionOf(value, range);
    const onType = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      if (input.valueAsNumber > 0) this._budget = budgetOf(type, input.valueAsNumber);
      else input.value = fieldText(value);
    };
    const onSlide = (event: Event): void => {
      this._budget = budgetOf(type, valueAt((event.target as HTMLInputElement).valueAsNumber, range));
    };
    return html`<div class="dial">
      <label for="budget">${label}</label>
      <input
        class="number"
        type="number"
        id="budget"
        min="0"
        step="any"
        .value=${fieldText(value)}
        @change=${onType}
      />
      <input
        type="range"
        aria-label=${label}
        aria-valuetext=${words.budget(budget)}
        min="0"
        max=${SLIDER_STEPS}
        step="1"
        .value=${String(at)}
        .style=${`--share: ${shareOf(at, 0, SLIDER_STEPS)}`}
        @input=${onSlide}
      />
    </div>`;
  }

  #answer(law: PlanningLaw, plan: TrainingPlan): TemplateResult {
    const { flops, prediction, notes } = plan;
    return html`<p class="expected">
        <span>${words.expected(this.unit)}</span>
        <strong>${formatNumber(prediction.loss)}</strong>
        <span>${words.lossRange(prediction.interval)}</span>
      </p>
      ${facts(factsOf(law, plan))}
      ${flops === null ? nothing : html`${this.#others(law, flops)} ${nextRuns(law, flops)}`}
      ${remarks(notes)}`;
  }

  #others(law: PlanningLaw, flops: number): TemplateResult {
    const rows = MULTIPLES.flatMap((times) => {
      const plan = planTraining(law, { type: 'flops', flops: times * flops }, this.#device);
      return plan.type === 'plan' ? [otherRow(times, plan)] : [];
    });
    return numberTable({ caption: words.others, heads: words.otherHeads, rows });
  }
}

/** What a plan takes, beside the loss that it comes to. */
function factsOf(law: PlanningLaw, { N, D, flops, seconds, joules }: TrainingPlan): Fact[] {
  const fixed = law.type === 'line' ? law.law.axis : null;
  const size = (axis: 'N' | 'D', estimate: Estimated | null): Fact[] => {
    if (estimate === null) return [];
    // A law along one axis leaves the other as it was measured.
    const isFixed = fixed === (axis === 'N' ? 'D' : 'N');
    const aside = isFixed ? words.asMeasured : words.sizeRange(estimate.interval);
    return [{ name: words.sizes[axis], value: formatCount(estimate.value), aside }];
  };
  return [
    ...size('N', N),
    ...size('D', D),
    ...(flops === null ? [] : [{ name: words.compute, value: words.flops(flops) }]),
    ...(seconds === null ? [] : [{ name: words.time, value: formatDuration(seconds) }]),
    ...(joules === null ? [] : [{ name: words.energy, value: formatEnergy(joules) }]),
  ];
}

function otherRow(times: number, { N, D, prediction, seconds }: TrainingPlan): TableRow {
  return {
    class: times === 1 ? 'present' : '',
    cells: [
      words.times(times),
      N === null ? '–' : formatCount(N.value),
      D === null ? '–' : formatCount(D.value),
      formatNumber(prediction.loss),
      words.toward(prediction.interval),
      seconds === null ? '–' : formatDuration(seconds),
    ],
  };
}

/** What the same compute would best be spent on to know the law better. */
function nextRuns(law: PlanningLaw, flops: number): TemplateResult | typeof nothing {
  const runs = targetsOf(law)
    .map((target) => nextRun(law, target, flops))
    .filter((run) => run.type === 'run');
  if (runs.length === 0) return nothing;
  return html`<section class="next" aria-labelledby="next">
    <h3 id="next">${words.next}</h3>
    <ul>
      ${runs.map((run) => html`<li>${nextRunInWords(run)}</li>`)}
    </ul>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-planner': LabPlanner;
  }
}

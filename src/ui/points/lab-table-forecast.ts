import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { formatCount } from '../../base/format.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { PanelId } from '../../figures/panels/panel.js';
import type { FoundLaw } from '../../laws/compare/findings.js';
import { forecast, type Forecast, type ForecastLaw } from '../../laws/forecast/forecast.js';
import type { ForecastHistory } from '../../laws/forecast/score-card.js';
import { forecastOfSurface } from '../../laws/forecast/table-forecast.js';
import type { TableOutlook } from '../../laws/outlook/table-outlook.js';
import { sizes, type Size } from '../../laws/table/six-nd.js';
import { controls } from '../parts/controls.js';
import { dialStyles } from '../parts/dial.js';
import { remarks, remarkStyles } from '../parts/facts.js';
import { fieldText } from '../law/planner/budgets.js';
import { shareOf } from '../parts/slider.js';
import type { Theme } from '../parts/tokens.js';
import './lab-sealed-points.js';
import type { LabSealedPoints } from './lab-sealed-points.js';
import { words } from './words.js';

const said = words.forecast;

/** Positions of a slider. */
const STEPS = 300;
/** A forecast begins as many times beyond the largest run. */
const BEYOND = 4;

/** What is forecast from: a law along one size, or the surface of N and D. */
interface Basis {
  readonly axes: readonly Size[];
  /** Of what was measured. */
  readonly ranges: readonly Interval[];
  readonly at: (target: readonly number[]) => Forecast;
  readonly by: string;
  /** The law along one size with its points, null for a surface. */
  readonly law: LabSealedPoints['law'];
}

/** What the laws of a table predict for a run that was not measured. */
@customElement('lab-table-forecast')
export class LabTableForecast extends LitElement {
  static override readonly styles = [
    controls,
    dialStyles,
    remarkStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
        gap: 1rem 2rem;
        align-items: start;
      }
      .dials {
        display: grid;
        gap: 0.9rem;
      }
      .said {
        font-size: 1.0625rem;
        font-variant-numeric: tabular-nums;
        text-wrap: pretty;
      }
      .said span {
        color: var(--ink-soft);
      }
      .by,
      .waiting {
        color: var(--ink-faint);
        font-size: var(--small);
      }
      .dial .number {
        width: 7.5rem;
      }
    `,
  ];

  /** Null before every law is fitted. */
  @property({ attribute: false }) outlook: TableOutlook | null = null;
  /** The law in sight. */
  @property() law: PanelId = 'N';
  /** Every forecast of this browser; null while it is not known. */
  @property({ attribute: false }) history: ForecastHistory | null = null;
  @property() theme: Theme = 'light';

  /** The run that is asked for, by axis. */
  @state() private _target: Readonly<Partial<Record<Size, number>>> = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('outlook')) this._target = {};
  }

  protected override render(): TemplateResult {
    const { outlook } = this;
    if (!outlook) return html`<p class="waiting">${said.waiting}</p>`;
    const basis = basisOf(outlook, this.law);
    if (!basis) return html`<p class="waiting">${said.none}</p>`;
    const target = basis.axes.map((axis, i) => this._target[axis] ?? BEYOND * basis.ranges[i][1]);
    const answer = basis.at(target);
    return html`<div class="dials">
        ${basis.axes.map((axis, i) => this.#dial(axis, basis.ranges[i], target[i]))}
      </div>
      <div>
        <p class="said" aria-live="polite">
          ${answer.type === 'refused' ? answer.reason : this.#said(answer, basis, target)}
        </p>
        <p class="by">${basis.by}</p>
        ${answer.type === 'refused' ? nothing : remarks(answer.warnings)}
        <lab-sealed-points
          .law=${basis.law}
          .target=${target[0]}
          .history=${this.history}
          .theme=${this.theme}
        ></lab-sealed-points>
      </div>`;
  }

  #said(
    { prediction: { loss, interval } }: Extract<Forecast, { type: 'forecast' }>,
    { axes, ranges }: Basis,
    target: readonly number[],
  ): TemplateResult {
    const far = axes.flatMap((axis, i) => {
      const [low, high] = ranges[i];
      if (target[i] > high) return said.reach(axis, high, target[i] / high);
      return target[i] < low ? said.below(axis, low, low / target[i]) : [];
    });
    return html`${said.head} <strong>${said.expects(loss)}</strong>${said.between(interval)}
      <span>${far.length === 0 ? said.within : far.join(' ')}</span>`;
  }

  #dial(axis: Size, [low, high]: Interval, value: number): TemplateResult {
    const end = high * EXTRAPOLATION_LIMIT;
    const at = Math.round((STEPS * Math.log(value / low)) / Math.log(end / low));
    const set = (next: number): void => {
      if (next > 0 && Number.isFinite(next)) this._target = { ...this._target, [axis]: next };
    };
    const label = said.sizes[axis];
    return html`<div class="dial">
      <label for="at-${axis}">${label}</label>
      <input
        class="number"
        id="at-${axis}"
        type="number"
        min="0"
        step="any"
        .value=${fieldText(value)}
        @change=${(event: Event) => set((event.target as HTMLInputElement).valueAsNumber)}
      />
      <input
        type="range"
        aria-label=${label}
        aria-valuetext=${formatCount(value)}
        min="0"
        max=${STEPS}
        step="1"
        .value=${String(at)}
        .style=${`--share: ${shareOf(at, 0, STEPS)}`}
        @input=${(event: Event) =>
          set(low * (end / low) ** ((event.target as HTMLInputElement).valueAsNumber / STEPS))}
      />
    </div>`;
  }
}

/** The law in sight where it is along a size, else the surface, else the first law along a size that there is. */
function basisOf(outlook: TableOutlook, law: PanelId): Basis | null {
  const { lines, surface } = outlook;
  const own = sizes.find((size) => size === law);
  const axis = own ?? (surface ? null : sizes.find((size) => lines[size]));
  const line = axis ? lines[axis] : undefined;
  if (axis && line?.law.chosen.type === 'fit') {
    const { law: alone } = line;
    return {
      axes: [axis],
      ranges: [line.law.chosen.xRange],
      at: ([x]) => forecast(alone, x),
      by: said.by.line(axis),
      law: lawToSeal(outlook, axis, alone),
    };
  }
  if (!surface || own) return null;
  const { choice } = surface;
  const { rangeN, rangeD } = choice.best.fit;
  return {
    axes: ['N', 'D'],
    ranges: [rangeN, rangeD],
    at: ([N, D]) => forecastOfSurface(choice, N, D),
    by: said.by.surface,
    law: null,
  };
}

/** The same object for the same table, by which what is shown of it stays. */
const lawsToSeal = new WeakMap<FoundLaw, NonNullable<LabSealedPoints['law']>>();

function lawToSeal({ found }: TableOutlook, axis: Size, line: ForecastLaw): LabSealedPoints['law'] {
  const own = found.find((law) => law.axis === axis);
  if (!own) return null;
  const law = lawsToSeal.get(own) ?? { line, found: own };
  lawsToSeal.set(own, law);
  return law;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-table-forecast': LabTableForecast;
  }
}

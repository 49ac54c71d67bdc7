import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InputError } from '../../base/errors.js';
import type { FoundLaw } from '../../laws/compare/findings.js';
import { forecastInWords, type ForecastLaw } from '../../laws/forecast/forecast.js';
import type { ForecastHistory, ForecastRecord } from '../../laws/forecast/score-card.js';
import { sealForecast } from '../../laws/forecast/seal.js';
import {
  answerOf,
  forecastsOfPoints,
  heldOutLargest,
  type HeldOut,
} from '../../laws/forecast/sealed-points.js';
import '../law/forecast/lab-forecast-gauge.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import { when } from '../parts/when.js';
import { emit } from '../session/page-events.js';
import { words } from './words.js';

const said = words.forecast;

/**
 * A forecast from a table, sealed before its run is known, and how it came out; beside it how the law without its largest size does.
 *
 * @fires keep-forecast
 */
@customElement('lab-sealed-points')
export class LabSealedPoints extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
        justify-items: start;
        margin-top: 0.75rem;
      }
      .box {
        box-sizing: border-box;
        width: 100%;
        padding: 0.7rem 0.9rem;
        border: 2px solid var(--focus);
        border-radius: var(--radius);
        text-wrap: pretty;
      }
      .hit {
        border-color: var(--good);
      }
      .miss {
        border-color: var(--danger-ink);
      }
      .box p + p {
        margin-top: 0.35rem;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem;
        margin-top: 0.6rem;
      }
      label {
        display: grid;
        gap: 0.2rem;
        font-size: var(--small);
      }
      input {
        width: 8rem;
        min-height: 2.2rem;
        padding: 0 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      .small {
        color: var(--ink-soft);
        font-size: var(--small);
        text-wrap: pretty;
      }
      .problem {
        color: var(--danger-ink);
        font-size: var(--small);
      }
    `,
  ];

  /** The law in sight, with its points; null where forecasts are made from a surface. */
  @property({ attribute: false }) law: { readonly line: ForecastLaw; readonly found: FoundLaw } | null = null;
  /** The run that is asked for. */
  @property({ attribute: false }) target = 0;
  /** Every forecast of this browser; null while it is not known. */
  @property({ attribute: false }) history: ForecastHistory | null = null;
  @property() theme: Theme = 'light';

  /** The visitor asked for another forecast after one was scored. */
  @state() private _another = false;
  @state() private _problem = '';
  /** Undefined until the visitor asks for it. */
  @state() private _heldOut: HeldOut | null | undefined = undefined;

  /** What was scored from this table already. */
  readonly #answered = new Set<string>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('law') && changed.get('law')?.found !== this.law?.found) {
      this._another = false;
      this._heldOut = undefined;
      this._problem = '';
    }
  }

  /** Rows that a table has by now answer forecasts. */
  protected override updated(): void {
    const { law } = this;
    if (!law) return;
    for (const record of this.#records) {
      const { checksum } = record.forecast;
      if (record.measured || this.#answered.has(checksum)) continue;
      const entry = answerOf(record, law.found, Date.now());
      if (!entry) continue;
      this.#answered.add(checksum);
      emit(this, 'keep-forecast', { entry });
    }
  }

  get #records(): readonly ForecastRecord[] {
    const { law, history } = this;
    return law && history ? forecastsOfPoints(history.records, law.found) : [];
  }

  protected override render(): TemplateResult {
    if (!this.law) return html`<p class="small">${said.onlyLines}</p>`;
    const [last, ...earlier] = this.#records;
    const isShown = last !== undefined && !(this._another && last.measured);
    const scored = earlier.flatMap(({ measured }) => measured ?? []);
    const hits = scored.filter(({ hit }) => hit).length;
    return html`${isShown ? this.#sealed(last) : this.#choosing()}
    ${scored.length > 0 ? html`<p class="small">${said.earlier(scored.length, hits)}</p>` : nothing}
    ${this.#holdOut(this.law.found)}`;
  }

  #choosing(): TemplateResult {
    const isKnown = this.law?.found.points.some(({ x }) => x === this.target) ?? false;
    return html`<button ?disabled=${isKnown || this.history === null} @click=${() => this.#seal()}>
        ${said.seal}
      </button>
      <p class="small">${isKnown ? said.inTable : said.sealMore}</p>
      ${this._problem === '' ? nothing : html`<p class="problem" role="alert">${this._problem}</p>`}`;
  }

  #sealed(record: ForecastRecord): TemplateResult {
    const { forecast, measured } = record;
    const { loss, interval, sealedAt, points } = forecast;
    const known = points.reduce((least, point) => Math.min(least, point.loss), Infinity);
    return html`<div class="box ${measured ? (measured.hit ? 'hit' : 'miss') : ''}">
        <p aria-live="polite"><b>${measured ? outcome(record) : said.sealed(when(sealedAt))}</b></p>
        <p>${forecastInWords(forecast)}</p>
        <lab-forecast-gauge
          .reading=${{ loss, interval, measured, known }}
          .theme=${this.theme}
        ></lab-forecast-gauge>
        ${measured ? nothing : this.#entry(record)}
      </div>
      ${measured ? html`<button @click=${() => (this._another = true)}>${said.another}</button>` : nothing}`;
  }

  /** Where its loss is entered by hand. */
  #entry({ forecast: { checksum } }: ForecastRecord): TemplateResult {
    const enter = (event: SubmitEvent): void => {
      event.preventDefault();
      const loss = Number(new FormData(event.target as HTMLFormElement).get('loss'));
      this._problem = loss > 0 && Number.isFinite(loss) ? '' : said.notALoss;
      if (this._problem !== '') return;
      const entry = {
        type: 'measured',
        forecast: checksum,
        loss,
        standardError: null,
        time: Date.now(),
      } as const;
      emit(this, 'keep-forecast', { entry });
    };
    return html`<p class="small">${said.open}</p>
      <form @submit=${enter}>
        <label>${said.measuredLoss}<input name="loss" inputmode="decimal" autocomplete="off" /></label>
        <button>${said.enter}</button>
      </form>
      ${this._problem === '' ? nothing : html`<p class="problem" role="alert">${this._problem}</p>`}`;
  }

  #holdOut(found: FoundLaw): TemplateResult {
    if (this._heldOut === undefined) {
      return html`<button class="quiet" @click=${() => (this._heldOut = heldOutLargest(found))}>
        ${said.holdOut}
      </button>`;
    }
    return html`<p class="small" role="status">
      ${this._heldOut ? said.heldOut(found.axis, this._heldOut) : said.noHoldOut}
    </p>`;
  }

  #seal(): void {
    const { line, found } = this.law!;
    const { axis, label } = found;
    const points = found.points
      .filter(({ inFit }) => inFit)
      .map(({ x, loss, standardError }) => ({ x, loss, standardError }));
    try {
      const forecast = sealForecast(line, {
        target: { axis, x: this.target, cell: '', name: said.target(axis, this.target) },
        ...{ points, convention: label, unit: '', experiment: null, sealedAt: Date.now() },
      });
      this._another = false;
      emit(this, 'keep-forecast', { entry: { type: 'sealed', forecast } });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this._problem = error.message;
    }
  }
}

/** `Hit: 12 % off, where up to 36 % was allowed.` */
function outcome({ forecast: { loss, interval }, measured }: ForecastRecord): string {
  const came = measured!.loss;
  const off = Math.abs(came - loss) / loss;
  const allowed = Math.abs(interval[came < loss ? 0 : 1] - loss) / loss;
  return measured!.hit ? said.hit(off, allowed) : said.miss(off, allowed);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-sealed-points': LabSealedPoints;
  }
}

import { smallest } from '../../../base/many.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { estimateSeconds } from '../../../lab/plan/cost.js';
import { defaultLargerRun, type LargerRun } from '../../../lab/plan/larger-run.js';
import type { DeviceInfo, LabState } from '../../../lab/records/record.js';
import { forecast, forecastInWords } from '../../../laws/forecast/forecast.js';
import {
  calibrationInWords,
  type ForecastHistory,
  type ForecastRecord,
} from '../../../laws/forecast/score-card.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import { download } from '../../parts/browser.js';
import { cardStyles, controls, panel, splitStyles, table } from '../../parts/controls.js';
import { dataTableStyles } from '../../parts/data-table.js';
import { dialStyles } from '../../parts/dial.js';
import { remarks, remarkStyles } from '../../parts/facts.js';
import { progressStyles } from '../../parts/fields.js';
import { saveTools } from '../../parts/save-tools.js';
import { slider } from '../../parts/slider.js';
import type { Theme } from '../../parts/tokens.js';
import { emit } from '../../session/page-events.js';
import { forecastStyles } from './forecast-styles.js';
import type { GaugeReading } from './gauge-reading.js';
import { forecastTable } from './forecast-table.js';
import './lab-forecast-gauge.js';
import type { LabForecastGauge } from './lab-forecast-gauge.js';
import { Offers } from './offers.js';
import { words } from './words.js';

/**
 * A prediction for a larger run: chosen, sealed, put to the test, scored.
 *
 * @fires seal-forecast - `{run}`: predicts this larger run, seals the forecast and trains the run.
 */
@customElement('lab-forecast')
export class LabForecast extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    cardStyles,
    splitStyles,
    table,
    dialStyles,
    dataTableStyles,
    progressStyles,
    remarkStyles,
    forecastStyles,
  ];

  @property({ attribute: false }) law: Law | null = null;
  @property({ attribute: false }) state: LabState | null = null;
  @property({ attribute: false }) history: ForecastHistory | null = null;
  /** The last forecast of the experiment at hand. */
  @property({ attribute: false }) record: ForecastRecord | null = null;
  @property({ attribute: false }) device: DeviceInfo | null = null;
  /** True while runs train. */
  @property({ type: Boolean }) live = false;
  /** Why forecasts cannot be kept over a reload, '' if they can. */
  @property() problem = '';
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  /** Which of the offers; null for the usual one. */
  @state() private _choice: number | null = null;
  /** The visitor asked for another forecast after one was scored. */
  @state() private _another = false;
  @query('lab-forecast-gauge') private readonly _gauge!: LabForecastGauge | null;

  readonly #offers = new Offers(this);

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('record')) this._another = false;
    const { law, state: lab, live } = this;
    if (!lab || !law || live || law.fit.type === 'refused') return;
    if (this.#offers.make(lab, law)) this._choice = null;
  }

  /** Complete with its offers. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#offers.made;
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    return html`<header>
        <h2>${words.title}</h2>
        ${this.#score()} ${this.#showsRecord() || this.#isOpen() ? this.#tools() : nothing}
      </header>
      ${this.#body()} ${this.history ? forecastTable(this.history) : nothing}
      ${this.problem ? html`<p class="aside">${words.notKept(this.problem)}</p>` : nothing}`;
  }

  #score(): TemplateResult | typeof nothing {
    const score = this.history?.calibration;
    if (!score || score.scored === 0) return nothing;
    return html`<p class="score" title=${calibrationInWords(score)}>
      ${words.held(score.hits, score.scored)}
    </p>`;
  }

  #tools(): TemplateResult {
    return saveTools({
      chart: words.file,
      formats: ['png', 'svg', 'json'],
      save: (format) => void this.#save(format),
    });
  }

  /** A forecast of this experiment stands, and no other is being chosen. */
  #showsRecord(): boolean {
    return this.record !== null && !this._another;
  }

  /** A larger run can be chosen. */
  #isOpen(): boolean {
    const { law, state: lab } = this;
    const hasOffers = (this.#offers.runs ?? []).length > 0;
    return law?.fit.type === 'fit' && !this.live && lab?.status === 'finished' && hasOffers;
  }

  #body(): TemplateResult {
    if (this.record && this.#showsRecord()) return this.#recorded(this.record);
    const { law, state: lab } = this;
    const { runs } = this.#offers;
    if (law?.fit.type !== 'fit') return waiting(words.waiting.noLaw);
    if (this.live || lab?.status !== 'finished') return waiting(words.waiting.training);
    if (!runs) return waiting(words.waiting.offers);
    return runs.length === 0 ? waiting(words.waiting.noOffers) : this.#choosing(law, runs);
  }

  #chosen(offers: readonly LargerRun[]): LargerRun {
    return offers[this._choice ?? -1] ?? defaultLargerRun(offers);
  }

  #choosing(law: Law, offers: readonly LargerRun[]): TemplateResult {
    const run = this.#chosen(offers);
    const said = forecast({ ...law, chosen: law.fit }, run.x);
    if (said.type === 'refused') return waiting(said.reason);
    const seconds = this.device && estimateSeconds(run.cost, this.device);
    const { loss, interval } = said.prediction;
    const known = lowest(law.points.filter(({ final, excluded }) => final && excluded === null));
    return html`<div class="split">
        <div class="choice">
          <div class="dial">
            ${slider({
              id: 'size',
              label: words.choice.size(run),
              words: run.name,
              minimum: 0,
              maximum: offers.length - 1,
              value: offers.indexOf(run),
              change: (place) => (this._choice = place),
            })}
          </div>
          <p class="cost">${words.choice.cost(law.axis, run, seconds)}</p>
          <button
            class="primary"
            ?disabled=${this.device === null}
            @click=${() => emit(this, 'seal-forecast', { run })}
          >
            ${words.choice.seal}
          </button>
        </div>
        <div>
          ${this.#gauge({ loss, interval, measured: null, known })}
          <p class="sentence">
            ${forecastInWords({ target: run, loss, interval })} ${words.choice.best(known)}
          </p>
        </div>
      </div>
      ${remarks(said.warnings)}`;
  }

  #recorded(record: ForecastRecord): TemplateResult {
    const { forecast: sealed, measured } = record;
    const { loss, interval, points } = sealed;
    const known = lowest(points);
    const open = this.live ? words.sealed.training : words.sealed.interrupted;
    return html`<div class="split">
      <div class="choice">
        ${this.#verdict(record)} ${sealLine(record)}
        ${
          measured && this.#isOpen()
            ? html`<button @click=${() => (this._another = true)}>${words.sealed.another}</button>`
            : nothing
        }
      </div>
      <div>
        ${this.#gauge({ loss, interval, measured, known })}
        <p class="sentence" aria-live="polite">
          ${forecastInWords(sealed)} ${words.sealed.best(known)}
          ${measured ? words.sealed.outcome(measured) : open}
        </p>
      </div>
    </div>`;
  }

  #verdict({ forecast: { target }, measured }: ForecastRecord): TemplateResult {
    const { title, hit, miss, z } = words.sealed;
    if (!measured)
      return html`<p class="verdict"><strong>${title}</strong>${this.#progress(target.cell)}</p>`;
    return html`<p class="verdict ${measured.hit ? 'hit' : 'miss'}">
      <strong>${measured.hit ? hit : miss}</strong>
      <span>${z(measured.z)}</span>
    </p>`;
  }

  /** How far the sealed run is. */
  #progress(config: string): TemplateResult | typeof nothing {
    const runs = (this.state?.runs ?? []).filter(({ plan }) => plan.config === config);
    const share = smallest(runs.map(({ step, plan }) => step / plan.steps));
    return this.live && Number.isFinite(share)
      ? html`<progress aria-label=${words.sealed.progress} max="1" .value=${share}></progress>
          <span>${words.sealed.share(share)}</span>`
      : nothing;
  }

  #gauge(reading: GaugeReading): TemplateResult {
    return html`<lab-forecast-gauge
      .reading=${reading}
      .unit=${this.unit}
      .theme=${this.theme}
    ></lab-forecast-gauge>`;
  }

  async #save(format: 'png' | 'svg' | 'json'): Promise<void> {
    const sealed = this.#showsRecord() ? this.record : null;
    const target = sealed?.forecast.target ?? this.#chosen(this.#offers.runs ?? []);
    const name = `forecast-${target.name.replace(/\W+/g, '-')}.${format}`;
    if (format === 'json')
      download(name, JSON.stringify(sealed ?? this._gauge?.reading, null, 2), 'application/json');
    else if (format === 'svg') download(name, this._gauge?.svg() ?? '', 'image/svg+xml');
    else {
      const picture = await this._gauge?.png();
      if (picture) download(name, picture);
    }
  }
}

function waiting(why: string): TemplateResult {
  return html`<p class="waiting">${why}</p>`;
}

/** When a forecast was sealed, and from what. */
function sealLine({ forecast: { sealedAt, points, law, checksum } }: ForecastRecord): TemplateResult {
  const time = new Date(sealedAt);
  const said = words.sealed;
  return html`<p class="cost">
    <time datetime=${time.toISOString()}>${said.time(time)}</time>${said.from(points.length, law.alpha)}
    <code title=${said.checksum(checksum)}>${checksum.slice(0, 8)}</code>
  </p>`;
}

/** The lowest loss of points, of which there are some. */
function lowest(points: readonly { readonly loss: number }[]): number {
  return smallest(points.map(({ loss }) => loss));
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-forecast': LabForecast;
  }
}

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatCount, formatEstimate, formatNumber, formatWithError } from '../../../base/format.js';
import { estimateSeconds } from '../../../lab/plan/cost.js';
import type { DeviceInfo, LabState } from '../../../lab/records/record.js';
import { forecast, forecastInWords, type Forecast } from '../../../laws/forecast/forecast.js';
import {
  calibrationInWords,
  type ForecastHistory,
  type ForecastRecord,
  type Measured,
} from '../../../laws/forecast/score-card.js';
import { largerRuns, defaultLargerRun, type LargerRun } from '../../../lab/plan/larger-run.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import './lab-forecast-gauge.js';
import type { GaugeReading, LabForecastGauge } from './lab-forecast-gauge.js';
import { download } from '../../parts/browser.js';
import { forecastTable } from './forecast-table.js';
import { controls, panel, table } from '../../parts/controls.js';
import { dataTableStyles } from '../../parts/data-table.js';
import { dialStyles } from '../../parts/dial.js';
import { forecastStyles } from './forecast-styles.js';
import type { Theme } from '../../parts/tokens.js';
import { emit } from '../../session/page-events.js';

/**
 * A prediction for a larger run: chosen, sealed, put to the test, scored.
 *
 * @fires seal-forecast - `{run}`: the visitor wants this larger run foretold, sealed and trained.
 */
@customElement('lab-forecast')
export class LabForecast extends LitElement {
  static override readonly styles = [controls, panel, table, dialStyles, dataTableStyles, forecastStyles];

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
  /** The visitor wants another forecast after one was scored. */
  @state() private _another = false;
  @query('lab-forecast-gauge') private readonly _gauge!: LabForecastGauge | null;

  /** Null while they are being made. */
  #offers: readonly LargerRun[] | null = [];
  #offering: Promise<void> = Promise.resolve();
  /** What the offers were made for: plans do not change. */
  #offersFor = '';

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('record')) this._another = false;
    const { law, state: lab } = this;
    if (!lab?.plan || !law || this.live || law.fit.type === 'refused') return;
    const made = `${law.axis} ${law.convention} ${JSON.stringify(lab.plan.spec)}`;
    if (made === this.#offersFor) return;
    this.#offersFor = made;
    this.#offers = null;
    this._choice = null;
    const { spec } = lab.plan;
    const runs = lab.runs.map(({ plan }) => plan);
    // Many runs are planned for them: in a task of their own, after the law is drawn.
    this.#offering = new Promise((resolve) => setTimeout(resolve)).then(() => {
      if (made !== this.#offersFor) return;
      this.#offers = largerRuns({ spec, runs }, law.axis, law.convention);
      this.requestUpdate();
    });
  }

  /** Complete with its offers. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#offering;
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    return html`<header>
        <h2>Forecast</h2>
        ${this.#score()} ${this.#showsRecord() || this.#isOpen() ? this.#tools() : nothing}
      </header>
      ${this.#body()} ${this.history ? forecastTable(this.history) : nothing}
      ${this.problem ? html`<p class="aside">Forecasts cannot be kept over a reload: ${this.problem}</p>` : nothing}`;
  }

  #score(): TemplateResult | typeof nothing {
    const score = this.history?.calibration;
    if (!score || score.scored === 0) return nothing;
    const { hits, scored } = score;
    return html`<p class="score" title=${calibrationInWords(score)}>${hits} of ${scored} intervals held</p>`;
  }

  #tools(): TemplateResult {
    return html`<div class="tools">
      ${(['png', 'svg', 'json'] as const).map(
        (format) =>
          html`<button
            class="quiet"
            aria-label="Save forecast as ${format.toUpperCase()}"
            @click=${() => void this.#save(format)}
          >
            ${format.toUpperCase()}
          </button>`,
      )}
    </div>`;
  }

  /** A forecast of this experiment stands, and no other is being chosen. */
  #showsRecord(): boolean {
    return this.record !== null && !this._another;
  }

  /** A larger run can be chosen. */
  #isOpen(): boolean {
    const { law, state: lab } = this;
    const hasOffers = this.#offers !== null && this.#offers.length > 0;
    return law?.fit.type === 'fit' && !this.live && lab?.status === 'finished' && hasOffers;
  }

  #body(): TemplateResult {
    if (this.record && this.#showsRecord()) return this.#recorded(this.record);
    const { law, state: lab } = this;
    if (law?.fit.type !== 'fit') {
      return html`<p class="waiting">
        Once there is a law, foretell a larger run here, seal the forecast, train the run and see whether it
        holds.
      </p>`;
    }
    if (this.live || lab?.status !== 'finished') {
      return html`<p class="waiting">When all runs have ended, a larger one can be foretold here.</p>`;
    }
    if (!this.#offers) return html`<p class="waiting">Looking for larger runs that would fit …</p>`;
    if (this.#offers.length === 0) {
      return html`<p class="waiting">No larger run of this experiment would fit.</p>`;
    }
    return this.#choosing(law, this.#offers);
  }

  #chosen(offers: readonly LargerRun[]): LargerRun {
    return offers[this._choice ?? -1] ?? defaultLargerRun(offers);
  }

  #choosing(law: Law, offers: readonly LargerRun[]): TemplateResult {
    const run = this.#chosen(offers);
    const said = forecast({ ...law, chosen: law.fit }, run.x);
    if (said.type === 'refused') return html`<p class="waiting">${said.reason}</p>`;
    const at = offers.indexOf(run);
    const last = offers.length - 1;
    const { trainingFlops, replicas } = run.cost;
    const seconds = this.device && estimateSeconds(run.cost, this.device);
    const { loss, interval } = said.prediction;
    const known = lowest(law.points.filter(({ final, excluded }) => final && excluded === null));
    return html`<div class="split">
        <div class="choice">
          <div class="dial">
            <label for="size">A run ${formatNumber(run.ratio, 2)} times the largest</label>
            <output for="size">${run.name}</output>
            <input
              id="size"
              type="range"
              min="0"
              max=${last}
              step="1"
              aria-valuetext="${run.name}, ${formatNumber(run.ratio, 2)} times the largest"
              .value=${String(at)}
              style="--share: ${last > 0 ? at / last : 1}"
              @input=${this.#choose}
            />
          </div>
          <p class="cost">
            ${law.axis} = ${formatCount(run.x)}, ${replicas} replicas, ${formatCount(trainingFlops, 2)}
            FLOPs${seconds === null ? nothing : `: ${formatEstimate(seconds)}`}
          </p>
          <button class="primary" ?disabled=${this.device === null} @click=${() => this.#seal(run)}>
            Seal and train
          </button>
        </div>
        <div>
          ${this.#gauge({ loss, interval, measured: null, known })}
          <p class="sentence">
            ${forecastInWords({ target: { name: run.name }, loss, interval })} The best so far is
            ${formatNumber(known)}. Once sealed, the forecast cannot be changed.
          </p>
        </div>
      </div>
      ${remarks(said)}`;
  }

  #recorded(record: ForecastRecord): TemplateResult {
    const { forecast: sealed, measured } = record;
    const { target, loss, interval, points, law, checksum } = sealed;
    const known = lowest(points);
    const time = new Date(sealed.sealedAt);
    return html`<div class="split">
      <div class="choice">
        ${
          measured
            ? html`<p class="verdict ${measured.hit ? 'hit' : 'miss'}">
                <strong>${measured.hit ? 'Hit' : 'Miss'}</strong>
                <span>z = ${signed(measured.z)}</span>
              </p>`
            : html`<p class="verdict"><strong>Sealed</strong>${this.#progress(target.cell)}</p>`
        }
        <p class="cost">
          <time datetime=${time.toISOString()}
            >${time.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}</time
          >, from ${points.length} points, α = ${formatNumber(law.alpha)}. Seal
          <code title="SHA-256 of the forecast: ${checksum}">${checksum.slice(0, 8)}</code>
        </p>
        ${
          measured && this.#isOpen()
            ? html`<button @click=${() => (this._another = true)}>Foretell a larger run</button>`
            : nothing
        }
      </div>
      <div>
        ${this.#gauge({ loss, interval, measured, known })}
        <p class="sentence" aria-live="polite">
          ${forecastInWords(sealed)} The best until then was ${formatNumber(known)}.
          ${
            measured
              ? html`It came to ${formatWithError(measured.loss, measured.standardError)}:
                ${outcomeWords(measured)}`
              : this.live
                ? 'Its run is training.'
                : 'Its run was not trained to the end; go on to settle it.'
          }
        </p>
      </div>
    </div>`;
  }

  /** How far the sealed run is. */
  #progress(config: string): TemplateResult | typeof nothing {
    const runs = (this.state?.runs ?? []).filter(({ plan }) => plan.config === config);
    const share = Math.min(...runs.map(({ step, plan }) => step / plan.steps));
    return this.live && Number.isFinite(share)
      ? html`<progress aria-label="Progress of the sealed run" max="1" .value=${share}></progress>
          <span>${Math.floor(100 * share)} %</span>`
      : nothing;
  }

  #gauge(reading: GaugeReading): TemplateResult {
    return html`<lab-forecast-gauge
      .reading=${reading}
      .unit=${this.unit}
      .theme=${this.theme}
    ></lab-forecast-gauge>`;
  }

  readonly #choose = (event: Event): void => {
    this._choice = (event.target as HTMLInputElement).valueAsNumber;
  };

  #seal(run: LargerRun): void {
    emit(this, 'seal-forecast', { run });
  }

  async #save(format: 'png' | 'svg' | 'json'): Promise<void> {
    const sealed = this.#showsRecord() ? this.record : null;
    const name = `forecast-${(sealed?.forecast.target.name ?? this.#chosen(this.#offers ?? []).name).replace(/\W+/g, '-')}.${format}`;
    if (format === 'json')
      download(name, JSON.stringify(sealed ?? this._gauge?.reading, null, 2), 'application/json');
    else if (format === 'svg') download(name, this._gauge?.svg() ?? '', 'image/svg+xml');
    else {
      const picture = await this._gauge?.png();
      if (picture) download(name, picture);
    }
  }
}

function remarks(said: Forecast): TemplateResult | typeof nothing {
  if (said.type === 'refused' || said.warnings.length === 0) return nothing;
  return html`<ul class="remarks">
    ${said.warnings.map((warning) => html`<li>${warning}</li>`)}
  </ul>`;
}

/** The lowest loss of points, of which there are some. */
function lowest(points: readonly { readonly loss: number }[]): number {
  return Math.min(...points.map(({ loss }) => loss));
}

/** Where the measured loss lies; a near miss may be chance. */
function outcomeWords({ hit, z }: Measured): string {
  if (hit) return 'inside the interval.';
  return Math.abs(z) < 3
    ? 'just outside the interval, as 5 in 100 are by chance.'
    : 'far outside the interval; the law does not reach this far, or its errors are too small.';
}

/** −0.4, +2.3. */
function signed(z: number): string {
  return `${z < 0 ? '−' : '+'}${Math.abs(z).toFixed(1)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-forecast': LabForecast;
  }
}

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { canonicalJson } from '../base/canonical-json.js';
import { InputError } from '../base/errors.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import type { LargerRun } from '../lab/plan/larger-run.js';
import { axisWords } from '../laws/words.js';
import type { Law } from '../laws/lab-laws.js';
import type { LabPoint } from '../laws/lab-points.js';
import { isOfPreset } from '../lab/experiment/resolve.js';
import { specFromHash, specToHash } from '../lab/experiment/share.js';
import { unitOf } from '../data/tasks.js';
import { createLabClient, type LabClient } from '../worker/training/client.js';
import type { EngineWish } from '../worker/training/protocol.js';
import './charts/law/lab-law-chart.js';
import './charts/loss/lab-loss-chart.js';
import type { LabLawChart } from './charts/law/lab-law-chart.js';
import type { LabLossChart } from './charts/loss/lab-loss-chart.js';
import type { Forecasts } from './law/forecast/forecasts.js';
import { Visit } from './session/visit.js';
import { LanguageView } from './language/language-view.js';
import { LazyPart } from './session/lazy-part.js';
import { PointsView } from './points/points-view.js';
import { ThemeController } from './session/theme-controller.js';
import { deviceKind } from './device/device-words.js';
import { describeExperiment, type ExperimentSummary } from './experiment/experiment-summary.js';
import { engineWishOf, withEngine, withoutEngine } from './device/engine-wish.js';
import { withPreset, withSize } from './experiment/experiment-edits.js';
import { ForecastJournal } from './law/forecast/forecast-journal.js';
import { Journal } from './session/journal.js';
import './device/lab-device-help.js';
import './device/lab-device-line.js';
import './experiment/lab-experiment-panel.js';
import './run/lab-header.js';
import './law/lab-law-words.js';
import './run/lab-run-controls.js';
import './run/lab-runs-table.js';
import { noticeStyles, type Notice } from './parts/notice.js';
import { pageNotices } from './run/page-notices.js';
import type { PictureFormat, RecordFormat } from './session/results.js';
import { statusWords } from './run/status-words.js';
import { appStyles } from './lab-app-styles.js';
import { controls } from './parts/controls.js';
import { TextStore } from './language/text-store.js';
import { whenIdle } from './session/when-idle.js';

const FIRST_PRESET = 'manifold';

/** The page: an experiment and its dials, what it is doing, the law that comes of it. Owns the store, the worker and the journal. */
@customElement('lab-app')
export class LabApp extends LitElement {
  static override readonly styles = [controls, noticeStyles, appStyles];

  /** The worker's client; the page makes its own where none is given. */
  @property({ attribute: false }) client: LabClient | undefined = undefined;
  @property({ attribute: false }) journal = new Journal();
  @property({ attribute: false }) forecastJournal = new ForecastJournal();
  @property({ attribute: false }) textStore = new TextStore();

  @state() private _spec: ExperimentSpec = withPreset(FIRST_PRESET, 'small');
  /** What went wrong with something that the visitor gave: a link, a value. */
  @state() private _notice: Notice | null = null;
  /** What the page's address asks for in vain. */
  @state() private _addressNotice: Notice | null = null;
  @state() private _copied = false;
  /** Axis of the law in sight, where an experiment has two. */
  @state() private _axis: Law['axis'] = 'N';

  @query('lab-loss-chart') private readonly _lossChart!: LabLossChart;
  @query('lab-law-chart') private readonly _lawChart!: LabLawChart;

  readonly #theme = new ThemeController(this);
  readonly #analysis = new LazyPart(this, () => import('./session/analysis.lazy.js'));
  readonly #points = new PointsView(this);
  readonly #language = new LanguageView(
    this,
    () => this.textStore,
    (spec) => this.#change(spec),
  );
  #visit: Visit | null = null;
  #forecasts: Forecasts | null = null;
  #summary: ExperimentSummary | null = null;
  /** A forecast is being written down. */
  #sealing = false;
  /** True once the visitor turned a dial or a link or journal brought an experiment. */
  #touched = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const { wish, complaint } = engineWishOf(location.search);
    this._addressNotice = complaint;
    this.#visit = new Visit(this, {
      client: this.client ?? createLabClient(),
      journal: this.journal,
      analysis: this.#analysis,
      wish,
    });
    window.addEventListener('hashchange', this.#onHash);
    void this.#begin(this.#visit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onHash);
    this.#visit?.close();
    this.#visit = null;
    if (this.#forecasts) this.removeController(this.#forecasts);
    this.#forecasts = null;
  }

  protected override willUpdate(): void {
    if (!this.#visit) return;
    const { session, laws } = this.#visit;
    this.#language.prepare(this._spec, session.weights.size > 0);
    if (this.#analysis.part)
      this.#forecasts ??= new this.#analysis.part.Forecasts(this, this.forecastJournal);
    this.#forecasts?.settle(session.state, laws.of(session.state));
  }

  protected override render(): TemplateResult | typeof nothing {
    const visit = this.#visit;
    if (!visit) return nothing;
    const { theme } = this.#theme;
    const { session, history, device: training } = visit;
    const { state: lab } = session;
    const { report } = training;
    const laws = visit.laws.of(lab);
    const law = laws.find(({ axis }) => axis === this._axis) ?? laws.at(0) ?? null;
    const ghost = history.ghosts.find(({ axis }) => axis === law?.axis) ?? null;
    const device = report?.type === 'ready' ? report.device : null;
    const problem = report?.type === 'problem' ? report.problem : null;
    const isBlocked = problem !== null && lab.runs.length === 0;
    this.#summary = describeExperiment(this._spec, device, this.#summary);
    const unit = unitOf((lab.plan?.spec ?? this._spec).task);
    const record = this.#forecasts?.of(lab) ?? null;
    const complaint = this._notice ?? this._addressNotice;
    return html`<lab-header
        .report=${report}
        .theme=${theme}
        .copied=${this._copied}
        .points=${this.#points.isOpen}
        @toggle-points=${this.#togglePoints}
        @copy-link=${this.#copyLink}
        @toggle-theme=${() => this.#theme.toggle()}
      ></lab-header>
      ${this.#points.render(theme, (name, records) => history.showRecorded(name, records))}
      <main ?hidden=${this.#points.isOpen}>
        <div class="notices">
          ${pageNotices({
            visit,
            isSmall: this._spec.size === 'small' || !isOfPreset(this._spec),
            complaints: [
              { words: this._addressNotice, dismiss: () => (this._addressNotice = null) },
              { words: this._notice, dismiss: () => (this._notice = null) },
            ],
            parts: [this.#analysis, this.#points.lazy, this.#language.lazy],
            shrink: () => this.#change(withSize(this._spec, 'small')),
            useProcessor: this.#useProcessor,
          })}
        </div>
        <div class="side ${session.isLive ? 'live' : isBlocked ? 'blocked' : ''}">
          <div class="dials" role="region" aria-label="Experiment" tabindex=${session.isLive ? 0 : nothing}>
            <lab-experiment-panel
              .spec=${this._spec}
              .locked=${session.isLive}
              .theme=${theme}
              @spec-change=${(event: CustomEvent<{ spec: ExperimentSpec }>) => this.#change(event.detail.spec)}
            ></lab-experiment-panel>
          </div>
          <div class="run">
            <lab-run-controls
              .state=${lab}
              .cost=${this.#summary.cost}
              .foresight=${this.#summary.foresight}
              .again=${canonicalJson(lab.plan?.spec) === canonicalJson(this._spec)}
              .obstacle=${this.#obstacle()}
              .stopping=${session.phase.type === 'stopping'}
              @start-plan=${this.#start}
              @pause-plan=${() => session.pause()}
              @resume-plan=${() => session.resume()}
              @stop-plan=${() => session.stop()}
            ></lab-run-controls>
          </div>
          ${
            report?.type === 'ready' && report.withoutGpu
              ? html`<lab-device-line .problem=${report.withoutGpu}></lab-device-line>`
              : nothing
          }
        </div>
        <div class="stage">
          ${
            isBlocked
              ? html`<lab-device-help
                  class="wide"
                  .problem=${problem}
                  .engine=${training.wish.engine === 'gpu' ? 'gpu' : 'cpu'}
                  @try-again=${() => void this.#open(visit)}
                  @use-processor=${this.#useProcessor}
                ></lab-device-help>`
              : html`${this.#language.renderText(this._spec, session.isLive)}
                  <lab-loss-chart
                    .runs=${lab.runs}
                    .family=${(lab.plan?.spec ?? this._spec).model.family}
                    .unit=${unit}
                    .theme=${theme}
                    @save-picture=${this.#savePicture}
                  ></lab-loss-chart>
                  <lab-law-chart
                    .law=${law}
                    .ghost=${ghost}
                    .runs=${lab.runs}
                    .forecast=${law && record?.forecast.convention === axisWords(law) ? record : null}
                    .axes=${laws.map(({ axis }) => axis)}
                    .unit=${unit}
                    .theme=${theme}
                    ?switchable=${(lab.plan?.spec ?? this._spec).model.family === 'transformer'}
                    @axis-change=${(event: CustomEvent<{ axis: Law['axis'] }>) => (this._axis = event.detail.axis)}
                    @convention-change=${(event: CustomEvent<{ convention: Law['convention'] }>) => visit.laws.count(event.detail.convention)}
                    @save-picture=${this.#savePicture}
                  ></lab-law-chart>
                  <lab-law-words .law=${law}></lab-law-words>
                  <lab-runs-table
                    .runs=${lab.runs}
                    .points=${law?.points ?? []}
                    .live=${session.isLive}
                    .theme=${theme}
                    @skip-run=${(event: CustomEvent<{ run: string }>) => session.skip(event.detail.run)}
                    >${lab.runs.length > 0 ? this.#recordButtons(law?.points ?? []) : nothing}</lab-runs-table
                  >
                  ${this.#language.renderResults(visit, this._spec, theme)}
                  <lab-forecast
                    class="wide"
                    .law=${law}
                    .state=${lab}
                    .record=${record}
                    .history=${this.#forecasts?.history ?? null}
                    .problem=${this.#forecasts?.problem ?? ''}
                    .device=${device}
                    .live=${session.isLive}
                    .unit=${unit}
                    .theme=${theme}
                    @seal-forecast=${this.#foretell}
                  ></lab-forecast>
                  <lab-planner
                    class="wide"
                    .law=${session.isLive ? null : (this.#analysis.part?.planningLaw(law, lab) ?? null)}
                    .device=${device}
                    .unit=${unit}
                  ></lab-planner>`
          }
          ${
            history.problem
              ? html`<footer>
                  <span>Results cannot be kept over a reload: ${history.problem}</span>
                </footer>`
              : nothing
          }
        </div>
      </main>
      <div class="hidden-text" role="status" aria-live="polite">
        ${complaint ? `${complaint.title} ${complaint.text}` : statusWords(lab, law)}
      </div>`;
  }

  #recordButtons(points: readonly LabPoint[]): TemplateResult {
    return html`<span>
      <button
        class="quiet"
        title="Fits the surface L(N, D), isoFLOP valleys and the frontier to these runs, their branches and their curves"
        ?disabled=${!points.some(({ final, excluded }) => final && excluded === null)}
        @click=${this.#fitOwn}
      >
        All laws
      </button>
      ${(['json', 'csv'] as const).map(
        (format) =>
          html`<button
            class="quiet"
            aria-label="Save results as ${format.toUpperCase()}"
            @click=${() => void this.#saveRecords(format)}
          >
            ${format.toUpperCase()}
          </button>`,
      )}
    </span>`;
  }

  #obstacle(): string {
    const { report } = this.#visit!.device;
    const textObstacle = this.#language.obstacle(this._spec);
    if (textObstacle) return textObstacle;
    if (this.#summary?.problem) return this.#summary.problem;
    if (!report) return 'Measuring this device …';
    return report.type === 'problem' ? 'There is no device to train on.' : '';
  }

  async #begin(visit: Visit): Promise<void> {
    // What is restored may be about a text.
    const restoring = this.#language
      .restore()
      .then(() => Promise.all([visit.history.restore(), this.#readLink()]));
    await this.#open(visit);
    const [restored] = await restoring;
    if (restored && !this.#touched && !visit.session.isLive) this.#change(restored);
  }

  async #open(visit: Visit, wish?: EngineWish): Promise<void> {
    const report = await visit.device.open(wish);
    whenIdle(() => visit.prepare());
    // A GPU has no use for the small version, unless a visitor chose it.
    if (!this.#touched && report.type === 'ready') {
      const isGpu = deviceKind(report.device) === 'GPU';
      this._spec = withSize(this._spec, isGpu ? 'standard' : 'small');
    }
  }

  /** Where a GPU was asked for. The address says so from now on, for a reload. */
  readonly #useProcessor = (): void => {
    const visit = this.#visit!;
    history.replaceState(null, '', withEngine(location.href, 'cpu'));
    void this.#open(visit, { ...visit.device.wish, engine: 'cpu' });
  };

  readonly #onHash = (): void => void this.#readLink();

  /** A link may come with the page or be pasted into it later. A bad one changes nothing. */
  async #readLink(): Promise<void> {
    try {
      const spec = await specFromHash(location.hash);
      if (!spec) return;
      this.#change(spec);
      this._notice = null;
    } catch (error) {
      this._notice = { tone: 'warning', title: 'This link does not work.', text: wordsOf(error) };
    }
  }

  #change(spec: ExperimentSpec): void {
    this.#touched = true;
    this._spec = this.#language.adopt(spec);
  }

  readonly #start = (): void => {
    this.#touched = true;
    this._notice = null;
    this._addressNotice = null;
    // Read when the page showed it: there is no start where it had a problem.
    const plan = this.#summary?.plan;
    if (plan) this.#visit?.session.start(plan);
  };

  /** A forecast is written down before its run starts. */
  readonly #foretell = async ({ detail: { run } }: CustomEvent<{ run: LargerRun }>): Promise<void> => {
    const visit = this.#visit;
    if (!visit || this.#sealing) return;
    const { session, laws } = visit;
    const law = laws.of(session.state).find(({ axis }) => axis === run.axis);
    if (!law) return;
    const isInSight = canonicalJson(session.state.plan?.spec) === canonicalJson(this._spec);
    this.#sealing = true;
    try {
      await this.#forecasts?.seal(law, run, unitOf(run.plan.spec.task));
      if (isInSight) this.#change(run.plan.spec);
      session.extend(run.plan);
    } catch (error) {
      this._notice = { tone: 'danger', title: 'This forecast cannot be sealed.', text: wordsOf(error) };
    } finally {
      this.#sealing = false;
    }
  };

  readonly #togglePoints = (): void => {
    if (this.#points.isOpen) this.#points.close();
    else void this.#points.open();
  };

  readonly #copyLink = async (): Promise<void> => {
    const address = new URL(await specToHash(this._spec), location.href).href;
    // What trains here is the visitor's own affair: their address keeps it, the link leaves it out.
    const link = withoutEngine(address);
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(link);
      this._copied = true;
      setTimeout(() => (this._copied = false), 2000);
    } catch {
      history.replaceState(null, '', link);
      this._notice = {
        tone: 'notice',
        title: 'The link is in the address bar.',
        text: 'Copy it from there.',
      };
    }
  };

  readonly #savePicture = async (event: CustomEvent<{ format: PictureFormat }>): Promise<void> => {
    const { state: lab } = this.#visit!.session;
    const isLoss = event.target === this._lossChart;
    const chart = isLoss ? this._lossChart : this._lawChart;
    const { unit } = this._lossChart;
    const { theme } = this.#theme;
    const law = isLoss ? null : this._lawChart.law;
    const analysis = await this.#analysis.want();
    await analysis?.savePicture({ png: () => chart.png() }, event.detail.format, {
      state: lab,
      law,
      unit,
      theme,
    });
  };

  readonly #fitOwn = async (): Promise<void> => {
    const { state: lab } = this.#visit!.session;
    const own = (await this.#analysis.want())?.ownTable(lab);
    if (own) await this.#points.show(own.name, own.table);
  };

  async #saveRecords(format: RecordFormat): Promise<void> {
    const { state: lab } = this.#visit!.session;
    (await this.#analysis.want())?.saveRecords(lab, format);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof InputError) return error.message;
  throw error;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-app': LabApp;
  }
}

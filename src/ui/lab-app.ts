import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { canonicalJson } from '../base/canonical-json.js';
import { InputError } from '../base/errors.js';
import { unitOf } from '../data/tasks/tasks.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import { cardById } from '../lab/gallery/cards.js';
import type { LargerRun } from '../lab/plan/larger-run.js';
import type { Law } from '../laws/runs/lab-laws.js';
import { createLabClient, type LabClient } from '../worker/training/client.js';
import type { EngineWish } from '../worker/training/protocol.js';
import { deviceKind } from './device/words.js';
import { engineWishOf, withEngine } from './device/engine-wish.js';
import { copyLink } from './experiment/copy-link.js';
import { withSize, withStart } from './experiment/experiment-edits.js';
import { DesignController } from './page/design-controller.js';
import { ExperimentController } from './experiment/experiment-controller.js';
import { words as experimentWords } from './experiment/words.js';
import { appStyles } from './lab-app-styles.js';
import { LanguageController } from './language/language-controller.js';
import { TextStore } from './language/text/text-store.js';
import { ForecastJournal } from './law/forecast/forecast-journal.js';
import type { Forecasts } from './law/forecast/forecasts.js';
import { composeExperiment } from '../lab/presets/resolve.js';
import { shardName } from '../lab/plan/units.js';
import { specToHash } from '../lab/share/spec-link.js';
import './page/lab-drop.js';
import './page/lab-header.js';
import './page/lab-notices.js';
import './page/lab-side.js';
import './page/lab-stage.js';
import './page/lab-welcome.js';
import { pageNotices, type Complaints } from './page/notices.js';
import type { PageView } from './page/view.js';
import { statusWords, words } from './page/words.js';
import { whenIdle } from './parts/browser.js';
import { controls } from './parts/controls.js';
import type { Notice } from './parts/notice.js';
import { EntryName } from './library/entry-name.js';
import { Library } from './library/library.js';
import { hashOf, SEARCH, withShard, type Address } from './session/address.js';
import { AddressController } from './session/address-controller.js';
import { addToCompare, comparedId, resultId } from './places/compare/compare-list.js';
import { isLessonId } from './places/lessons/kit/lesson-ids.js';
import { isPlacePart, PlaceParts } from './places/place-parts.js';
import type * as Given from './places/tables/given.lazy.js';
import { makeView } from './make-view.js';
import { TourGuide } from './places/tour/tour-guide.js';
import { LazyPart } from './session/lazy-part.js';
import type { LabShare } from './share/lab-share.js';
import { answer, type PageEvents, type PageHandlers } from './session/page-events.js';
import { recordingName, Recordings } from './session/recordings.js';
import { ThemeController } from './session/theme-controller.js';
import { Visit } from './session/visit.js';
import { hasMeasured, isNewHere } from './session/welcome.js';

/** The page: owns the visit, the worker and what is kept over a reload, hands their state down as one view, and answers requests. */
@customElement('lab-app')
export class LabApp extends LitElement {
  static override readonly styles = [controls, appStyles];

  /** The worker's client; the page makes its own where none is given. */
  @property({ attribute: false }) client: LabClient | undefined = undefined;
  @property({ attribute: false }) library = new Library();
  @property({ attribute: false }) forecastJournal = new ForecastJournal();
  @property({ attribute: false }) textStore = new TextStore();
  /** Keeps the page for visits without a network, and hands over what loads a new version once there is one; null where it is not built. */
  @property({ attribute: false }) keepOffline: ((offer: (load: () => void) => void) => Promise<void>) | null =
    null;

  @state() private _complaints: Complaints = { address: null, given: null };
  /** Axis of the law in sight, where an experiment has two. */
  @state() private _axis: Law['axis'] = 'N';
  /** The question of the gallery that was opened last. */
  @state() private _card: string | null = null;
  /** The sheet for sharing is in the page. */
  @state() private _hasShare = false;
  /** The hash of the experiment of the dials; '' until it is made. */
  @state() private _labHash = '';
  /** Loads a new version of the page, null while there is none. */
  @state() private _loadNew: (() => void) | null = null;

  @query('lab-share') private readonly _sheet!: LabShare;

  readonly #theme = new ThemeController(this);
  readonly #analysis = new LazyPart(this, () => import('./analysis.lazy.js'));
  readonly #given = new LazyPart(this, () => import('./places/tables/given.lazy.js'));
  readonly #places = new PlaceParts(this);
  readonly #charts = new LazyPart(this, () => import('./charts/views/views.lazy.js'));
  readonly #share = new LazyPart(this, () => import('./share/lab-share.js'));
  readonly #tour = new TourGuide(this, () => this.#toMain());
  readonly #recordings = new Recordings(this);
  readonly #address = new AddressController(this, (address) => void this.#arrive(address));
  readonly #language = new LanguageController(
    this,
    () => this.textStore,
    (spec) => this.#designs.given(spec),
  );
  readonly #complainOfLink = (message: string | null): void =>
    this.#complain(message === null ? null : warning(experimentWords.link.broken, message));
  readonly #experiment = new ExperimentController(
    this,
    (spec) => this.#language.complete(spec),
    this.#complainOfLink,
  );
  readonly #entryName = new EntryName(this, () => this.library);
  readonly #designs = new DesignController(this, {
    address: this.#address,
    language: this.#language,
    experiment: this.#experiment,
    visit: () => this.#visit,
    change: (spec) => this.#change(spec),
    start: () => this.#start(),
    toLab: () => this.#toLab(),
    complain: this.#complainOfLink,
  });
  readonly #isNewHere = isNewHere();
  #visit: Visit | null = null;
  #forecasts: Forecasts | null = null;

  constructor() {
    super();
    answer(this, this.#handlers);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { wish, complaint } = engineWishOf(location.search);
    this._complaints = { address: complaint, given: null };
    const client = this.client ?? createLabClient();
    this.library.addEventListener('change', this.#onLibrary);
    this.library.texts = this.textStore;
    this.#visit = new Visit(this, { client, library: this.library, analysis: this.#analysis, wish });
    void this.#begin(this.#visit);
  }

  /** What stood here until now is drawn by the app itself. */
  protected override firstUpdated(): void {
    this.replaceChildren();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.library.removeEventListener('change', this.#onLibrary);
    this.#visit?.close();
    this.#visit = null;
    if (this.#forecasts) this.removeController(this.#forecasts);
    this.#forecasts = null;
  }

  readonly #onLibrary = (): void => this.requestUpdate();

  protected override willUpdate(): void {
    document.documentElement.toggleAttribute('data-presented', this.#address.address.isPresented);
    if (!this.#visit) return;
    const { session, laws } = this.#visit;
    this.#designs.settle(this.#visit);
    this.#language.prepare(this.#designs.needed, session.weights.size > 0);
    if (this.#analysis.part)
      this.#forecasts ??= new this.#analysis.part.Forecasts(this, this.forecastJournal);
    this.#forecasts?.settle(session.state, laws.of(session.state));
    if (session.phase.type === 'ended' && session.state.status === 'finished') hasMeasured();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#visit) return nothing;
    const view = this.#view(this.#visit);
    const { theme } = view;
    const complaint = this._complaints.given ?? this._complaints.address;
    const isMissing = this.#parts.some(({ missing }) => missing);
    const notices = pageNotices(view, this._complaints, { isMissing, isOutdated: this._loadNew !== null });
    const { place, key, value, isPresented } = view.address;
    // A lesson stands beside a lab of its own dial, Start and the figure.
    const isLesson = place === 'lessons' && isLessonId(value);
    // The result of a link stays as it is: nothing of it can be presented.
    if (isPresented && (isLesson || (place === 'lab' && key !== 'r')))
      return this.#slides(view, notices, isLesson ? value : '');
    return html`<a class="skip" href="#experiment" @click=${this.#skip}>${words.skip}</a>
      <lab-header
        .theme=${theme}
        .place=${place}
        .labHash=${this._labHash}
        ?presented=${isPresented}
      ></lab-header>
      <lab-notices ?hidden=${notices.length === 0} .notices=${notices}></lab-notices>
      <lab-drop></lab-drop>
      ${this.#isNewHere && place === 'lab' ? html`<lab-welcome guided></lab-welcome>` : nothing}
      <main class="lab ${isLesson ? 'lesson' : ''}" ?hidden=${place !== 'lab' && !isLesson} tabindex="-1">
        ${isLesson ? this.#places.template(place, view, value) : nothing}
        <lab-side .view=${view} ?reduced=${isLesson}></lab-side>
        <lab-stage .view=${view}></lab-stage>
      </main>
      ${isPlacePart(place) && !isLesson ? html`<main tabindex="-1">${this.#places.template(place, view, value)}</main>` : nothing}
      ${this._hasShare ? shareSheet(view) : nothing} ${this.#tour.template} ${spoken(view, complaint)}`;
  }

  /** The lab or a lesson on a projector. */
  #slides(view: PageView, notices: readonly Notice[], lesson: string): TemplateResult {
    return html`<lab-notices ?hidden=${notices.length === 0} .notices=${notices}></lab-notices>
      <main tabindex="-1">${this.#places.template('present', view, lesson)}</main>
      ${spoken(view, null)}`;
  }

  /** What is loaded when it is needed. */
  get #parts(): readonly LazyPart<unknown>[] {
    return [
      this.#analysis,
      this.#charts,
      this.#given,
      this.#language.panels,
      this.#share,
      this.#tour.part,
      ...this.#places.all,
    ];
  }

  #view(visit: Visit): PageView {
    return makeView({
      visit,
      experiment: this.#experiment,
      designs: this.#designs,
      language: this.#language,
      recordings: this.#recordings,
      library: this.library,
      analysis: this.#analysis.part,
      charts: this.#charts.part,
      forecasts: this.#forecasts,
      theme: this.#theme.theme,
      address: this.#address.address,
      labHash: this._labHash,
      nameOf: (entry) => this.#entryName.of(entry),
      axis: this._axis,
      card: this._card,
    });
  }

  async #begin(visit: Visit): Promise<void> {
    const restoring = this.#restore(visit);
    // A link needs no storage, which may answer late or never.
    await Promise.all([this.#arrive(this.#address.address), this.#open(visit)]);
    whenIdle(() => void this.keepOffline?.((load) => (this._loadNew = load)));
    const restored = await restoring;
    if (restored && !this.#experiment.isTouched && !visit.session.isLive) this.#change(restored);
  }

  /** What an earlier visit kept: first its text, which an experiment may be about. */
  async #restore(visit: Visit): Promise<ExperimentSpec | null> {
    await this.#language.restore();
    this.#experiment.complete();
    this.#designs.complete();
    return visit.history.restore();
  }

  async #open(visit: Visit, wish?: EngineWish): Promise<void> {
    const report = await visit.device.open(wish);
    if (report.type === 'ready') visit.session.speed.begin(report.device);
    whenIdle(() => {
      visit.prepare();
      void this.#charts.want();
    });
    // A GPU has no use for the small version, unless a visitor chose it.
    if (report.type === 'ready')
      this.#experiment.suggest(deviceKind(report.device) === 'GPU' ? 'standard' : 'small');
  }

  /** What answers the requests of the page's parts; none comes before there is a visit. */
  readonly #handlers: PageHandlers = {
    'toggle-theme': () => this.#theme.toggle(),
    'copy-link': () => void this.#copyLink(),
    'open-share': () => void this.#openShare(),
    'toggle-present': () => this.#address.present(!this.#address.address.isPresented),
    'start-tour': () => void this.#showTour(),
    'open-search': () => this.#address.go(hashOf('history', SEARCH)),
    'add-to-compare': () => this.#compare(),
    'rename-entry': ({ name }) => {
      const entry = this.#visit?.history.entry;
      if (entry) void this.library.rename(entry, name);
    },
    'open-file': ({ file }) => void this.#take((part) => part.givenFile(file)),
    'open-table': ({ name, input }) => void this.#take((part) => part.given(name, input)),
    'show-table': ({ value, replaces }) => {
      const hash = hashOf('tables', value);
      if (replaces) this.#address.replace(hash);
      else this.#address.go(hash);
    },

    'spec-change': ({ spec }) => this.#change(spec),
    'open-card': (detail) => this.#openCard(detail),
    ...this.#designs.handlers,
    'start-plan': () => this.#start(),
    'start-challenge': ({ challenge, plan }) => {
      this.#change(plan.spec);
      this.#visit?.history.startFor(challenge, plan);
    },
    'pause-plan': () => this.#visit?.session.pause(),
    'resume-plan': () => this.#visit?.session.resume(),
    'stop-plan': () => this.#visit?.session.stop(),
    'skip-run': ({ run }) => this.#visit?.session.skip(run),
    'go-on': () => void this.#goOn(),
    discard: () => void this.#visit?.history.discard(),
    'keep-as-is': () => this.#visit?.history.keep(),
    'open-entry': ({ id, goOn }) => void this.#openEntry(id, goOn === true),
    'close-recorded': () => this.#visit?.history.closeRecorded(),

    'try-again': () => this.#visit && void this.#open(this.#visit),
    'use-processor': () => this.#useProcessor(),
    shrink: () => this.#change(withSize(this.#experiment.spec, 'small')),
    'load-missing': () => this.#parts.forEach((part) => part.missing && void part.want()),
    'load-new': () => this._loadNew?.(),
    dismiss: ({ complaint }) => (this._complaints = { ...this._complaints, [complaint]: null }),

    'show-axis': ({ axis }) => (this._axis = axis),
    'count-parameters': ({ convention }) => this.#visit?.laws.count(convention),
    'save-records': ({ format }) =>
      void this.#analysis.want().then((part) => part?.saveRecords(this.#visit!.session.state, format)),
    'fit-own': () => void this.#fitOwn(),
    'seal-forecast': ({ run }) => void this.#sealForecast(run),
    'keep-forecast': ({ entry }) => this.#forecasts?.keep(entry),

    'give-text': ({ file, name }) => this.#language.give(file, name),
    'refuse-text': ({ message }) => this.#language.refuse(message),
    'forget-text': () => this.#language.forget(),
    'open-weights': () => this.requestUpdate(),
    'start-from': ({ start, weights }) => this.#change(withStart(this.#experiment.spec, start, weights)),
  };

  #start(): void {
    this._complaints = { address: null, given: null };
    const plan = this.#experiment.take();
    if (plan) this.#visit?.session.start(plan);
  }

  async #goOn(): Promise<void> {
    const session = this.#visit?.session;
    try {
      if (session?.state.plan) await this.#language.bring(session.state.plan.spec);
      await session?.goOn();
    } catch (error) {
      this.#complain(warning(words.notices.cannotGoOn, inputProblem(error)));
    }
  }

  async #openEntry(id: string, goesOn: boolean): Promise<void> {
    try {
      const entry = (await this.library.list()).find((each) => each.id === id);
      if (entry) await this.#language.bring(entry.spec);
      const spec = await this.#visit!.history.open(id);
      if (spec) this.#change(spec);
      this.#toLab();
      if (goesOn) await this.#goOn();
    } catch (error) {
      this.#complain(warning(words.notices.cannotOpen, inputProblem(error)));
    }
  }

  /** Where a GPU was requested. The address says so from now on, for a reload. */
  #useProcessor(): void {
    const visit = this.#visit!;
    history.replaceState(null, '', withEngine(location.href, 'cpu'));
    void this.#open(visit, { ...visit.device.wish, engine: 'cpu' });
  }

  /** A forecast is written down before its run starts. */
  async #sealForecast(run: LargerRun): Promise<void> {
    const { session, laws } = this.#visit!;
    const law = laws.of(session.state).find(({ axis }) => axis === run.axis);
    const isInSight = canonicalJson(session.state.plan?.spec) === canonicalJson(this.#experiment.spec);
    if (!law || !this.#forecasts || this.#forecasts.isSealing) return;
    try {
      await this.#forecasts.seal(law, run, unitOf(run.plan.spec.task));
      if (isInSight) this.#change(run.plan.spec);
      session.extend(run.plan);
    } catch (error) {
      this.#complain(danger(words.notices.cannotSeal, inputProblem(error)));
    }
  }

  /** The experiment of the dials is another: the address follows. */
  #change(spec: ExperimentSpec): void {
    this.#experiment.change(spec);
    void this.#follow();
  }

  /** In the size of the dials. */
  #openCard({ card, label }: PageEvents['open-card']): void {
    const experiments = cardById(card)?.experiments ?? [];
    const experiment = experiments.find((each) => each.label === label) ?? experiments.at(0);
    if (!experiment) return;
    this._card = card;
    void this.#charts.want();
    const { preset, overrides } = experiment;
    this.#change(composeExperiment(preset, { size: this.#experiment.spec.size, ...overrides }));
    this.#toLab();
  }

  /** Writes the experiment of the dials into the address, where the lab is in sight. */
  async #follow(): Promise<void> {
    const { spec, shard } = this.#experiment;
    const whole = await specToHash(spec);
    if (spec !== this.#experiment.spec) return;
    const hash = shard ? withShard(whole, shardName(shard)) : whole;
    this._labHash = hash;
    if (this.#address.address.place === 'lab' && this.isConnected) this.#address.replace(hash);
  }

  /** Puts the lab in sight. */
  #toLab(): void {
    if (this.#address.address.place !== 'lab') this.#address.go(this._labHash || '#e');
  }

  /** A link with a result: its law is drawn, and its experiment is in the dials. */
  async #openResult(): Promise<void> {
    try {
      const [{ resultFromHash }] = await Promise.all([
        import('../lab/share/result-link.js'),
        import('./share/lab-embed.js'),
      ]);
      const result = await resultFromHash(location.hash);
      if (result) this.#experiment.change(result.spec);
    } catch (error) {
      this.#complain(warning(experimentWords.link.broken, inputProblem(error)));
    }
  }

  /** Shows what an address asks for. */
  async #arrive({ place, key, value, shard }: Address): Promise<void> {
    if (place === 'design') return this.#designs.arrive(value);
    if (place !== 'lab' || value === '' || location.hash === this._labHash) return;
    if (key === 'r') return this.#openResult();
    await this.#experiment.readLink(`${key}=${value}`, { share: shard });
    await this.#follow();
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.#toMain();
  };

  #toMain(): void {
    this.renderRoot.querySelector<HTMLElement>('main:not([hidden])')?.focus();
  }

  async #showTour(): Promise<void> {
    this.#toLab();
    await this.updateComplete;
    await this.#tour.start();
  }

  /** The law in sight beside those that were compared last. */
  #compare(): void {
    const { address, shown, question, entry } = this.#view(this.#visit!);
    if (address.key === 'r') return this.#address.go(addToCompare(resultId(address.value)));
    const recorded = shown.source === 'recording' && question ? recordingName(question) : null;
    const id = shown.source === 'own' ? entry && comparedId(entry) : recorded;
    if (id !== null) this.#address.go(addToCompare(id));
  }

  async #openShare(): Promise<void> {
    if (!(await this.#share.want())) return;
    this._hasShare = true;
    await this.updateComplete;
    this._sheet.open();
  }

  async #copyLink(): Promise<void> {
    const { link } = experimentWords;
    const said = (await copyLink(this.#experiment.spec)) ? link.copied : link.inAddress;
    this.#complain({ tone: 'notice', ...said });
  }

  /** The runs in sight as a table: by their entry in the library, where they have one. */
  async #fitOwn(): Promise<void> {
    const { history, session } = this.#visit!;
    if (history.entry !== null) {
      this.#address.go(hashOf('tables', `run-${history.entry}`));
      return;
    }
    const own = (await this.#analysis.want())?.ownTable(session.state);
    if (own) await this.#take((part) => part.given(own.name, own.table));
  }

  /** Opens what a visitor gave: results in the lab, a table among tables. */
  async #take(read: (part: typeof Given) => Promise<Given.Given>): Promise<void> {
    const part = await this.#given.want();
    if (!part) return;
    try {
      const given = await read(part);
      if (given.type === 'table') this.#address.go(hashOf('tables', given.value));
      else this.#openRecords(given);
    } catch (error) {
      this.#complain(warning(words.notices.cannotRead, inputProblem(error)));
    }
  }

  #openRecords({ name, records }: Extract<Given.Given, { type: 'records' }>): void {
    this.#toLab();
    this.#visit?.history.showRecorded(name, records);
  }

  #complain(given: Notice | null): void {
    this._complaints = { ...this._complaints, given };
  }
}

/** The state of the page, for screen readers. */
function spoken({ lab, law }: PageView, complaint: Notice | null): TemplateResult {
  return html`<div class="hidden-text" role="status" aria-live="polite">
    ${complaint ? `${complaint.title} ${complaint.text}` : statusWords(lab, law)}
  </div>`;
}

/** What is in sight, to be shared. */
function shareSheet({ shown, lab, law, theme, entryName }: PageView): TemplateResult {
  const isOwn = shown.source === 'own';
  return html`<lab-share
    .spec=${shown.spec}
    .name=${isOwn ? entryName : ''}
    .lab=${isOwn ? lab : null}
    .law=${isOwn ? law : null}
    .theme=${theme}
  ></lab-share>`;
}

function warning(title: string, text: string): Notice {
  return { tone: 'warning', title, text };
}

function danger(title: string, text: string): Notice {
  return { tone: 'danger', title, text };
}

/** What is wrong with the visitor's input; what else went wrong is a fault of the page. */
function inputProblem(error: unknown): string {
  if (error instanceof InputError) return error.message;
  throw error;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-app': LabApp;
  }
}

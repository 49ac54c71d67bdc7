import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InputError } from '../../../base/errors.js';
import { challengeId, type Challenge } from '../../../lab/challenge/challenge.js';
import { challengeFromHash } from '../../../lab/challenge/challenge-link.js';
import { digestOf, sealFinal } from '../../../lab/challenge/final-seal.js';
import { recordsDocument } from '../../../lab/challenge/hand-in.js';
import { isUnfinished } from '../../../lab/library/entry.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import { experimentTitle } from '../../../lab/share/settings.js';
import { planWords, taskFacts } from '../../experiment/summary.js';
import type { Library } from '../../library/library.js';
import type { PageView } from '../../page/view.js';
import { download } from '../../parts/browser.js';
import { controls } from '../../parts/controls.js';
import { progressStyles } from '../../parts/fields.js';
import { placeStyles } from '../../parts/place-styles.js';
import { segmentedStyles } from '../../parts/segmented.js';
import { hashOf } from '../../session/address.js';
import { emit } from '../../session/page-events.js';
import '../../charts/experiment/lab-figure.js';
import { entryName } from '../history/rows.js';
import { budgetBar, budgetStyles } from './budget-bar.js';
import { challengeStyles } from './challenge-styles.js';
import { designSection, type Design } from './design-section.js';
import { designOf, draftOf, finalDraftOf, type Draft } from './draft.js';
import { handInOf, trainedEntries } from './hand-in-file.js';
import './lab-challenge-form.js';
import { ledgerSection, ledgerStyles } from './ledger-section.js';
import {
  ChallengeEntries,
  dueOf,
  progressOf,
  type ChallengeEntry,
  type ChallengeProgress,
} from './progress.js';
import { scoreSection, scoreStyles } from './score-section.js';
import { words } from './words.js';

/** What a link holds: nothing is read yet, a challenge, or why not. */
type Opened =
  | { readonly type: 'reading' }
  | { readonly type: 'challenge'; readonly challenge: Challenge; readonly id: string }
  | { readonly type: 'broken'; readonly problem: string };

/**
 * A challenge as whoever takes it sees it: the rules, what is left of the budget, the next run, what was spent, the score; without a
 * link, the form that sets one.
 *
 * @fires start-challenge - `{challenge, plan}`
 * @fires open-entry - `{id, goOn}`
 * @fires stop-plan
 */
@customElement('lab-challenge')
export class LabChallenge extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    progressStyles,
    segmentedStyles,
    challengeStyles,
    budgetStyles,
    ledgerStyles,
    scoreStyles,
    css`
      lab-figure {
        --chart-height: clamp(14rem, 40vh, 22rem);
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;
  /** What of the address names the challenge, '' for the form that sets one. */
  @property() value = '';

  @state() private _opened: Opened = { type: 'reading' };
  /** Null until they are read. */
  @state() private _entries: readonly ChallengeEntry[] | null = null;
  @state() private _held: ReadonlySet<string> = new Set();
  @state() private _draft: Draft | null = null;
  @state() private _isFinal = false;
  @state() private _prediction = '';
  @state() private _problem = '';
  @state() private _said = '';

  #library: Library | null = null;
  #read: ChallengeEntries | null = null;
  #loads = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) void this.#open(this.value);
    const library = this.view?.library ?? null;
    if (library !== this.#library) this.#follow(library);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, _opened: opened } = this;
    if (!view) return nothing;
    if (this.value === '') return html`<lab-challenge-form .view=${view}></lab-challenge-form>`;
    if (opened.type === 'broken') {
      return html`<h1>${words.broken}</h1>
        <p class="lead">${opened.problem}</p>
        <p class="lead"><a href=${hashOf('challenge')}>${words.toForm}</a></p>`;
    }
    if (opened.type === 'reading' || !this._entries || !this.#read) {
      return html`<h1>${words.title}</h1>
        <p class="lead" role="status">${words.reading}</p>`;
    }
    const { challenge } = opened;
    const isOver = view.phase.type === 'ended' || view.isLive;
    const progress = progressOf(challenge, this._entries, this.#read, {
      entry: isOver ? view.entry : null,
      lab: view.lab,
      isLive: view.isLive,
    });
    const design = this.#design(challenge);
    const due =
      design.designed.type === 'plan' && !progress.final ? dueOf(design.designed.plan, progress).due : null;
    return html`<h1>${challenge.title === '' ? words.title : challenge.title}</h1>
      <p class="lead">${words.lead}</p>
      <section class="card budget" aria-label=${words.budget.title}>
        ${budgetBar(challenge, progress, due)}
      </section>
      <div class="columns">
        <div>${this.#next(view, challenge, { progress, design })} ${this.#rules(challenge)}</div>
        <div>
          ${this.#figure(view, progress)}
          ${ledgerSection(challenge, progress, view.isLive, {
            open: (id, goOn) => emit(this, 'open-entry', { id, goOn }),
          })}
        </div>
      </div>`;
  }

  /** The next run, or how the final one came out. */
  #next(
    view: PageView,
    challenge: Challenge,
    { progress, design }: { readonly progress: ChallengeProgress; readonly design: Design },
  ): TemplateResult | typeof nothing {
    if (progress.final) return this.#score(challenge, progress);
    const obstacle = this.#obstacle(view);
    const timeOf = (plan: Plan): string => planWords(plan, view.device).time;
    return designSection({ challenge, progress, obstacle, timeOf }, design, {
      edit: (draft) => (this._draft = draft),
      choose: (isFinal) => this.#choose(isFinal, challenge),
      predict: (text) => (this._prediction = text),
      start: (plan, prediction) => void this.#start(plan, prediction),
    });
  }

  #rules(challenge: Challenge): TemplateResult {
    const { title, task, budget, refund, final, score } = words.rules;
    const { spec } = challenge;
    return html`<section class="card" aria-label=${title}>
      <h2>${title}</h2>
      <p>${task(experimentTitle(spec), spec.seeds.first)} ${taskFacts(spec.task)}</p>
      ${[budget(challenge), refund, final, score].map((text) => html`<p>${text}</p>`)}
    </section>`;
  }

  /** The run of the challenge that is in sight: its curves and its law, and a button to stop it. */
  #figure(view: PageView, { rows }: ChallengeProgress): TemplateResult | typeof nothing {
    const { shown, lab, laws, law, isLive, theme, entry } = view;
    const row = rows.find((each) => each.entry.id === entry);
    if (!row || shown.source !== 'own') return nothing;
    const name = entryName(row.entry);
    return html`<section class="card" aria-label=${name}>
      <div class="row">
        <h2>${isLive ? words.under.title(name) : words.under.inSight(name)}</h2>
        ${
          isLive
            ? html`<span>${words.under.done(lab.fraction)}</span>
                <button class="stop" title=${words.under.refund} @click=${() => emit(this, 'stop-plan')}>
                  ${words.under.stop}
                </button>`
            : nothing
        }
      </div>
      ${isLive ? html`<progress aria-label=${name} max="1" .value=${lab.fraction}></progress>` : nothing}
      <lab-figure
        .result=${shown.result}
        .progress=${shown.progress}
        .axes=${laws.map(({ axis }) => axis)}
        .axis=${law?.axis ?? 'N'}
        .convention=${law && shown.spec.model.family === 'transformer' ? law.convention : null}
        .theme=${theme}
      ></lab-figure>
    </section>`;
  }

  #score(challenge: Challenge, progress: ChallengeProgress): TemplateResult | typeof nothing {
    const final = progress.final!;
    return scoreSection(
      {
        score: progress.score,
        isLive: final.isLive,
        canGoOn: isUnfinished(final.entry),
        said: this._said,
      },
      () => void this.#save(challenge),
    );
  }

  #design(challenge: Challenge): Design {
    const draft = this._draft ?? draftOf(challenge.spec);
    const { _isFinal: isFinal, _prediction: prediction, _problem: problem } = this;
    return { draft, isFinal, prediction, problem, designed: designOf(draft, challenge.spec, isFinal) };
  }

  #choose(isFinal: boolean, challenge: Challenge): void {
    const draft = this._draft ?? draftOf(challenge.spec);
    this._isFinal = isFinal;
    if (isFinal) this._draft = finalDraftOf(draft);
  }

  /** What is in the way of a start, '' for nothing. */
  #obstacle({ isLive, device, storageProblem, entry }: PageView): string {
    const { isTraining, elsewhere, noDevice, notKept } = words.design;
    if (isLive) return isTraining;
    if (this._entries?.some(({ id }) => id !== entry && this._held.has(id))) return elsewhere;
    if (storageProblem !== null) return notKept(storageProblem);
    return device === null ? noDevice : '';
  }

  async #open(value: string): Promise<void> {
    this._opened = { type: 'reading' };
    this._entries = null;
    this._draft = null;
    if (value === '') return;
    try {
      const challenge = await challengeFromHash(hashOf('challenge', value));
      if (value !== this.value || !challenge) return;
      this._opened = { type: 'challenge', challenge, id: challengeId(challenge) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (value === this.value) this._opened = { type: 'broken', problem: error.message };
    }
    this.#readEntries();
  }

  #follow(library: Library | null): void {
    this.#library?.removeEventListener('change', this.#onLibrary);
    this.#library = library;
    library?.addEventListener('change', this.#onLibrary);
    this.#readEntries();
  }

  #readEntries(): void {
    const { _opened: opened } = this;
    const library = this.#library;
    this.#read = library && opened.type === 'challenge' ? new ChallengeEntries(library, opened.id) : null;
    void this.#load();
  }

  readonly #onLibrary = (): void => void this.#load();

  async #load(): Promise<void> {
    const read = this.#read;
    const library = this.#library;
    if (!read || !library) return;
    const load = ++this.#loads;
    const [entries, held] = await Promise.all([read.list(), library.held()]);
    if (read !== this.#read || load !== this.#loads) return;
    this._entries = entries;
    this._held = held;
    // After a reload the fields are as the last experiment left them.
    const last = entries.findLast(({ challenge }) => challenge.seal === null);
    if (last) this._draft ??= draftOf(last.spec);
  }

  async #start(plan: Plan, prediction: number | null): Promise<void> {
    const { _opened: opened } = this;
    if (opened.type !== 'challenge') return;
    const { challenge, id } = opened;
    this._problem = '';
    try {
      const seal =
        prediction === null
          ? null
          : sealFinal(challenge, {
              spec: plan.spec,
              prediction,
              experiments: await this.#digests(),
              sealedAt: Date.now(),
            });
      emit(this, 'start-challenge', { challenge: { id, seal }, plan });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this._problem = words.final.notSealed(error.message);
    }
  }

  /** Of all experiments, as they are written. */
  async #digests(): Promise<string[]> {
    await this.#library!.flush();
    const entries = await this.#read!.list();
    return trainedEntries(entries, this.#read!).map(({ records }) => digestOf(recordsDocument(records)));
  }

  async #save(challenge: Challenge): Promise<void> {
    await this.#library!.flush();
    const entries = await this.#read!.list();
    const name = `${words.score.fileStem}-${challengeId(challenge)}.json`;
    const text = handInOf(challenge, entries, this.#read!);
    if (text !== null) download(name, text, 'application/json');
    this._said = text === null ? words.score.cannotSave : words.score.saved(name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-challenge': LabChallenge;
  }
}

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { composeExperiment } from '../../../lab/presets/resolve.js';
import { defaultLargerRun, largerRuns } from '../../../lab/plan/larger-run.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { hashOf } from '../../session/address.js';
import { emit } from '../../session/page-events.js';
import { isLessonId, lessonIds, type LessonId } from './kit/lesson-ids.js';
import type { Action, Lesson } from './kit/lesson.js';
import { hasSettings, isMeasured } from './kit/measure.js';
import { loadProgress, noProgress, saveProgress, type LessonProgress } from './kit/progress.js';
import { paragraph, question, sourceList, type QuestionState } from './kit/step-parts.js';
import { lessonStyles } from './lesson-styles.js';
import { lessons, stepCount } from './lessons.js';
import { words } from './words.js';

/** Where arrow keys have a meaning of their own. */
const OWN_KEYS = [
  'input',
  'select',
  'textarea',
  'summary',
  'canvas',
  '[role=slider]',
  '[role=toolbar]',
  '[role=tablist]',
].join();

/**
 * A lesson, beside the lab: one step at a time, with phrases that set the dials and start, and questions whose answers are checked
 * against what the visitor measured.
 *
 * @fires spec-change
 * @fires start-plan
 * @fires seal-forecast
 */
@customElement('lab-lesson')
export class LabLesson extends LitElement {
  static override readonly styles = [controls, lessonStyles];

  /** Its id, from the address. */
  @property() lesson = '';
  @property({ attribute: false }) view: PageView | null = null;

  @state() private _progress: LessonProgress = noProgress;

  /** What was measured from last. */
  #read: readonly unknown[] = [];
  /** The lesson whose experiment was put on the dials. */
  #begun: LessonId | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const lesson = this.#lesson;
    if (!lesson) return;
    if (changed.has('lesson')) this._progress = loadProgress(lesson.id);
    this.#measure(lesson);
  }

  /** The lesson's experiment comes onto the dials when it is opened, unless it is there or another trains. */
  protected override updated(): void {
    const { view } = this;
    const lesson = this.#lesson;
    if (!lesson || !view || this.#begun === lesson.id) return;
    this.#begun = lesson.id;
    if (view.spec.preset !== lesson.preset && !view.isLive) this.#set(lesson, {});
  }

  get #lesson(): Lesson | null {
    return isLessonId(this.lesson) ? lessons[this.lesson] : null;
  }

  protected override render(): TemplateResult {
    const lesson = this.#lesson;
    if (!lesson) {
      return html`<p>${words.unknown(this.lesson)}</p>
        <p><a href=${hashOf('lessons')}>${words.allLessons}</a></p>`;
    }
    const steps = stepCount(lesson);
    const step = Math.min(this._progress.step, steps - 1);
    const number = lessonIds.indexOf(lesson.id) + 1;
    const left = Math.max(1, Math.round((lesson.minutes * (steps - step)) / steps));
    return html`<div class="where">
        <span
          ><a href=${hashOf('lessons')}>${words.toList}</a> › ${words.ofAll(number, lessonIds.length)}</span
        >
        <span role="status">${words.step(step + 1, steps)} · ${words.left(left)}</span>
      </div>
      <div class="bars" aria-hidden="true">
        ${Array.from({ length: steps }, (_, i) => html`<i class=${i < step ? 'past' : i === step ? 'now' : ''}></i>`)}
      </div>
      <h1>${lesson.words.title}</h1>
      ${lesson.words.steps.map((_, i) => this.#step(lesson, i, i === step))}
      ${this.#end(lesson, step === steps - 1)}
      <footer>${this.#ways(lesson, step, steps)}</footer>`;
  }

  #step(lesson: Lesson, index: number, isNow: boolean): TemplateResult {
    const { title, text, notes, question: asked } = lesson.words.steps[index];
    return html`<section class="step ${isNow ? 'now' : ''}">
      <h2>${title}</h2>
      ${text.map((each) => paragraph(each, (name) => this.#action(lesson, name)))}
      ${asked ? question(this.#question(lesson, index)) : nothing}
      ${
        this.view?.address.isPresented
          ? nothing
          : html`<details>
              <summary>${words.notes}</summary>
              <p>${notes}</p>
            </details>`
      }
    </section>`;
  }

  #end(lesson: Lesson, isNow: boolean): TemplateResult {
    return html`<section class="step ${isNow ? 'now' : ''}">
      <h2>${words.end}</h2>
      ${lesson.words.notShown.map((each) => paragraph(each, (name) => this.#action(lesson, name)))}
      <h2>${words.sources}</h2>
      ${sourceList(lesson.sources)}
      <p><button class="quiet" @click=${() => this.#save(noProgress)}>${words.startAgain}</button></p>
    </section>`;
  }

  #ways({ id, words: { steps: said } }: Lesson, step: number, steps: number): TemplateResult {
    const following = lessonIds.at(lessonIds.indexOf(id) + 1);
    const next =
      step < steps - 1
        ? html`<button class="next" @click=${() => this.#go(1)}>
            ${words.next(said.at(step + 1)?.title ?? words.end)}
          </button>`
        : html`<a class="button next" href=${following ? hashOf('lessons', following) : hashOf('lessons')}>
            ${following ? words.nextLesson(lessons[following].words.title) : words.allLessons}
          </a>`;
    return html`<div class="ways">
        ${step > 0 ? html`<button class="back" @click=${() => this.#go(-1)}>${words.back}</button>` : nothing}
        ${next}
      </div>
      <p class="keys">${words.keys}</p>`;
  }

  #action(lesson: Lesson, name: string): TemplateResult {
    const action = lesson.actions[name];
    const isDone = this.#isDone(lesson, name, action);
    return html`<button
      class="do printed ${isDone ? 'done' : ''}"
      title=${this.view?.isLive ? words.wait : nothing}
      ?disabled=${this.view?.isLive ?? true}
      @click=${() => this.#do(lesson, name, action)}
    >
      ${isDone ? html`<span aria-hidden="true">✓</span><span class="hidden-text">${words.already}</span>` : nothing}
      ${lesson.words.actions[name]}
    </button>`;
  }

  #isDone({ preset, overrides }: Lesson, name: string, action: Action): boolean {
    if (action.type !== 'set') return action.measures in this._progress.measured;
    const spec = this.view?.spec;
    const isSet = spec?.preset === preset && hasSettings(spec, { ...overrides, ...action.overrides });
    return isSet || this._progress.actions.includes(name);
  }

  #question(lesson: Lesson, index: number): QuestionState {
    const { ask, choices, verdict } = lesson.words.steps[index].question!;
    const number = lesson.words.steps.slice(0, index + 1).filter((step) => step.question).length;
    const chosen = this._progress.answers[index] ?? null;
    const { measured } = this._progress;
    const { needs, right } = lesson.answers[index]!;
    const said = (): QuestionState['verdict'] => {
      if (chosen === null) return null;
      if (!needs.every((name) => name in measured)) return { tone: 'pending', lead: '', text: words.pending };
      const isRight = chosen === right(measured);
      return {
        tone: isRight ? 'right' : 'wrong',
        lead: isRight ? words.right : words.wrong,
        text: verdict(measured),
      };
    };
    return {
      name: `question-${index}`,
      ask: words.question(number, ask),
      choices,
      chosen,
      verdict: said(),
      choose: (choice) =>
        this.#save({ ...this._progress, answers: { ...this._progress.answers, [index]: choice } }),
    };
  }

  #do(lesson: Lesson, name: string, action: Action): void {
    const { actions } = this._progress;
    if (!actions.includes(name)) this.#save({ ...this._progress, actions: [...actions, name] });
    if (action.type === 'set') this.#set(lesson, action.overrides);
    else if (action.type === 'start') emit(this, 'start-plan');
    else this.#seal();
  }

  #set({ preset, overrides }: Lesson, settings: Lesson['overrides']): void {
    emit(this, 'spec-change', {
      spec: composeExperiment(preset, { size: 'small', ...overrides, ...settings }),
    });
  }

  /** The usual larger run of the experiment in sight, where its law predicts one. */
  #seal(): void {
    const { lab, law } = this.view!;
    if (!lab.plan || law?.fit.type !== 'fit') return;
    const offers = largerRuns(
      { ...lab.plan, runs: lab.runs.map(({ plan }) => plan) },
      law.axis,
      law.convention,
    );
    if (offers.length > 0) emit(this, 'seal-forecast', { run: defaultLargerRun(offers) });
  }

  #go(steps: number): void {
    const count = stepCount(this.#lesson!);
    const step = Math.max(0, Math.min(count - 1, Math.min(this._progress.step, count - 1) + steps));
    this.#save({ ...this._progress, step, isDone: this._progress.isDone || step === count - 1 });
    this.scrollIntoView({ block: 'start' });
  }

  #save(progress: LessonProgress): void {
    this._progress = progress;
    saveProgress(this.#lesson!.id, progress);
  }

  /** Reads from the experiment in sight what the lesson needs of it. */
  #measure(lesson: Lesson): void {
    const { view } = this;
    if (!view || view.isLive) return;
    const from = [lesson, view.lab, view.phase, view.laws, view.forecasts?.record];
    if (from.every((part, i) => part === this.#read[i])) return;
    this.#read = from;
    for (const [name, measurement] of Object.entries(lesson.measurements)) {
      if (!isMeasured(view, lesson, measurement)) continue;
      const values = measurement.read(view);
      const known = this._progress.measured[name];
      if (!values || JSON.stringify(known?.values) === JSON.stringify(values)) continue;
      this.#save({
        ...this._progress,
        measured: { ...this._progress.measured, [name]: { name: known?.name ?? '', values } },
      });
      if (view.entry !== null) void this.#name(lesson.id, name, view);
    }
  }

  /** Asks the library what the experiment is called. */
  async #name(id: LessonId, measurement: string, { library, entry }: PageView): Promise<void> {
    const entries = await library.list();
    const name = entries.find((each) => each.id === entry)?.name ?? '';
    const known = this._progress.measured[measurement];
    if (!known || known.name === name || this.#lesson?.id !== id) return;
    this.#save({
      ...this._progress,
      measured: { ...this._progress.measured, [measurement]: { ...known, name } },
    });
  }

  /** Arrow keys turn pages; so do those of a presenter's remote control. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const isPresented = this.view?.address.isPresented ?? false;
    const isNext = key === 'ArrowRight' || (isPresented && key === 'PageDown');
    const isBack = key === 'ArrowLeft' || (isPresented && key === 'PageUp');
    if ((!isNext && !isBack) || altKey || ctrlKey || metaKey || defaultPrevented || !this.#lesson) return;
    const path = event.composedPath().filter((target) => target instanceof Element);
    if (path.some((element) => element.matches(OWN_KEYS))) return;
    event.preventDefault();
    this.#go(isNext ? 1 : -1);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-lesson': LabLesson;
  }
}

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { hashOf } from '../../session/address.js';
import { lessonIds } from './kit/lesson-ids.js';
import type { Lesson } from './kit/lesson.js';
import { paragraph, question, sourceList } from './kit/step-parts.js';
import { LessonController } from './lesson-controller.js';
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

  readonly #going = new LessonController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  protected override render(): TemplateResult {
    const { lesson } = this.#going;
    if (!lesson) {
      return html`<p>${words.unknown(this.lesson)}</p>
        <p><a href=${hashOf('lessons')}>${words.allLessons}</a></p>`;
    }
    const steps = stepCount(lesson);
    const { step } = this.#going;
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
      ${asked ? question(this.#going.question(lesson, index)) : nothing}
      <details>
        <summary>${words.notes}</summary>
        <p>${notes}</p>
      </details>
    </section>`;
  }

  #end(lesson: Lesson, isNow: boolean): TemplateResult {
    return html`<section class="step ${isNow ? 'now' : ''}">
      <h2>${words.end}</h2>
      ${lesson.words.notShown.map((each) => paragraph(each, (name) => this.#action(lesson, name)))}
      <h2>${words.sources}</h2>
      ${sourceList(lesson.sources)}
      <p><button class="quiet" @click=${() => this.#going.startAgain()}>${words.startAgain}</button></p>
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
    const isDone = this.#going.isDone(lesson, name);
    return html`<button
      class="do printed ${isDone ? 'done' : ''}"
      title=${this.view?.isLive ? words.wait : nothing}
      ?disabled=${this.view?.isLive ?? true}
      @click=${() => this.#going.do(lesson, name)}
    >
      ${isDone ? html`<span aria-hidden="true">✓</span><span class="hidden-text">${words.already}</span>` : nothing}
      ${lesson.words.actions[name]}
    </button>`;
  }

  #go(steps: number): void {
    this.#going.go(steps);
    this.scrollIntoView({ block: 'start' });
  }

  /** Arrow keys turn pages. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const isNext = key === 'ArrowRight';
    const isBack = key === 'ArrowLeft';
    if ((!isNext && !isBack) || altKey || ctrlKey || metaKey || defaultPrevented || !this.#going.lesson)
      return;
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

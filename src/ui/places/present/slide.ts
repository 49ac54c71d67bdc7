// What stands on a projector beside the figure: of the lab, or of a step of a lesson.

import { html, nothing, type TemplateResult } from 'lit';
import { cards } from '../../../lab/gallery/cards.js';
import { experimentTitle } from '../../../lab/share/settings.js';
import { words as experimentWords } from '../../experiment/words.js';
import type { PageView } from '../../page/view.js';
import { emit } from '../../session/page-events.js';
import { hashOf, withPresent } from '../../session/address.js';
import { lessonIds } from '../lessons/kit/lesson-ids.js';
import type { Lesson } from '../lessons/kit/lesson.js';
import { paragraph, type QuestionState } from '../lessons/kit/step-parts.js';
import type { LessonController } from '../lessons/lesson-controller.js';
import { lessons, stepCount } from '../lessons/lessons.js';
import { words as lessonWords } from '../lessons/words.js';
import { words } from './words.js';

/** A key, and what it does now. */
export interface Way {
  readonly label: string;
  readonly go: () => void;
}

export interface Slide {
  /** Which of how many, and what it is called. */
  readonly where: readonly string[];
  readonly title: string;
  /** Above the code: what is asked. */
  readonly beside: TemplateResult | typeof nothing;
  /** For whoever presents, '' for none. */
  readonly notes: string;
  readonly next: Way;
  readonly back: Way | null;
  /** Begins from the start, null where there is no start. */
  readonly again: Way | null;
}

/** The question of the experiment; the next slide is the next question. */
export function labSlide(host: HTMLElement, { question, spec, isLive }: PageView): Slide {
  const inOrder = [...cards].sort((a, b) => a.number - b.number);
  const at = inOrder.findIndex(({ id }) => id === question?.card.id);
  const open = (index: number): void => {
    // While an experiment runs its question stays.
    if (!isLive) emit(host, 'open-card', { card: inOrder[(index + inOrder.length) % inOrder.length].id });
  };
  return {
    where: [question ? words.of(question.card.number, cards.length) : '', experimentTitle(spec)],
    title: question?.card.question ?? experimentWords.panel.ownQuestion,
    beside: nothing,
    notes: '',
    next: { label: words.nextQuestion, go: () => open(at + 1) },
    back: { label: words.back, go: () => open(Math.max(at, 0) - 1) },
    again: null,
  };
}

/** A step of a lesson. Next does what the step asks for, one phrase after another, then turns to the next step. */
export function lessonSlide(lesson: Lesson, going: LessonController, spec: PageView['spec']): Slide {
  const { step, pending } = going;
  const steps = stepCount(lesson);
  const said = lesson.words.steps.at(step);
  const asked = said?.question ? going.question(lesson, step) : null;
  return {
    where: [words.of(step + 1, steps), lesson.words.title, experimentTitle(spec)],
    title: said?.question?.ask ?? said?.title ?? lessonWords.end,
    beside: said ? (asked ? choicesOf(asked) : nothing) : endOf(lesson),
    notes: said?.notes ?? '',
    next:
      pending === null
        ? step < steps - 1
          ? { label: words.next, go: () => going.go(1) }
          : { label: words.nextLesson, go: () => openNext(lesson) }
        : { label: lesson.words.actions[pending], go: () => going.do(lesson, pending) },
    back: step > 0 ? { label: words.back, go: () => going.go(-1) } : null,
    again: { label: words.again, go: () => going.startAgain() },
  };
}

function choicesOf({ choices, verdict }: QuestionState): TemplateResult {
  return html`<div class="asked">
    <ol type="A">
      ${choices.map((choice) => html`<li>${choice}</li>`)}
    </ol>
    ${verdict && verdict.tone !== 'pending' ? html`<p class="verdict">${verdict.text}</p>` : nothing}
  </div>`;
}

function endOf({ words: { notShown, actions } }: Lesson): TemplateResult {
  return html`<div class="asked">
    <ul>
      ${notShown.map((text) => html`<li>${paragraph(text, (name) => html`${actions[name]}`)}</li>`)}
    </ul>
  </div>`;
}

function openNext({ id }: Lesson): void {
  const following = lessonIds.at(lessonIds.indexOf(id) + 1) ?? lessonIds[0];
  location.hash = withPresent(hashOf('lessons', lessons[following].id), true);
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { composeExperiment } from '../../../lab/presets/resolve.js';
import { defaultLargerRun, largerRuns } from '../../../lab/plan/larger-run.js';
import type { PageView } from '../../page/view.js';
import { emit } from '../../session/page-events.js';
import { isLessonId, type LessonId } from './kit/lesson-ids.js';
import type { Action, Lesson } from './kit/lesson.js';
import { hasSettings, isMeasured } from './kit/measure.js';
import { partsOf } from './kit/markup.js';
import { loadProgress, noProgress, saveProgress, type LessonProgress } from './kit/progress.js';
import type { QuestionState } from './kit/step-parts.js';
import { lessons, stepCount } from './lessons.js';
import { words } from './words.js';

/** The element that shows a lesson: which one, and the page that it stands in. */
export interface LessonHost extends ReactiveControllerHost, EventTarget {
  /** Its id, from the address. */
  readonly lesson: string;
  readonly view: PageView | null;
}

/** Goes through a lesson: what its phrases do, what of it is done, measured and answered. */
export class LessonController implements ReactiveController {
  readonly #host: LessonHost;
  #progress: LessonProgress = noProgress;
  /** The lesson whose progress that is. */
  #loaded = '';
  /** What was measured from last. */
  #read: readonly unknown[] = [];
  /** The lesson whose experiment was put on the dials. */
  #begun: LessonId | null = null;

  constructor(host: LessonHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Null where there is none of that name. */
  get lesson(): Lesson | null {
    return isLessonId(this.#host.lesson) ? lessons[this.#host.lesson] : null;
  }

  /** Index of the step in sight; the one behind the last is the end of the lesson. */
  get step(): number {
    return this.lesson ? Math.min(this.#progress.step, stepCount(this.lesson) - 1) : 0;
  }

  hostUpdate(): void {
    const { lesson } = this;
    if (!lesson) return;
    if (this.#loaded !== lesson.id) this.#progress = loadProgress(lesson.id);
    this.#loaded = lesson.id;
    this.#measure(lesson);
  }

  /** The lesson's experiment comes onto the dials when it is opened, unless it is there or another trains. */
  hostUpdated(): void {
    const { lesson } = this;
    const { view } = this.#host;
    if (!lesson || !view || this.#begun === lesson.id) return;
    this.#begun = lesson.id;
    if (view.spec.preset !== lesson.preset && !view.isLive) this.#set(lesson, {});
  }

  isDone(lesson: Lesson, name: string): boolean {
    const action = lesson.actions[name];
    if (action.type !== 'set') return action.measures in this.#progress.measured;
    const spec = this.#host.view?.spec;
    const isSet =
      spec?.preset === lesson.preset && hasSettings(spec, { ...lesson.overrides, ...action.overrides });
    return isSet || this.#progress.actions.includes(name);
  }

  /** The first phrase of the step in sight that is not done; null where there is none, or where something trains. */
  get pending(): string | null {
    const { lesson } = this;
    if (!lesson || (this.#host.view?.isLive ?? true)) return null;
    const texts = lesson.words.steps.at(this.step)?.text ?? [];
    const names = texts.flatMap(partsOf).flatMap((part) => (part.type === 'action' ? [part.action] : []));
    return names.find((name) => !this.isDone(lesson, name)) ?? null;
  }

  question(lesson: Lesson, index: number): QuestionState {
    const { ask, choices, verdict } = lesson.words.steps[index].question!;
    const number = lesson.words.steps.slice(0, index + 1).filter((step) => step.question).length;
    const { answers, measured } = this.#progress;
    const chosen = answers[index] ?? null;
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
      choose: (choice) => this.#save({ ...this.#progress, answers: { ...answers, [index]: choice } }),
    };
  }

  /** Does what a phrase says. */
  do(lesson: Lesson, name: string): void {
    const action: Action = lesson.actions[name];
    const { actions } = this.#progress;
    if (!actions.includes(name)) this.#save({ ...this.#progress, actions: [...actions, name] });
    if (action.type === 'set') this.#set(lesson, action.overrides);
    else if (action.type === 'start') emit(this.#host, 'start-plan');
    else this.#seal();
  }

  /** So many steps on, or back. */
  go(by: number): void {
    const count = stepCount(this.lesson!);
    const step = Math.max(0, Math.min(count - 1, this.step + by));
    this.#save({ ...this.#progress, step, isDone: this.#progress.isDone || step === count - 1 });
  }

  /** Forgets what was done. */
  startAgain(): void {
    this.#save(noProgress);
  }

  #set({ preset, overrides }: Lesson, settings: Lesson['overrides']): void {
    emit(this.#host, 'spec-change', {
      spec: composeExperiment(preset, { size: 'small', ...overrides, ...settings }),
    });
  }

  /** The usual larger run of the experiment in sight, where its law predicts one. */
  #seal(): void {
    const { lab, law } = this.#host.view!;
    if (!lab.plan || law?.fit.type !== 'fit') return;
    const offers = largerRuns(
      { ...lab.plan, runs: lab.runs.map(({ plan }) => plan) },
      law.axis,
      law.convention,
    );
    if (offers.length > 0) emit(this.#host, 'seal-forecast', { run: defaultLargerRun(offers) });
  }

  #save(progress: LessonProgress): void {
    this.#progress = progress;
    saveProgress(this.lesson!.id, progress);
    this.#host.requestUpdate();
  }

  /** Reads from the experiment in sight what the lesson needs of it. */
  #measure(lesson: Lesson): void {
    const { view } = this.#host;
    if (!view || view.isLive) return;
    const { entryName } = view;
    const from = [lesson, view.lab, view.phase, view.laws, view.forecasts?.record, entryName];
    if (from.every((part, i) => part === this.#read[i])) return;
    this.#read = from;
    for (const [name, measurement] of Object.entries(lesson.measurements)) {
      if (!isMeasured(view, lesson, measurement)) continue;
      const values = measurement.read(view);
      const { measured } = this.#progress;
      const known = measured[name];
      if (!values) continue;
      const isKnown = JSON.stringify(known?.values) === JSON.stringify(values);
      // Its name may come after what was measured: the library gives it.
      if (isKnown && (known.name !== '' || entryName === '')) continue;
      this.#save({ ...this.#progress, measured: { ...measured, [name]: { name: entryName, values } } });
    }
  }
}

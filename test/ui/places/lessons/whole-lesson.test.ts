// Covers src/ui/places/lessons/lab-lesson.ts and src/ui/places/lessons/kit/step-parts.ts in the page: every step of every lesson, as a visitor
// goes through it.

import { expect } from 'chai';
import { taskOf } from '../../../../src/data/tasks/tasks.js';
import { composeExperiment } from '../../../../src/lab/presets/resolve.js';
import type { LabLesson } from '../../../../src/ui/places/lessons/lab-lesson.js';
import { lessonIds, type LessonId } from '../../../../src/ui/places/lessons/kit/lesson-ids.js';
import { lessons } from '../../../../src/ui/places/lessons/lessons.js';
import type { LabApp } from '../../../../src/ui/lab-app.js';
import { query, words } from '../../../support/find.js';
import { openPage, status } from '../../../support/page.js';
import { waitUntil } from '../../../support/wait-until.js';

const KEY = 'scaling-lab-lessons';
beforeEach(() => localStorage.removeItem(KEY));
after(() => localStorage.removeItem(KEY));

const now = <Found extends HTMLElement>(lesson: LabLesson, selector: string): Found[] => [
  ...lesson.shadowRoot!.querySelectorAll<Found>(`.step.now ${selector}`),
];

/** The page with a lesson, and a worker whose runs follow a law above the floor of the lesson's task. */
async function open(id: LessonId): Promise<{ app: LabApp; lesson: LabLesson }> {
  const { preset, overrides } = lessons[id];
  const E = taskOf(composeExperiment(preset, overrides).task).lossFloor ?? 0;
  history.replaceState(null, '', `${location.pathname}${location.search}#lesson=${id}`);
  const { app } = await openPage({ law: { E, A: 12, alpha: 0.96 } });
  await waitUntil(() => query(app, 'lab-lesson') !== null);
  const lesson = query<LabLesson>(app, 'lab-lesson')!;
  await waitUntil(() => lesson.view?.spec.preset === preset, 'expected its experiment on the dials');
  return { app, lesson };
}

/** Presses the phrases of the step in sight, one after another: each has a tick once it is done, those that train once that is measured. */
async function pressPhrases(lesson: LabLesson): Promise<void> {
  for (let i = 0; i < now(lesson, 'button.do').length; i++) {
    const phrase = (): HTMLButtonElement => now<HTMLButtonElement>(lesson, 'button.do')[i];
    await waitUntil(() => !phrase().disabled, `expected that phrase ${i} can be pressed`);
    phrase().click();
    await waitUntil(() => phrase().classList.contains('done'), `expected a tick on ${phrase().textContent}`);
  }
}

describe('every step of a lesson', () => {
  for (const id of lessonIds.filter((each) => each !== 'budget')) {
    it(`is gone through, measured and checked: ${id}`, async () => {
      const { app, lesson } = await open(id);
      for (const [step, { title, question }] of lessons[id].words.steps.entries()) {
        expect(words(lesson, '.step.now h2')).to.equal(title);
        if (question) now<HTMLInputElement>(lesson, 'input')[0].click();
        await pressPhrases(lesson);
        expect(words(lesson, '[role=status]')).to.include(`Step ${step + 1} of`);
        query(lesson, '.next')!.click();
        await lesson.updateComplete;
      }
      expect(words(lesson, '.step.now')).to.include('What this does not show');
      const verdicts = [...lesson.shadowRoot!.querySelectorAll('.verdict')].map(({ textContent }) =>
        textContent.trim(),
      );
      const asked = lessons[id].words.steps.filter(({ question }) => question).length;
      expect(verdicts).to.have.length(asked);
      for (const verdict of verdicts) expect(verdict).to.match(/^(Right|Not this one)\.\s+\S/);
      await app.library.flush();
      const { length } = await app.library.list();
      const starts = Object.values(lessons[id].actions).filter(({ type }) => type === 'start').length;
      expect(length).to.equal(starts);
    });
  }

  it('leads on where an answer cannot be checked yet: budget', async () => {
    const { app, lesson } = await open('budget');
    now<HTMLInputElement>(lesson, 'input')[0].click();
    const [set, start] = now<HTMLButtonElement>(lesson, 'button.do');
    set.click();
    start.click();
    await waitUntil(() => status(app).startsWith('Finished'));
    await lesson.updateComplete;
    expect(words(lesson, '.step.now .verdict')).to.not.equal('');
    query(lesson, '.next')!.click();
    await lesson.updateComplete;
    expect(words(lesson, '.step.now h2')).to.equal(lessons.budget.words.steps[1].title);
  });
});

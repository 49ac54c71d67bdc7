// Covers src/ui/places/lessons/lessons.ts, src/ui/places/lessons/{bigger,budget,data,floor,forecast,rate,recipe,sudden} and
// src/ui/places/lessons/kit/{lesson-ids,lesson,markup,measure,words}.ts: what the lessons say, and how they check answers.

import { expect } from 'chai';
import { taskOf } from '../../../../src/data/tasks/tasks.js';
import type { Overrides } from '../../../../src/lab/presets/preset.js';
import { composeExperiment, leafPaths } from '../../../../src/lab/presets/resolve.js';
import { plan } from '../../../../src/lab/plan/plan.js';
import { readExperiment } from '../../../../src/lab/plan/read-experiment.js';
import type { RunPlan } from '../../../../src/lab/plan/run-plan.js';
import type { LabState } from '../../../../src/lab/records/record.js';
import { parameterCounts } from '../../../../src/models/parameters.js';
import { isTermId } from '../../../../src/ui/glossary/terms.js';
import { isLessonId, lessonControls, lessonIds } from '../../../../src/ui/places/lessons/kit/lesson-ids.js';
import type { AllMeasured, Lesson } from '../../../../src/ui/places/lessons/kit/lesson.js';
import { partsOf } from '../../../../src/ui/places/lessons/kit/markup.js';
import { isMeasured, nearest } from '../../../../src/ui/places/lessons/kit/measure.js';
import { percent, run } from '../../../../src/ui/places/lessons/kit/words.js';
import { lessons, stepCount } from '../../../../src/ui/places/lessons/lessons.js';
import type { PageView } from '../../../../src/ui/page/view.js';
import { finishedStore } from '../../../support/finished-run.js';
import { pageView } from '../../../support/page-view.js';
import { stateOf } from '../../../support/synthetic-state.js';

const all = Object.values(lessons);

/** A lesson's experiment with some settings, small enough for a test. */
const short = ({ preset, overrides }: Lesson, settings: Overrides) =>
  composeExperiment(preset, {
    ...overrides,
    ...settings,
    'training.steps': 200,
    'seeds.count': 1,
    'evaluation.points': 4,
  });

/** A finished experiment of compute budgets: L = 0.06 + 24 N^-0.75 + 900 D^-0.85. */
function budgets(lesson: Lesson, settings: Overrides): LabState {
  const loss = ({ model, steps, batch }: RunPlan): number =>
    0.06 + 24 * parameterCounts(model).total ** -0.75 + 900 * (steps * batch) ** -0.85;
  return finishedStore(plan(composeExperiment(lesson.preset, { ...settings, 'seeds.count': 1 })), loss).state;
}

/** A forecast as the page keeps it. */
const forecasts = {
  record: {
    forecast: { loss: 0.1, interval: [0.08, 0.13] },
    measured: { loss: 0.11, hit: true },
  },
  history: { calibration: { scored: 3, hits: 3 } },
} as unknown as PageView['forecasts'];

/** All that a lesson measures, from experiments along synthetic laws. */
function measuredIn(lesson: Lesson): AllMeasured {
  return Object.fromEntries(
    Object.entries(lesson.measurements).map(([name, measurement]) => {
      const spec = short(lesson, measurement.settings);
      const law = { E: taskOf(spec.task).lossFloor ?? 0, A: 12, alpha: 0.96 };
      const { settings } = measurement;
      const state = lesson.id === 'budget' ? budgets(lesson, settings) : stateOf(spec, { law });
      const view = pageView(spec, state, { forecasts });
      expect(isMeasured(view, lesson, measurement), `${lesson.id}: ${name}`).to.equal(true);
      const values = measurement.read(view);
      expect(values, `${lesson.id}: ${name}`).not.to.equal(null);
      return [name, { name: 'plain finch', values: values! }];
    }),
  );
}

describe('the lessons', () => {
  it('are eight, of five to ten minutes, each with two or three questions and notes for teachers', () => {
    expect(lessonIds).to.have.length(8);
    for (const { id, minutes, words } of all) {
      expect(minutes, id).to.be.within(5, 10);
      expect(words.steps.filter(({ question }) => question).length, id).to.be.within(2, 4);
      for (const { notes } of words.steps) expect(notes, id).to.match(/[.?]$/);
      expect(words.notShown.length, id).to.be.at.least(1);
      expect(stepCount(lessons[id])).to.equal(words.steps.length + 1);
    }
    expect(isLessonId('bigger')).to.equal(true);
    expect(isLessonId('constructor')).to.equal(false);
  });

  it('name only words of the glossary and phrases that do something, and every phrase is in the text', () => {
    for (const { id, words, actions } of all) {
      const texts = [...words.steps.flatMap(({ text }) => text), ...words.notShown];
      const parts = texts.flatMap(partsOf);
      for (const part of parts)
        if (part.type === 'term') expect(isTermId(part.term), `${id}: ${part.term}`).to.equal(true);
      const named = parts.flatMap((part) => (part.type === 'action' ? part.action : []));
      expect(named.sort(), id).to.deep.equal(Object.keys(actions).sort());
      expect(Object.keys(words.actions).sort(), id).to.deep.equal(Object.keys(actions).sort());
    }
  });

  it('set experiments that can be trained, and have a dial of theirs', () => {
    for (const { id, preset, overrides, actions, measurements } of all) {
      const settings = Object.values(actions).flatMap((action): Overrides[] =>
        action.type === 'set' ? [action.overrides] : [],
      );
      for (const each of settings) {
        const spec = composeExperiment(preset, { ...overrides, ...each });
        expect(() => readExperiment(spec), id).not.to.throw();
        expect([...leafPaths(spec).keys()], id).to.include(lessonControls[id].dial);
      }
      for (const action of Object.values(actions))
        if (action.type !== 'set') expect(measurements, id).to.have.property(action.measures);
    }
  });

  it('check every answer against what was measured, in words with its numbers', () => {
    for (const lesson of all) {
      const { id, words, answers } = lesson;
      expect(answers.length, id).to.equal(words.steps.length);
      const measured = measuredIn(lesson);
      words.steps.forEach(({ question }, i) => {
        const answer = answers[i];
        expect(answer === null, `${id}, step ${i}`).to.equal(question === undefined);
        if (!question || !answer) return;
        expect(answer.right(measured), `${id}, step ${i}`).to.be.within(0, question.choices.length - 1);
        const said = question.verdict(measured);
        expect(said, id).not.to.match(/NaN|undefined|–/);
        expect(said, id).to.match(/\d.*\.$/);
        for (const name of answer.needs) expect(measured, id).to.have.property(name);
      });
    }
  });

  it('say so in short sentences', () => {
    for (const { id, words } of all) {
      const texts = [...words.steps.flatMap(({ text, notes }) => [...text, notes]), ...words.notShown];
      for (const sentence of texts.flatMap((text) => text.split(/(?<=[.:;?!]) /)))
        expect(sentence.split(' ').length, `${id}: ${sentence}`).to.be.below(31);
    }
  });
});

describe('what a lesson measures', () => {
  const lesson = lessons.bigger;
  const { four } = lesson.measurements;

  it('is an experiment of the visitor’s own that has ended, with the settings of the lesson', () => {
    const spec = short(lesson, four.settings);
    const view = pageView(spec, stateOf(spec));
    expect(isMeasured(view, lesson, four)).to.equal(true);
    const behind = { store: null, phase: view.phase, weights: null } as never;
    expect(isMeasured({ ...view, phase: { type: 'recorded', name: 'x', behind } }, lesson, four)).to.equal(
      false,
    );
    expect(isMeasured({ ...view, phase: { type: 'training' } }, lesson, four)).to.equal(false);
    expect(isMeasured(pageView(spec, null), lesson, four)).to.equal(false);
    expect(isMeasured(view, lesson, lesson.measurements.eight)).to.equal(false);
    const cut = stateOf(spec, { until: 0.5 });
    expect(isMeasured(pageView(spec, cut), lesson, four)).to.equal(false);
  });

  it('is quoted with its name and its error', () => {
    expect(run({ name: 'plain finch', values: {} })).to.equal('Your run “plain finch”');
    expect(run({ name: '', values: {} })).to.equal('Your run');
    expect(percent(0.4987, 0.0412)).to.equal('50 ± 4 %');
    expect(percent(0.4987, 0.0042)).to.equal('49.9 ± 0.4 %');
    expect(nearest(0.6, [0.5, 0.9])).to.equal(0);
  });
});

describe('the marks of a text', () => {
  it('are words of the glossary, phrases and bold words', () => {
    expect(partsOf('The [slope|exponent] of a [power law]: **all** of it. {go}')).to.deep.equal([
      { type: 'text', text: 'The ' },
      { type: 'term', text: 'slope', term: 'exponent' },
      { type: 'text', text: ' of a ' },
      { type: 'term', text: 'power law', term: 'power-law' },
      { type: 'text', text: ': ' },
      { type: 'bold', text: 'all' },
      { type: 'text', text: ' of it. ' },
      { type: 'action', action: 'go' },
    ]);
  });
});

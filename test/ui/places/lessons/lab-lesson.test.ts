// Covers src/ui/places/lessons, src/ui/places/present, src/ui/places/lessons/kit/{progress,step-parts}.ts and src/ui/places/place-parts.ts: a lesson beside the lab, and the list of lessons.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { ExperimentSpec } from '../../../../src/lab/experiment/experiment.js';
import { composeExperiment } from '../../../../src/lab/presets/resolve.js';
import { loadProgress, noProgress, saveProgress } from '../../../../src/ui/places/lessons/kit/progress.js';
import type { LabState } from '../../../../src/lab/records/record.js';
import { waitingResult } from '../../../../src/figures/waiting-result.js';
import { unitOf } from '../../../../src/data/tasks/tasks.js';
import '../../../../src/ui/places/present/lab-present.js';
import type { LabPresent } from '../../../../src/ui/places/present/lab-present.js';
import type { LabLesson } from '../../../../src/ui/places/lessons/lab-lesson.js';
import '../../../../src/ui/places/lessons/lessons.lazy.js';
import type { LabLessons } from '../../../../src/ui/places/lessons/lab-lessons.js';
import type { PageView } from '../../../../src/ui/page/view.js';
import { readAddress } from '../../../../src/ui/session/address.js';
import { inside, query, words } from '../../../support/find.js';
import { openPage } from '../../../support/page.js';
import { pageView } from '../../../support/page-view.js';
import { stateOf } from '../../../support/synthetic-state.js';
import { waitUntil } from '../../../support/wait-until.js';

use(chaiA11yAxe);

const KEY = 'scaling-lab-lessons';
beforeEach(() => localStorage.removeItem(KEY));
after(() => localStorage.removeItem(KEY));

const four = composeExperiment('manifold', { 'task.dimension': 4, 'training.steps': 200, 'seeds.count': 1 });
/** The page on a projector. */
const presented = (spec: ExperimentSpec, state: LabState | null = null): PageView => {
  const view = pageView(spec, state, {
    address: readAddress('#lesson=bigger&present'),
    entryName: 'plain finch',
  });
  return {
    ...view,
    labHash: '',
    obstacle: '',
    question: null,
    views: [],
    shown: {
      result: waitingResult([], 'mlp', unitOf(spec.task)),
      spec,
      source: null,
      recording: null,
      isStale: false,
      progress: null,
    },
  };
};

const open = (view: PageView, lesson = 'bigger'): Promise<LabLesson> =>
  fixture<LabLesson>(html`<lab-lesson .lesson=${lesson} .view=${view}></lab-lesson>`);
const press = (key: string, on: EventTarget = document): boolean =>
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
const step = (element: LabLesson): string => words(element, '.step.now h2');
const phrases = (element: LabLesson): HTMLButtonElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.step.now button.do'),
];

describe('a lesson', () => {
  it('keeps an answer until it is measured, then checks it against the visitor’s own run', async () => {
    const element = await open(pageView(four, null));
    const choices = [...element.shadowRoot!.querySelectorAll<HTMLInputElement>('.step.now input')];
    expect(words(element, '.step.now .verdict')).to.equal('');
    choices[2].click();
    await element.updateComplete;
    expect(words(element, '.step.now .verdict')).to.include(
      'It is checked as soon as you have measured this.',
    );
    const measured = stateOf(four, { law: { E: 0, A: 12, alpha: 1 } });
    element.view = pageView(four, measured, { entry: 'a' });
    await waitUntil(() => words(element, '.step.now .verdict').startsWith('Right. Your run measured'));
    // The library names it a moment later.
    element.view = pageView(four, measured, { entry: 'a', entryName: 'plain finch' });
    await waitUntil(() => words(element, '.step.now .verdict').includes('plain finch'));
    expect(words(element, '.step.now .verdict')).to.match(
      /^Right\. Your run “plain finch” measured (49|50|51)/,
    );
    choices[0].click();
    await element.updateComplete;
    expect(words(element, '.step.now .verdict')).to.match(/^Not this one\./);
    await expect(element).to.be.accessible();
  });

  it('has phrases that set the dials and start, and a tick on those that were done', async () => {
    const element = await open(pageView({ ...four, task: { ...four.task, dimension: 7 } as never }, null));
    const asked: string[] = [];
    let set: ExperimentSpec | null = null;
    element.addEventListener('spec-change', (event) => {
      set = (event as CustomEvent<{ spec: ExperimentSpec }>).detail.spec;
    });
    element.addEventListener('start-plan', () => asked.push('start'));
    const [setFour, start] = phrases(element);
    expect(setFour.className).not.to.include('done');
    setFour.click();
    expect(set!.task).to.include({ type: 'manifold', dimension: 4 });
    start.click();
    expect(asked).to.deep.equal(['start']);
    await element.updateComplete;
    expect(phrases(element)[0].className).to.include('done');
    element.view = { ...element.view!, isLive: true };
    await element.updateComplete;
    expect(phrases(element).every(({ disabled }) => disabled)).to.equal(true);
  });

  it('brings its experiment onto the dials, unless it is there', async () => {
    const other = composeExperiment('glyphs', {});
    let sets = 0;
    const count = (): number => sets++;
    document.addEventListener('spec-change', count);
    await open(pageView(other, null));
    expect(sets).to.equal(1);
    await open(pageView(four, null));
    await open(pageView(other, null, { isLive: true }));
    expect(sets).to.equal(1);
    document.removeEventListener('spec-change', count);
  });

  it('goes from step to step by its buttons and by arrow keys, and opens again where it was left', async () => {
    const view = pageView(four, null);
    const element = await open(view);
    expect(step(element)).to.equal('Guess, then measure');
    inside(element, '.next').click();
    await element.updateComplete;
    expect(step(element)).to.equal('Why the points lie on a line');
    press('ArrowRight');
    await element.updateComplete;
    expect(step(element)).to.equal('Change the puzzle');
    press('ArrowLeft');
    press('ArrowRight', inside(element, '.step.now input'));
    await element.updateComplete;
    expect(step(element)).to.equal('Why the points lie on a line');
    expect(words(element, '[role=status]')).to.equal('Step 2 of 5 · about 6 min left');
    press('ArrowRight');
    await element.updateComplete;
    element.remove();
    expect(step(await open(view))).to.equal('Change the puzzle');
  });

  it('is led through by one key on a projector, which does what a step asks for first, beside notes that can be hidden', async () => {
    const view = presented(four);
    const element = await fixture<LabPresent>(
      html`<lab-present lesson="bigger" .view=${view}></lab-present>`,
    );
    const asked: string[] = [];
    for (const name of ['start-plan', 'toggle-present'])
      element.addEventListener(name, () => asked.push(name));
    const next = (): string => words(element, '.keys button:first-child');
    expect(words(element, 'h1')).to.include('Twice as many parameters');
    expect(words(element, '.asked')).to.include('by about 90 %');
    expect(words(element, '.notes')).to.include('Let everybody write a guess');
    expect(next()).to.equal('→ Start');
    press('ArrowRight', document.body);
    expect(asked).to.deep.equal(['start-plan']);
    element.view = presented(four, stateOf(four, { law: { E: 0, A: 12, alpha: 1 } }));
    await waitUntil(() => next() === '→ next');
    press('PageDown', document.body);
    press('n', document.body);
    await waitUntil(() => words(element, 'h1') === 'Why the points lie on a line');
    expect(element.shadowRoot!.querySelector('.notes')).to.equal(null);
    press('Home', document.body);
    await waitUntil(() => words(element, 'h1').includes('Twice as many'));
    await expect(element).to.be.accessible();
  });

  it('ends with what it does not show, its sources and the way to the next one', async () => {
    saveProgress('bigger', { ...noProgress, step: 99 });
    const element = await open(pageView(four, null));
    expect(step(element)).to.include('What this does not show');
    expect(words(element, '.step.now .sources')).to.include('Sharma and Kaplan 2022');
    expect(inside<HTMLAnchorElement>(element, 'a.next').hash).to.equal('#lesson=floor');
    const unknown = await open(pageView(four, null), 'zebra');
    expect(words(unknown)).to.include('There is no lesson “zebra”.');
  });

  it('seals the forecast of a larger network', async () => {
    saveProgress('forecast', { ...noProgress, step: 2 });
    const element = await open(pageView(four, stateOf(four)), 'forecast');
    let ratio = 0;
    element.addEventListener('seal-forecast', (event) => {
      ({ ratio } = (event as CustomEvent<{ run: { ratio: number } }>).detail.run);
    });
    phrases(element)[0].click();
    expect(ratio).to.be.within(2, 4);
  });
});

describe('a lesson in the page', () => {
  it('trains when its phrases are pressed, and names the run in its verdict', async () => {
    history.replaceState(null, '', `${location.pathname}${location.search}#lesson=bigger`);
    const { app, client } = await openPage();
    const find = (): LabLesson | null => query<LabLesson>(app, 'lab-lesson');
    await waitUntil(() => find() !== null);
    const element = find()!;
    await element.updateComplete;
    inside<HTMLInputElement>(element, '.step.now label:nth-of-type(3) input').click();
    const [set, start] = phrases(element);
    set.click();
    start.click();
    const verdict = /^Right\. Your run “.+” measured [\d.]+ ± [\d.]+ % less loss/;
    await waitUntil(() => verdict.test(words(element, '.step.now .verdict')), 'expected a verdict');
    expect(client.asked).to.include('start without nothing');
    expect(location.hash).to.equal('#lesson=bigger');
    expect(phrases(element)[1].className).to.include('done');
  });
});

describe('the progress of lessons', () => {
  const storage = (text: string | null) => ({
    getItem: () => text,
    setItem: () => {
      throw new Error('shut');
    },
  });

  it('is kept for each lesson, and begins again where storage is shut or holds something else', () => {
    saveProgress('floor', { ...noProgress, step: 2, answers: { 0: 1 } });
    saveProgress('data', {
      ...noProgress,
      step: 1,
      measured: { usual: { name: 'x', values: { alpha: 1 } } },
    });
    expect(loadProgress('floor')).to.deep.equal({ ...noProgress, step: 2, answers: { 0: 1 } });
    expect(loadProgress('data').measured.usual.values.alpha).to.equal(1);
    for (const text of [
      null,
      '',
      '[]',
      '{"floor":7}',
      '{"floor":{"step":-1,"answers":[1],"actions":{},"measured":{"a":{"values":{"b":"c"}}}}}',
    ])
      expect(loadProgress('floor', storage(text)), String(text)).to.deep.equal(noProgress);
    expect(() => saveProgress('floor', noProgress, storage(null))).not.to.throw();
  });
});

describe('the list of lessons', () => {
  it('says what one learns, how long it takes and how far one is', async () => {
    saveProgress('floor', { ...noProgress, step: 2 });
    saveProgress('data', { ...noProgress, step: 4, isDone: true });
    const list = await fixture<LabLessons>(html`<lab-lessons></lab-lessons>`);
    expect(list.shadowRoot!.querySelectorAll('li')).to.have.length(8);
    expect(words(list, 'li:nth-child(1)')).to.include('8 minutes · Not begun Begin');
    expect(words(list, 'li:nth-child(2)')).to.include('Step 3 of 5 Go on');
    expect(words(list, 'li:nth-child(3)')).to.include('Done Read again');
    expect(inside<HTMLAnchorElement>(list, 'li a').hash).to.equal('#lesson=bigger');
    await expect(list).to.be.accessible();
  });
});

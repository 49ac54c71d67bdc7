// Covers src/ui/places/history/{forecasts-card,lab-history,lab-storage,rows,thumbnail,unfinished,words,history-styles}.ts, src/ui/parts/when.ts,
// src/ui/places/compare/compare-list.ts and src/ui/library/findings-cache.ts: the list of everything that was measured.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';
import { Library } from '../../../src/ui/library/library.js';
import '../../../src/ui/places/history/lab-history.js';
import type { LabHistory } from '../../../src/ui/places/history/lab-history.js';
import { addToCompare, comparedId } from '../../../src/ui/places/compare/compare-list.js';
import { when } from '../../../src/ui/parts/when.js';
import type { ForecastHistory } from '../../../src/laws/forecast/score-card.js';
import type { PageView } from '../../../src/ui/page/view.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { find, inside, words } from '../../support/find.js';
import { newLibrary } from '../../support/page.js';
import { processor, smallManifold, syntheticBatches } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

adoptTokens(document);
use(chaiA11yAxe);

const whole = plan(smallManifold());
const finished = [...syntheticBatches(whole)].flat();
const stop: RunEvent = { type: 'plan-finished', outcome: 'stopped', message: '', time: 1 };
const cutShort = [...[...syntheticBatches(whole, { until: 0.62, ended: 1 })].flat(), stop];

const libraryOf = (name = newLibrary()): Library => new Library({ name, oldName: `${name}-old` });

async function keepIn(library: Library, name: string, events: readonly RunEvent[]): Promise<string> {
  const id = library.begin(whole.spec);
  library.append(id, events);
  await library.flush();
  await library.rename(id, name);
  return id;
}

async function open(library: Library, view: Partial<PageView> = {}): Promise<LabHistory> {
  const whole = {
    theme: 'light',
    library,
    entry: null,
    device: null,
    isLive: false,
    forecasts: null,
    ...view,
  } as PageView;
  const element = await fixture<LabHistory>(html`<lab-history .view=${whole}></lab-history>`);
  await waitUntil(() => inside(element, '.head') !== null);
  return element;
}

const rows = (element: LabHistory): HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>('tbody tr'),
];
const button = (root: Element | ShadowRoot, label: string): HTMLButtonElement =>
  [...root.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)!;

describe('the history', () => {
  it('says what to do where nothing is measured', async () => {
    const element = await open(libraryOf());
    expect(words(element)).to.include('Nothing measured yet. The first run takes half a minute.');
  });

  it('lists names, settings, laws and devices, offers to go on with what was cut short, and is accessible', async () => {
    const library = libraryOf();
    await keepIn(library, 'quiet heron', finished);
    const id = await keepIn(library, 'lazy walrus', cutShort);
    const element = await open(library);
    await waitUntil(() => words(element).includes('α ='));
    const [unfinished, done] = rows(element).map(({ textContent }) => textContent.replace(/\s+/g, ' '));
    expect(unfinished).to.include('lazy walrus').and.include('Stopped at 62 %');
    expect(done)
      .to.include('quiet heron')
      .and.match(/α = 0\.9\d+ ± 0\.0\d+/);
    expect(done).to.include('Data manifold').and.include('7 sizes × 2 seeds').and.include('Example GPU 4000');
    expect(rows(element)[1].querySelectorAll('circle')).to.have.length(7);
    await expect(element).to.be.accessible();

    const asked = new Promise((resolve) => element.addEventListener('open-entry', resolve, { once: true }));
    find<HTMLButtonElement>(element, '.unfinished .primary').click();
    expect(((await asked) as CustomEvent).detail).to.deep.equal({ id, goOn: true });
    button(element.shadowRoot!, 'Keep the law so far').click();
    await waitUntil(() => !words(element).includes('Go on'));
    await waitUntil(() => /α = [\d.]+ ± [\d.]+, so far/.test(rows(element)[0].textContent));
    expect(rows(element)[0].querySelectorAll('circle')).to.have.length(7);
  });

  it('says how forecasts came out, of each entry and of all, and how long what was cut short would take', async () => {
    const library = libraryOf();
    await keepIn(library, 'quiet heron', finished);
    await keepIn(library, 'lazy walrus', cutShort);
    const target = { axis: 'N', x: 1e4, cell: 'w99', name: 'width 99' };
    const forecast = { experiment: whole.spec, target, loss: 0.1, interval: [0.08, 0.12], sealedAt: 0 };
    const measured = { loss: 0.11, standardError: null, time: 0, hit: true, z: 1 };
    const history = {
      records: [{ forecast, measured }],
      problems: [],
      calibration: { scored: 1, hits: 1, share: [0.2, 1] },
    } as unknown as ForecastHistory;
    const element = await open(library, {
      forecasts: { record: null, history, problem: null },
      device: processor,
    });
    expect(rows(element)[1].textContent).to.include('1 forecast, hit');
    const said = words(element);
    expect(said).to.include('Forecasts: 1 sealed, 1 hit');
    expect(said).to.include('Mean distance 10 % where 20 % was allowed.');
    expect(words(element, '.unfinished .primary')).to.match(/^Go on, (about|under) \d+ s$/);
  });

  it('finds entries by words in names, settings and notes', async () => {
    const library = libraryOf();
    await keepIn(library, 'quiet heron', finished);
    await library.note(await keepIn(library, 'amber fox', cutShort), 'for lesson 6');
    const element = await open(library);
    const search = inside<HTMLInputElement>(element, 'input[type=search]');
    for (const [text, found] of [
      ['heron', 1],
      ['LESSON fox', 1],
      ['adamw', 2],
      ['lion', 0],
    ] as const) {
      search.value = text;
      search.dispatchEvent(new Event('input'));
      await element.updateComplete;
      expect(rows(element), text).to.have.length(found);
    }
    expect(words(element)).to.include('No entry has all of these words.');
  });

  it('renames on Enter, leaves a name on Escape, deletes and brings back', async () => {
    const library = libraryOf();
    const id = await keepIn(library, 'quiet heron', finished);
    const element = await open(library);
    const name = (): string => words(element, '.entry-name');
    for (const [key, value, expected] of [
      ['Enter', 'grey heron', 'grey heron'],
      ['Escape', 'lost', 'grey heron'],
      ['Enter', '', 'grey heron'],
    ]) {
      button(element.shadowRoot!, 'Rename').click();
      await element.updateComplete;
      const field = inside<HTMLInputElement>(element, '.editor');
      field.value = value;
      field.dispatchEvent(new KeyboardEvent('keydown', { key }));
      await waitUntil(() => name() === expected);
    }
    button(rows(element)[0], 'Delete').click();
    await waitUntil(() => words(element).includes('“grey heron” is deleted.') && rows(element).length === 0);
    expect(element.shadowRoot!.activeElement).to.equal(button(element.shadowRoot!, 'Undo'));
    button(element.shadowRoot!, 'Undo').click();
    await waitUntil(() => rows(element).length === 1);
    expect((await library.list())[0].id).to.equal(id);
  });

  it('deletes nothing that trains, also where it is chosen', async () => {
    const library = libraryOf();
    const ids = [
      await keepIn(library, 'amber fox', finished),
      await keepIn(library, 'quiet heron', finished),
    ];
    const element = await open(library, { entry: ids[0], isLive: true });
    for (const box of element.shadowRoot!.querySelectorAll<HTMLInputElement>('[type=checkbox]')) box.click();
    await element.updateComplete;
    button(find(element, '.bar'), 'Delete').click();
    await waitUntil(() => rows(element).length === 1);
    expect((await library.list()).map(({ id }) => id)).to.deep.equal([ids[0]]);
    expect(rows(element)[0].textContent).to.include('Training,');
  });

  it('leads from several chosen ones to their comparison', async () => {
    const library = libraryOf();
    const ids = [
      await keepIn(library, 'amber fox', cutShort),
      await keepIn(library, 'quiet heron', cutShort),
    ];
    const element = await open(library);
    for (const box of element.shadowRoot!.querySelectorAll<HTMLInputElement>('[type=checkbox]')) box.click();
    await element.updateComplete;
    const link = inside<HTMLAnchorElement>(element, '.bar a').getAttribute('href');
    expect(link).to.equal(`#compare=${ids.toReversed().map(comparedId).join(',')}`);
    sessionStorage.removeItem('scaling-lab-compared');
    addToCompare(comparedId(ids[0]));
    expect(addToCompare(comparedId(ids[1]))).to.equal(`#compare=${ids.map(comparedId).join(',')}`);
  });

  it('reads no experiment again that it knows, and draws a hundred of many', async () => {
    const name = newLibrary();
    const library = libraryOf(name);
    const [started] = finished;
    for (let i = 0; i < 120; i++) library.append(library.begin(whole.spec), [started, stop]);
    await library.flush();
    const first = await open(library);
    await waitUntil(() => first.made === 100, 'expected what the rows in sight found');
    expect(rows(first)).to.have.length(100);
    first.remove();
    const second = await open(libraryOf(name));
    button(second.shadowRoot!, 'Show 20 more').click();
    await waitUntil(() => second.made === 20, 'expected the other rows');
    expect(rows(second)).to.have.length(120);
  });

  it('keeps a finished run whole: after a reload its JSON is the one that was saved before', async () => {
    const name = newLibrary();
    const before = new LabStore();
    for (const batch of syntheticBatches(whole)) before.apply(batch);
    const id = await keepIn(libraryOf(name), 'quiet heron', finished);
    const after = new LabStore();
    after.apply((await libraryOf(name).open(id))!);
    expect(recordsToJson(after.state)).to.equal(recordsToJson(before.state));
  });

  it('says times by how long ago they are', () => {
    const now = new Date(2026, 11, 1, 15, 40).getTime();
    expect(when(now - 3600_000, now)).to.equal('today 14:40');
    expect(when(now - 24 * 3600_000, now)).to.equal('yesterday 15:40');
    expect(when(new Date(2026, 10, 28).getTime(), now)).to.equal('28 Nov');
    expect(when(new Date(2025, 10, 28).getTime(), now)).to.equal('28 Nov 2025');
  });
});

// Covers src/ui/session/shortcuts.ts, src/ui/page/{lab-header,lab-entry-name}.ts, src/ui/library/entry-name.ts and
// src/ui/places/tour/tour-guide.ts: single keys of the page, its help, the name of the experiment, and large type for a projector.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { LabApp } from '../../../src/ui/lab-app.js';
import { areKeysOn } from '../../../src/ui/session/shortcuts.js';
import { isTourDue } from '../../../src/ui/session/welcome.js';
import { find, query } from '../../support/find.js';
import { openPage, part, start, status, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

const press = (key: string, on: EventTarget = document.body, more: KeyboardEventInit = {}): void => {
  on.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
};

const nameOf = (app: LabApp): string => {
  const tools = query(app, 'lab-entry-name');
  return (tools && query(tools, '.name')?.textContent.trim()) ?? '';
};

describe('single keys', () => {
  it('start and pause, change the question, and choose a tab', async () => {
    const { app } = await openPage({ until: 0.4 });
    const before = text(app, 'lab-question');
    press(']');
    await waitUntil(() => text(app, 'lab-question') !== before);
    press('[');
    await waitUntil(() => text(app, 'lab-question') === before);
    press('4');
    expect(part(app, 'lab-tray').selected).to.equal('runs');
    press('s');
    await waitUntil(() => status(app) === 'Training.');
    press('s');
    await waitUntil(() => status(app) === 'Paused.');
    press('s');
    await waitUntil(() => status(app) === 'Training.');
  });

  it('mean nothing where something is typed, with Ctrl, or where their element is out of sight', async () => {
    const { app, client } = await openPage();
    press('s', find(part(app, 'lab-experiment-panel'), '.number'));
    press('s', document.body, { ctrlKey: true });
    location.hash = '#gallery';
    await waitUntil(() => !part(app, 'lab-run-controls').checkVisibility());
    press('s');
    press('2');
    expect(client.asked).to.deep.equal(['open']);
    expect(part(app, 'lab-tray').selected).to.equal('words');
  });

  it('give large type for a projector, which stands in the address, and take it back', async () => {
    const { app } = await openPage();
    press('p');
    await waitUntil(() => query(app, 'lab-present') !== null);
    expect(location.hash).to.match(/&present$/);
    expect(query(app, 'lab-header')).to.equal(null);
    press('Escape');
    await waitUntil(() => query(app, 'lab-present') === null);
    expect(location.hash).to.not.include('present');
    expect(document.documentElement.hasAttribute('data-presented')).to.equal(false);
  });

  it('lead from question to question on a projector, start and pause there, and show a code of the link', async () => {
    const { app, client } = await openPage({ until: 0.4 });
    press('p');
    await waitUntil(() => query(app, 'lab-present')?.shadowRoot?.querySelector('lab-figure') != null);
    const slide = part(app, 'lab-present');
    const title = (): string => find(slide, 'h1').textContent.trim();
    const first = title();
    press('ArrowRight');
    await waitUntil(() => title() !== first);
    press('PageUp');
    await waitUntil(() => title() === first);
    expect(find(slide, '.code svg').getAttribute('aria-label')).to.include(location.host);
    expect(slide.shadowRoot!.querySelectorAll('input, select')).to.have.length(0);
    expect(
      find(slide, 'lab-figure').shadowRoot!.querySelectorAll('button.replay, fieldset, details'),
    ).to.have.length(0);
    press('s');
    await waitUntil(() => text(app, 'lab-present').includes('Training'));
    press('ArrowRight');
    await slide.updateComplete;
    expect(title()).to.equal(first);
    press('s');
    await waitUntil(() => client.asked.includes('pause'));
  });

  it('choose the axes, and show the figure in full screen', async () => {
    const { app } = await openPage();
    const figure = part(app, 'lab-figure');
    const isLinear = (): boolean => figure.figures!.law.x.scale === 'linear';
    press('l');
    await waitUntil(isLinear);
    press('l');
    await waitUntil(() => !isLinear());
    let asked = 0;
    figure.requestFullscreen = () => Promise.resolve(void asked++);
    press('f');
    expect(asked).to.equal(1);
  });

  it('put the law in sight beside others: the recorded one, and what was measured', async () => {
    sessionStorage.removeItem('scaling-lab-compared');
    const { app } = await openPage();
    await waitUntil(() => text(app, '.tag').startsWith('Recorded'));
    press('c');
    await waitUntil(() => location.hash === '#compare=bigger-d4');
    history.back();
    await waitUntil(() => !location.hash.startsWith('#compare'));
    await start(app, 'Finished');
    await waitUntil(() => nameOf(app) !== '');
    press('c');
    await waitUntil(() => /^#compare=bigger-d4,\w{8}$/.test(location.hash));
    sessionStorage.removeItem('scaling-lab-compared');
  });

  it('rename the experiment, whose name stands beside its settings and on the sheet that shares it', async () => {
    const { app } = await openPage();
    await start(app, 'Finished');
    await waitUntil(() => nameOf(app) !== '');
    expect(nameOf(app)).to.match(/^“\w+ \w+”$/);
    const tools = part(app, 'lab-entry-name');
    const rename = async (name: string, key: string): Promise<void> => {
      press('n');
      await tools.updateComplete;
      const field = find<HTMLInputElement>(tools, 'input');
      expect(tools.shadowRoot!.activeElement).to.equal(field);
      field.value = name;
      press(key, field);
      await tools.updateComplete;
    };
    await rename('quiet heron', 'Escape');
    await rename(' ', 'Enter');
    await rename('lazy walrus', 'Enter');
    await waitUntil(() => nameOf(app) === '“lazy walrus”');
    expect(tools.shadowRoot!.activeElement).to.equal(find(tools, '.name'));
    const [entry] = await app.library.list();
    expect(entry.name).to.equal('lazy walrus');
    find(part(app, 'lab-stage'), '.share').click();
    await waitUntil(() => text(app, '#title') === 'Share “lazy walrus”');
  });

  it('lead to the search of the history', async () => {
    const { app } = await openPage();
    press('/');
    await waitUntil(() => location.hash === '#history=search');
    const search = (): Element | null => query(app, 'input[type=search]');
    const hasFocus = (): boolean =>
      search() !== null && part(app, 'lab-history').shadowRoot!.activeElement === search();
    await waitUntil(hasFocus);
    (search() as HTMLElement).blur();
    press('/');
    expect(hasFocus()).to.equal(true);
  });

  it('are listed in the help, where they can be switched off, also for later visits', async () => {
    const { app } = await openPage();
    press('?');
    const dialog = find<HTMLDialogElement>(part(app, 'lab-header'), 'dialog');
    expect(dialog.open).to.equal(true);
    const keys = [...dialog.querySelectorAll('kbd')].map(({ textContent }) => textContent).join(' ');
    expect(keys).to.equal('S [ ] 1 to 6 L F N C / P ? Esc');
    expect(dialog.textContent).to.include('Start, pause or resume');
    await expect(app).to.be.accessible();
    const box = find<HTMLInputElement>(dialog, 'input');
    box.click();
    dialog.close();
    press('4');
    expect(part(app, 'lab-tray').selected).to.equal('words');
    expect(areKeysOn()).to.equal(false);
    box.click();
    press('4');
    expect(part(app, 'lab-tray').selected).to.equal('runs');
  });
});

describe('the tour of the page', () => {
  const KEY = 'scaling-lab-tour';
  beforeEach(() => {
    localStorage.removeItem(KEY);
    localStorage.removeItem('scaling-lab-measured');
  });
  after(() => localStorage.removeItem(KEY));

  const tour = (app: LabApp): HTMLElement | null => query(app, 'lab-tour');
  const offers = (app: LabApp): HTMLButtonElement[] => [
    ...part(app, 'lab-welcome').shadowRoot!.querySelectorAll<HTMLButtonElement>('button'),
  ];

  it('is offered beside the first sentence, points at what it names, and is not offered again', async () => {
    const { app } = await openPage();
    await waitUntil(() => text(app, '.next') !== '');
    offers(app)[0].click();
    await waitUntil(() => tour(app) !== null);
    const ring = find(tour(app)!, '.ring');
    for (let stop = 0; stop < 5; stop++) {
      await waitUntil(() => ring.matches(':popover-open'), `expected stop ${stop} to point at something`);
      expect(ring.getBoundingClientRect().width).to.be.greaterThan(100);
      find(tour(app)!, '.primary').click();
      await app.updateComplete;
    }
    await waitUntil(() => tour(app) === null);
    expect(app.shadowRoot!.activeElement?.localName).to.equal('main');
    expect(offers(app)).to.have.length(0);
    expect(isTourDue()).to.equal(false);
  });

  it('is refused with one click, and taken from the help at any time, wherever one is', async () => {
    const { app } = await openPage();
    offers(app)[1].click();
    await waitUntil(() => offers(app).length === 0);
    expect([tour(app), isTourDue()]).to.deep.equal([null, false]);
    location.hash = '#why';
    await waitUntil(() => query(app, 'lab-why') !== null);
    press('?');
    find(part(app, 'lab-header'), 'dialog button').click();
    await waitUntil(() => tour(app) !== null);
    expect(location.hash).to.match(/^#e/);
    expect(find(part(app, 'lab-header'), 'dialog').matches('[open]')).to.equal(false);
    press('Escape', document);
    await waitUntil(() => tour(app) === null);
  });
});

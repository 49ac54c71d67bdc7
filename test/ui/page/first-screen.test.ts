// Covers src/ui/session/{recordings,welcome}.ts, src/figures/recorded-result.ts, src/ui/page/{shown,figure-head,finding,recorded-forecast,lab-welcome}.ts and
// src/ui/page/tray/{lab-tray,words}.ts: a law stands on the page before anything was trained here. Also src/figures/law-notes.ts,
// src/ui/charts/views/{lab-views,views.lazy}.ts, src/ui/parts/save-tools.ts and src/ui/session/results.ts.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { formatNumber } from '../../../src/base/format.js';
import { resultToHash } from '../../../src/lab/share/result-link.js';
import { sharedResult } from '../../../src/laws/share/shared-result.js';
import { recordedResult } from '../../../src/figures/recorded-result.js';
import { cardById } from '../../../src/lab/gallery/cards.js';
import { firstLaw } from '../../../src/lab/gallery/first-law.js';
import type { LabFigure } from '../../../src/ui/charts/experiment/lab-figure.js';
import { emit } from '../../../src/ui/session/page-events.js';
import { questionOf } from '../../../src/ui/session/recordings.js';
import { find, inside, query } from '../../support/find.js';
import { resolveExperiment } from '../../support/experiments.js';
import { openPage, part, start, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

const figureOf = (app: Parameters<typeof part>[0]): LabFigure => part(app, 'lab-figure');

describe('the first screen', () => {
  beforeEach(() => localStorage.removeItem('scaling-lab-measured'));
  after(() => localStorage.removeItem('scaling-lab-measured'));

  it('says what the page is, asks a question, and shows its recorded law, marked as one', async () => {
    const { app } = await openPage();
    expect(text(app, 'lab-welcome')).to.match(/error falls along a straight line.*Why this matters/);
    expect(text(app, 'lab-question')).to.include(cardById('bigger')!.question);
    expect(text(app, '.tag')).to.match(/^Recorded · .*CPU engine · \d+ \w+ 20\d\d$/);
    expect(text(app, 'lab-figure')).to.match(/α = 0\.99\d* ±/);
    expect(text(app, 'lab-stage')).to.include(firstLaw.finding);
    await expect(app).to.be.accessible();
  });

  it('draws every point, the law and its band at the values of the recording', () => {
    const { law, curves } = recordedResult(firstLaw);
    for (const [i, { x, loss }] of firstLaw.points.entries()) {
      expect([law.marks[i].x, law.marks[i].y]).to.deep.equal([x, loss]);
    }
    const { E, A, alpha } = firstLaw.fit!;
    const [line] = law.lines;
    for (const [x, loss] of line.points) expect(loss / (E + A * x ** -alpha)).to.be.closeTo(1, 2e-3);
    expect(law.bands[0].points.every(([, low, high]) => low < high)).to.equal(true);
    const ends = curves('step', new Set()).lines.filter(({ style }) => style === 'solid');
    expect(ends).to.have.length(firstLaw.curves.length);
  });

  it('shows the charts that a question asks for, those of its recording and then its own, and curves and law at a click', async () => {
    const { app } = await openPage();
    emit(part(app, 'lab-question'), 'open-card', { card: 'ceiling' });
    await waitUntil(() => query(app, 'lab-views') !== null);
    const chart = () => query(part(app, 'lab-views'), 'lab-figure-chart')!;
    await waitUntil(() => (chart().shadowRoot!.textContent ?? '').includes('Right answers against loss'));
    expect(text(app, '.tag')).to.match(/^Recorded/);
    await expect(app).to.be.accessible();
    find(
      part(app, 'lab-stage'),
      'input[name="view"][value="law"], label:last-child > input[name="view"]',
    ).click();
    await waitUntil(() => query(app, 'lab-figure') !== null);
  });

  it('says why a recorded law has no forecast here, what it expects, and measures it at a click', async () => {
    const { app, client } = await openPage();
    const stage = part(app, 'lab-stage');
    // The page stands before what lies in closed tabs.
    expect([query(stage, '[slot="forecast"]'), query(app, 'lab-bill')]).to.deep.equal([null, null]);
    const open = (tab: string): void => find(part(app, 'lab-tray'), `#tab-${tab}`).click();
    open('forecast');
    await waitUntil(() => query(stage, '[slot="forecast"]') !== null);
    const forecast = find(stage, '[slot="forecast"]');
    expect(forecast.textContent).to.match(/sealed before its network is trained/);
    const [x, loss] = firstLaw.fit!.line.at(-1)!;
    expect(x / firstLaw.points.at(-1)!.x).to.be.closeTo(10, 0.01);
    expect(forecast.textContent).to.include(`expects a loss of ${formatNumber(loss)}`);
    open('bill');
    await waitUntil(() => query(app, 'lab-bill') !== null && part(app, 'lab-bill').law !== null);
    find(forecast, 'button').click();
    await waitUntil(() => client.asked.some((asked) => asked.startsWith('start')));
    await waitUntil(() => query(app, 'lab-forecast') !== null);
  });

  it('has all tabs on paper, those that nobody has opened too', async () => {
    const { app } = await openPage();
    window.dispatchEvent(new Event('beforeprint'));
    await part(app, 'lab-stage').updateComplete;
    expect(text(app, '[slot=method]')).to.include('What it does not show');
    expect(query(app, 'lab-bill')).not.to.equal(null);
  });

  it('fades what does not match the dials, says so, and goes back to its settings with one click', async () => {
    const { app } = await openPage();
    const spec = resolveExperiment('manifold', { 'task.dimension': 5 });
    emit(part(app, 'lab-experiment-panel'), 'spec-change', { spec });
    await waitUntil(() => figureOf(app).stale);
    expect(text(app, '.tag')).to.include('other settings than the dials');
    await expect(app).to.be.accessible();
    find(part(app, 'lab-stage'), '.figure-head button').click();
    await waitUntil(() => !figureOf(app).stale);
    expect(part(app, 'lab-experiment-panel').spec?.task).to.include({ dimension: 4 });
  });

  it('draws the own law over the recorded one, and welcomes nobody twice', async () => {
    const { app } = await openPage();
    await start(app, 'Finished. The exponent');
    expect(text(app, '.tag')).to.include('Measured here');
    expect(query(app, 'lab-welcome')).not.to.equal(null);
    const { app: later } = await openPage();
    expect(query(later, 'lab-welcome')).to.equal(null);
  });

  it('opens another question with its recorded law, and keeps a question that shares its experiment', async () => {
    const { app } = await openPage();
    emit(part(app, 'lab-question'), 'open-card', { card: 'floor' });
    await waitUntil(() => text(app, 'lab-question').includes(cardById('floor')!.question));
    await waitUntil(() => text(app, '.tag').startsWith('Recorded'));
    const [{ preset, overrides }] = cardById('bill')!.experiments;
    const spec = resolveExperiment(preset, overrides);
    expect(questionOf(spec, 'bill')!.card.id).to.equal('bill');
    expect(questionOf(spec, null)!.card.id).to.equal('bigger');
    expect(questionOf(resolveExperiment('markov'), 'bill')!.card.id).to.equal('floor');
  });

  it('has all that belongs to the figure as tabs, which arrow keys choose, or in a stack', async () => {
    const { app } = await openPage();
    const tray = part(app, 'lab-tray');
    const tabs = [...tray.shadowRoot!.querySelectorAll<HTMLElement>('[role=tab]')];
    expect(tabs.map(({ textContent }) => textContent.trim())).to.deep.equal([
      'In words',
      'Forecast',
      'The bill',
      'Runs',
      'Networks',
      'Method',
    ]);
    tabs[0].focus();
    tabs[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await tray.updateComplete;
    expect(tray.selected).to.equal('forecast');
    inside(tray, 'header > button').click();
    await tray.updateComplete;
    expect(tray.shadowRoot!.querySelectorAll('section')).to.have.length(6);
    await waitUntil(() => text(app, '[slot=method]').includes('What it does not show'));
    expect(text(app, '[slot=method]')).to.include('Published');
    await expect(app).to.be.accessible();
  });

  it('offers three things to try next, each one click', async () => {
    const { app } = await openPage();
    const steps = part(app, 'lab-stage').shadowRoot!.querySelectorAll<HTMLButtonElement>('.next button');
    expect(steps).to.have.length(3);
    steps[0].click();
    await part(app, 'lab-tray').updateComplete;
    expect(part(app, 'lab-tray').selected).to.equal('forecast');
  });
});

describe('sharing from the lab', () => {
  it('opens a sheet with all that can be done with the result elsewhere', async () => {
    const { app } = await openPage();
    await start(app, 'Finished. The exponent');
    find(part(app, 'lab-stage'), '.share').click();
    await waitUntil(() => query(app, 'lab-share') !== null && text(app, 'lab-share') !== '');
    await waitUntil(() => find<HTMLDialogElement>(part(app, 'lab-share'), 'dialog').open);
    expect(text(app, 'lab-share'))
      .to.match(/BibTeX/)
      .and.match(/PNG/);
    find<HTMLDialogElement>(part(app, 'lab-share'), 'dialog').close();
  });

  it('opens a link with a result: its experiment is in the dials, and a damaged one is refused in words', async () => {
    const { app } = await openPage();
    await start(app, 'Finished. The exponent');
    const view = part(app, 'lab-stage').view!;
    const hash = await resultToHash(sharedResult(view.lab, view.law!, 'quiet heron')!);
    const { app: other } = await openPage();
    location.hash = hash;
    await waitUntil(() => text(other, 'lab-embed').includes('Measured elsewhere'));
    expect(text(other, 'lab-embed')).to.match(/α = 0\.9/);
    expect(part(other, 'lab-experiment-panel').spec).to.deep.equal(view.lab.plan!.spec);
    location.hash = '#r=1.nothing';
    await waitUntil(() => text(other, 'lab-notices').includes('This link does not work.'));
  });
});

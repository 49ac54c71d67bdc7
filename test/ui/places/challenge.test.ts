// Covers src/ui/places/challenge/*.ts: a challenge as it is set, and as whoever takes it sees it.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { readHandIn, type HandIn } from '../../../src/lab/challenge/hand-in.js';
import { challengeId, readChallenge, type Challenge } from '../../../src/lab/challenge/challenge.js';
import { challengeFromHash, challengeToHash } from '../../../src/lab/challenge/challenge-link.js';
import { priceOf } from '../../../src/lab/challenge/ledger.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { LabApp } from '../../../src/ui/lab-app.js';
import { designOf, draftOf, finalDraftOf, type Draft } from '../../../src/ui/places/challenge/draft.js';
import { resolveExperiment } from '../../support/experiments.js';
import { find, query } from '../../support/find.js';
import { newLibrary, openPage, part, status, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

const spec = resolveExperiment('manifold', {
  'model.widths': [4, 6, 8, 12],
  'training.steps': 200,
  'training.schedule.warmupSteps': 10,
  'lrSweep.enabled': false,
  'seeds.count': 1,
  'seeds.first': 3,
});
const cost = priceOf(plan(spec), new Map()).whole;
const challenge = readChallenge({ title: 'Small nets', spec, budget: 10 * cost, rate: null });

async function openChallenge(app: LabApp, of: Challenge = challenge): Promise<void> {
  location.hash = await challengeToHash(of);
  await waitUntil(() => query(app, '.runs, section.design') !== null);
}

const place = (app: LabApp): HTMLElement => part(app, 'lab-challenge');
const said = (app: LabApp): string => text(app, 'lab-challenge');
const runs = (app: LabApp): number => place(app).shadowRoot!.querySelectorAll('.runs li').length;

async function type(app: LabApp, name: string, value: string): Promise<void> {
  const field = find<HTMLInputElement>(place(app), `input[name=${name}]`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await part(app, 'lab-challenge').updateComplete;
}

async function press(app: LabApp, selector: string): Promise<void> {
  await waitUntil(() => query(place(app), `${selector}:not(:disabled)`) !== null, selector);
  find(place(app), selector).click();
  await part(app, 'lab-challenge').updateComplete;
}

async function startAnd(app: LabApp, until: string, count: number): Promise<void> {
  await press(app, 'button.start, button.seal');
  await waitUntil(() => status(app).startsWith(until));
  await waitUntil(() => runs(app) === count && !query(place(app), 'button.stop'));
}

async function choose(app: LabApp, kind: 'experiment' | 'final'): Promise<void> {
  find(place(app), `input[value=${kind}]`).click();
  await part(app, 'lab-challenge').updateComplete;
}

/** What is downloaded while `act` runs. */
async function saved(act: () => Promise<void>): Promise<HandIn> {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => `data:,${blobs.push(blob)}`;
  HTMLAnchorElement.prototype.click = () => undefined;
  try {
    await act();
    await waitUntil(() => blobs.length > 0);
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
  return readHandIn(await blobs[0].text());
}

describe('a challenge', () => {
  it('says its rules and budget, and is accessible', async () => {
    const { app } = await openPage();
    await openChallenge(app);
    expect(said(app)).to.include('Small nets').and.include('Task: Data manifold, seed 3.');
    expect(said(app)).to.match(
      /[\d.]+ × 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+ FLOPs left 0 FLOPs of [\d.]+ × 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+ FLOPs spent \(0 %\)/,
    );
    await expect(place(app)).to.be.accessible();
  });

  it('spends its budget on experiments, keeps task and seed, and has the same again free; a reload loses nothing', async () => {
    const library = newLibrary();
    const { app } = await openPage({}, library);
    await openChallenge(app);
    await startAnd(app, 'Finished', 1);
    expect(said(app)).to.include('spent (10 %)').and.include('It is free: all of it was trained before.');
    await type(app, 'widths', '6, 4, 16');
    await type(app, 'samples', '500,');
    await type(app, 'seeds', '2');
    await startAnd(app, 'Finished', 2);
    const [last, first] = await app.library.list();
    expect([first.spec, last.spec.task, last.spec.seeds]).to.deep.equal([
      spec,
      spec.task,
      { first: 3, count: 2 },
    ]);
    expect([last.spec.model.widths, last.spec.data.uniqueSamples]).to.deep.equal([
      [4, 6, 16],
      [500, null],
    ]);
    expect(last.challenge).to.deep.equal({ id: challengeId(challenge), seal: null });
    expect(query(place(app), 'lab-figure')).to.not.equal(null);
    const before = text(app, '.numbers');
    await app.library.flush();
    app.remove();

    const { app: again } = await openPage({}, library);
    await openChallenge(again);
    await waitUntil(() => runs(again) === 2);
    expect(text(again, '.numbers')).to.equal(before);
    expect(find<HTMLInputElement>(place(again), 'input[name=widths]').value).to.equal('4, 6, 16');
    // What is deleted in the history is not counted.
    const [newest] = await again.library.list();
    await again.library.delete(newest.id);
    await waitUntil(() => runs(again) === 1);
    await again.library.undelete(newest.id);
    await waitUntil(() => runs(again) === 2);
    // Another challenge has a ledger of its own.
    await openChallenge(again, { ...challenge, budget: 3 * cost });
    await waitUntil(() => said(again).includes('spent (0 %)'));
    expect(runs(again)).to.equal(0);
  });

  it('refuses an experiment that would overspend, with the number of steps that fits, and what cannot be', async () => {
    const { app, client } = await openPage();
    await openChallenge(app);
    await type(app, 'steps', '4000');
    expect(said(app)).to.match(
      /It costs [\d.]+ × 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+ FLOPs, and [\d.]+ × 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+ FLOPs are left\. With 2,000 steps it fits\./,
    );
    expect(query(place(app), 'button.start')).to.equal(null);
    await press(app, 'button.fit');
    expect(find<HTMLInputElement>(place(app), 'input[name=steps]').value).to.equal('2000');
    expect(query(place(app), 'button.start')).to.not.equal(null);
    await type(app, 'widths', '4000');
    expect(said(app)).to.include('Not even a few steps of it fit');
    await type(app, 'widths', '4, two');
    expect(said(app)).to.include('model.widths.1: expected a whole number from 1 to 8192, got NaN');
    await type(app, 'widths', '');
    expect(said(app)).to.include('model.widths: expected at least one of widths, got []');
    expect(client.asked.filter((call) => call.startsWith('start'))).to.deep.equal([]);
  });

  it('refunds what is stopped early, and keeps the rest of what trains', async () => {
    const { app, client } = await openPage({ until: 0.4, ended: 1 });
    await openChallenge(app);
    await press(app, 'button.start');
    await waitUntil(() => said(app).includes('kept for what is training'));
    expect(said(app)).to.include('Something is training: the next run can start once it has ended.');
    await press(app, 'button.stop');
    await waitUntil(() => /refunded/.test(said(app)));
    expect(client.asked).to.include('stop');
    const share = Number(/spent \((\d+) %\)/.exec(said(app))![1]);
    expect(share).to.be.within(1, 9);
    expect(find(place(app), '.go-on').getAttribute('aria-label')).to.match(/^Go on with \w+ \w+$/);
  });

  it('seals the prediction of one final run that no experiment has trained, scores it and hands it in', async () => {
    const { app } = await openPage();
    await openChallenge(app);
    await startAnd(app, 'Finished', 1);
    await choose(app, 'final');
    expect(find<HTMLInputElement>(place(app), 'input[name=widths]').value).to.equal('24');
    expect(find<HTMLButtonElement>(place(app), 'button.seal').disabled).to.equal(true);
    await type(app, 'widths', '12');
    expect(said(app)).to.include('An experiment has trained this very model, so nothing is left to predict.');
    await type(app, 'widths', '12, 14');
    expect(said(app)).to.include(
      'model.widths: expected one width: a final run is a single model, got [12,14]',
    );
    await type(app, 'widths', '16');
    for (const wrong of ['', '-1', 'x', '0']) {
      await type(app, 'prediction', wrong);
      expect(find<HTMLButtonElement>(place(app), 'button.seal').disabled, wrong).to.equal(true);
    }
    await type(app, 'prediction', '0.25');
    await startAnd(app, 'Finished', 2);
    const [last, first] = await app.library.list();
    const { seal } = last.challenge!;
    expect([seal!.prediction, seal!.spec, seal!.experiments.length]).to.deep.equal([0.25, last.spec, 1]);
    expect(last.spec.model.widths).to.deep.equal([16]);
    expect(last.spec.seeds).to.deep.equal({ first: 3, count: 1 });
    expect(said(app)).to.match(
      /Your score loss of the final run 0\.\d+ error of the prediction [\d.]+ % You predicted 0\.25000\./,
    );
    // One final run, and nothing after it.
    expect(query(place(app), 'section.design')).to.equal(null);

    const handIn = await saved(() => press(app, 'button.save'));
    expect(handIn.challenge).to.deep.equal(challenge);
    expect(handIn.experiments.map(({ name }) => name)).to.deep.equal([
      `experiment 1 (${first.name})`,
      `experiment 2 (${last.name})`,
    ]);
    expect(handIn.experiments[1].seal).to.deep.equal(seal);
    expect(handIn.score!.prediction).to.equal(0.25);
    await waitUntil(() => said(app).includes(`Saved as challenge-${challengeId(challenge)}.json.`));
    await expect(place(app)).to.be.accessible();
  });

  it('waits while another tab trains a run of it', async () => {
    const library = newLibrary();
    const { app } = await openPage({ until: 0.4, ended: 1 }, library);
    await openChallenge(app);
    await press(app, 'button.start');
    await waitUntil(() => said(app).includes('kept for what is training'));
    const { app: other } = await openPage({}, library);
    await openChallenge(other);
    await waitUntil(() => said(other).includes('Another tab trains a run of this challenge.'));
    expect(query(place(other), 'button.start')).to.equal(null);
  });

  it('that cannot be opened says why', async () => {
    const { app } = await openPage();
    location.hash = (await challengeToHash(challenge)).slice(0, -7);
    await waitUntil(() => query(app, 'lab-challenge') !== null && said(app).includes('cut off or damaged'));
    expect(said(app)).to.include('This link does not open a challenge.');
  });
});

describe('the form that sets a challenge', () => {
  it('makes a link and its QR code of the experiment of the dials, a seed and a budget, in FLOPs or seconds', async () => {
    const { app } = await openPage();
    location.hash = '#challenge';
    await waitUntil(() => query(app, 'svg.qr') !== null);
    const form = part(app, 'lab-challenge-form');
    const made = async (): Promise<Challenge> => {
      let link = '';
      await waitUntil(() => {
        const next = query<HTMLInputElement>(form, 'input.link')?.value ?? '';
        const isSame = next === link;
        link = next;
        return isSame && link !== '';
      });
      return (await challengeFromHash(link))!;
    };
    const offered = await made();
    expect(offered.rate).to.equal(null);
    expect(offered.budget / priceOf(plan(offered.spec), new Map()).whole).to.be.within(19, 21);
    expect(form.shadowRoot!.textContent).to.include('Enough for 20 times the first experiment.');
    await expect(form).to.be.accessible();
    const fill = async (name: string, value: string): Promise<void> => {
      const field = find<HTMLInputElement>(form, `input[name=${name}]`);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await form.updateComplete;
    };
    await fill('title', 'Class of 2026');
    await fill('seed', '11');
    find(form, 'input[value=seconds]').click();
    await form.updateComplete;
    await fill('budget', '90');
    await fill('rate', '1e9');
    await waitUntil(() => query(form, 'input.link') !== null);
    const { title, spec: of, budget, rate } = await made();
    expect([title, of.seeds.first, budget, rate]).to.deep.equal(['Class of 2026', 11, 9e10, 1e9]);
    await fill('budget', 'much');
    expect(form.shadowRoot!.textContent).to.include('budget: expected a number from 1 to 1e+24, got NaN');
    expect(query(form, 'input.link')).to.equal(null);
  });
});

describe('the fields of a design', () => {
  it('make the experiment that they came from, by the rules of the challenge', () => {
    const designed = designOf(draftOf(spec), spec, false);
    expect(designed.type === 'plan' && designed.plan.spec).to.deep.equal(spec);
    const changed: Draft = { ...draftOf(spec), optimizer: 'sgd', rates: '3', samples: '100, , 50' };
    const other = designOf(changed, spec, false);
    if (other.type === 'problem') throw new Error(other.problem);
    const { training, lrSweep, data } = other.plan.spec;
    expect([training.optimizer.type, lrSweep.enabled, lrSweep.count, lrSweep.widen]).to.deep.equal([
      'sgd',
      true,
      3,
      false,
    ]);
    expect(data.uniqueSamples).to.deep.equal([50, 100, null]);
    expect(finalDraftOf(changed)).to.include({ widths: '24', samples: '50' });
  });
});

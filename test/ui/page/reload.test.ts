// Covers src/ui/session/history.ts behind src/ui/page/notices.ts: what a reload brings back to the page. Also src/ui/parts/storage.ts.

import { expect } from 'chai';
import { openDB } from 'idb';
import { resolveExperiment } from '../../support/experiments.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { Library } from '../../../src/ui/library/library.js';
import { newLibrary, noticeButton, openPage, sizesOf, start, status, text } from '../../support/page.js';
import { syntheticBatches } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

const stopped: RunEvent = { type: 'plan-finished', outcome: 'stopped', message: '', time: 0 };
const kept = async (name: string): Promise<number> => (await new Library({ name }).list()).length;

describe('the page in a browser that remembers nothing', () => {
  const shut = ['sessionStorage', 'localStorage', 'BroadcastChannel'] as const;
  const before = shut.map((name) => [name, Object.getOwnPropertyDescriptor(window, name)!] as const);
  afterEach(() => before.forEach(([name, descriptor]) => Object.defineProperty(window, name, descriptor)));

  it('trains an experiment to its end', async () => {
    // As where a visitor blocks all cookies: even a look at it throws.
    const get = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const name of shut.slice(0, 2)) Object.defineProperty(window, name, { get, configurable: true });
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined, configurable: true });
    const { app } = await openPage();
    await start(app, 'Finished');
    await app.library.flush();
    expect(await app.library.list()).to.have.length(1);
  });
});

describe('the page after a reload', () => {
  it('brings an unfinished experiment back, says how far it came, and goes on with it', async () => {
    const library = newLibrary();
    const first = await openPage({ until: 0.4, ended: 2, then: [stopped] }, library);
    await start(first.app, 'Stopped');
    await first.app.library.flush();
    first.app.remove();
    const { app, client } = await openPage({}, library);
    await waitUntil(() => text(app, 'lab-notices').includes('From an earlier visit: stopped at'));
    expect(text(app, 'lab-notices')).to.include(`2 of ${sizesOf(app).length} runs are finished and kept.`);
    location.hash = '#gallery';
    await waitUntil(
      () => !text(app, 'lab-notices').includes('From an earlier visit'),
      'expected it in the lab only',
    );
    location.hash = '#e';
    await waitUntil(() => noticeButton(app, 'Go on') !== undefined);
    const configs = sizesOf(app);
    noticeButton(app, 'Go on')!.click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end');
    expect(client.asked).to.include(`start without ${configs.slice(0, 2).join(', ')}`);
    expect(await kept(library)).to.equal(1);
  });

  it('leaves it as it is when asked, and the list still has it', async () => {
    const library = newLibrary();
    const first = await openPage({ until: 0.4, ended: 2, then: [stopped] }, library);
    await start(first.app, 'Stopped');
    await first.app.library.flush();
    first.app.remove();
    const { app } = await openPage({}, library);
    await waitUntil(() => noticeButton(app, 'Keep as it is') !== undefined);
    noticeButton(app, 'Keep as it is')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('visit'));
    expect(text(app, 'lab-runs-table')).to.include('8');
    expect(await kept(library)).to.equal(1);
  });

  it('reads what the version before the library kept, under other names', async () => {
    const library = newLibrary();
    const whole = plan(resolveExperiment('manifold'));
    const { lrSweep, ...spec } = whole.spec;
    const runs = whole.runs.map(({ config, round, ...run }) => ({ ...run, cell: config, wave: round }));
    const old = { spec: { ...spec, version: 1, fan: lrSweep }, runs };
    const events = [...syntheticBatches(whole)].flat();
    const journal = await openDB(`${library}-old`, 1, {
      upgrade: (database) => void database.createObjectStore('events', { autoIncrement: true }),
    });
    const [started, ...others] = events;
    await journal.add('events', { plan: 'a', events: [{ ...started, plan: old }, ...others] });
    journal.close();
    const { app } = await openPage({}, library);
    await waitUntil(() => status(app).startsWith('Finished'), 'expected the kept experiment');
    expect(await kept(library)).to.equal(1);
    expect((await indexedDB.databases()).map(({ name }) => name)).to.not.include(`${library}-old`);
  });

  it('deletes it when asked, and brings it back from the list', async () => {
    const library = newLibrary();
    const first = await openPage({}, library);
    await start(first.app, 'Finished');
    await first.app.library.flush();
    first.app.remove();
    const { app } = await openPage({}, library);
    await waitUntil(() => text(app, 'lab-notices').includes('From an earlier visit.'));
    expect(text(app, 'lab-run-controls')).to.include('Start again');
    noticeButton(app, 'Discard')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('visit'));
    await waitUntil(async () => (await kept(library)) === 0);
  });
});

// What a reload brings back to the page: the session's history behind the notices.
import { expect } from 'chai';
import { resolveExperiment } from '../../support/experiments.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { Plan } from '../../../src/lab/plan/run-plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { Journal } from '../../../src/ui/session/journal.js';
import { newJournal, noticeButton, openPage, sizesOf, start, status, text } from '../../support/page.js';
import { syntheticBatches } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

const stopped: RunEvent = { type: 'plan-finished', outcome: 'stopped', message: '', time: 0 };

describe('the page after a reload', () => {
  it('brings an unfinished experiment back, and goes on with it', async () => {
    const journal = newJournal();
    const first = await openPage({ until: 0.4, ended: 2, then: [stopped] }, journal);
    await start(first.app, 'Stopped');
    await first.app.journal.append([]);
    first.app.remove();
    const { app, client } = await openPage({}, journal);
    await waitUntil(() => text(app, 'lab-notices').includes('From your last visit.'));
    expect(text(app, 'lab-notices')).to.include(`2 of ${sizesOf(app).length} runs are finished and kept.`);
    const configs = sizesOf(app);
    noticeButton(app, 'Go on')!.click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end', { timeout: 5000 });
    expect(client.asked).to.include(`start without ${configs.slice(0, 2).join(', ')}`);
  });

  it('reads what the version before kept, which had other names', async () => {
    const name = newJournal();
    const whole = plan(resolveExperiment('manifold'));
    const { lrSweep, ...spec } = whole.spec;
    const runs = whole.runs.map(({ config, round, ...run }) => ({ ...run, cell: config, wave: round }));
    const old = { spec: { ...spec, version: 1, fan: lrSweep }, runs } as unknown as Plan;
    const events = [...syntheticBatches(whole)].flat();
    await new Journal(name).append(
      events.map((event) => (event.type === 'plan-started' ? { ...event, plan: old } : event)),
    );
    const { app } = await openPage({}, name);
    await waitUntil(() => status(app).startsWith('Finished'), 'expected the kept experiment');
  });

  it('forgets what it cannot read', async () => {
    const name = newJournal();
    const spec = resolveExperiment('manifold');
    const unknown = { ...plan(spec), spec: { ...spec, version: 99 } } as unknown as Plan;
    const [started] = [...syntheticBatches(plan(spec))].flat();
    await new Journal(name).append([{ ...started, plan: unknown } as RunEvent]);
    const { app } = await openPage({}, name);
    await waitUntil(async () => (await new Journal(name).load()).length === 0);
    expect(text(app, 'lab-run-controls')).to.include('Start');
  });

  it('forgets it when asked', async () => {
    const journal = newJournal();
    const first = await openPage({}, journal);
    await start(first.app, 'Finished');
    await first.app.journal.append([]);
    first.app.remove();
    const { app } = await openPage({}, journal);
    await waitUntil(() => text(app, 'lab-notices').includes('From your last visit.'));
    expect(text(app, 'lab-run-controls')).to.include('Start again');
    noticeButton(app, 'Discard')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('visit'));
    await app.journal.append([]);
    expect(await new Journal(journal).load()).to.be.empty;
  });
});

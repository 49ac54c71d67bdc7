// Covers src/ui/page/notices.ts, src/ui/page/lab-notices.ts and the words of a status: what the page says above its charts.

import { expect } from 'chai';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { statusNotice, statusWords } from '../../../src/ui/page/words.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';
import { emit } from '../../../src/ui/session/page-events.js';
import {
  newLibrary,
  noticeButton,
  openPage,
  part,
  sizesOf,
  start,
  status,
  text,
} from '../../support/page.js';
import {
  device,
  processor,
  smallManifold,
  softwareDevice,
  syntheticBatches,
} from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

const lost: readonly RunEvent[] = [
  { type: 'device-lost', reason: 'unknown', message: 'the driver was reset' },
  { type: 'plan-finished', outcome: 'device-lost', message: '', time: 0 },
];

describe('notices of the page', () => {
  it('keep the points of a lost device and go on with the rest', async () => {
    const { app, client } = await openPage({ until: 0.4, ended: 3, then: lost });
    await start(app, 'The GPU was lost');
    expect(text(app, 'lab-notices')).to.include(`3 of ${sizesOf(app).length} runs are finished and kept.`);
    const configs = sizesOf(app);
    client.options = { device: softwareDevice };
    noticeButton(app, 'Go on')!.click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end');
    expect(client.asked.at(-1)).to.equal(`start without ${configs.slice(0, 3).join(', ')}`);
  });

  it('say what failed', async () => {
    const message = 'linear_forward.wgsl:14: unknown name x';
    const { app } = await openPage({
      until: 0.001,
      then: [{ type: 'plan-finished', outcome: 'failed', message, time: 0 }],
    });
    await start(app, 'The experiment failed');
    expect(text(app, 'lab-notices')).to.include(message);
  });

  it('name the file and the device of a recorded run, which can be closed', async () => {
    const { app } = await openPage();
    await start(app, 'Finished');
    const records = part(app, 'lab-forecast').state!;
    emit(app, 'open-table', { name: 'theirs.json', input: recordsToJson(records) });
    await waitUntil(() => text(app, 'lab-notices').includes('From theirs.json, measured on SwiftShader'));
    noticeButton(app, 'Close')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('theirs.json'));
  });

  it('offer a new version of the page, but not while an experiment trains', async () => {
    let loaded = 0;
    const { app } = await openPage({ until: 0.4 }, newLibrary(), (offer) => {
      offer(() => loaded++);
      return Promise.resolve();
    });
    const isOffered = (): boolean =>
      text(app, 'lab-notices').includes('A new version of this page is there.');
    await waitUntil(isOffered);
    await start(app, 'Training');
    expect(isOffered()).to.equal(false);
    emit(part(app, 'lab-run-controls'), 'stop-plan');
    await waitUntil(isOffered);
    noticeButton(app, 'Load it')!.click();
    expect(loaded).to.equal(1);
  });
});

describe('words for an experiment whose models all diverged', () => {
  it('say so, and nothing where one finished', () => {
    const store = new LabStore();
    store.apply([...syntheticBatches(plan(smallManifold()))].flat());
    const counts = { ended: 3, total: 3, resumable: 0, share: 0, restored: false };
    const { state } = store;
    expect(statusNotice(state, counts)).to.equal(null);
    const all = state.runs.map((run) => ({
      ...run,
      outcomes: run.plan.replicas.map(() => 'diverged' as const),
    }));
    expect(statusNotice({ ...state, runs: all }, counts)?.title).to.equal('Every model diverged.');
    const one = [state.runs[0], ...all.slice(1)];
    expect(statusNotice({ ...state, runs: one }, counts)).to.equal(null);
  });
});

describe('words for what is lost', () => {
  const gone = {
    ...new LabStore().state,
    status: 'device-lost',
    message: 'A worker of the processor ended: out of memory.',
  } as const;
  const counts = { ended: 2, total: 5, resumable: 0, share: 0.4, restored: false };

  it('name a GPU only where there was one', () => {
    expect(statusWords({ ...gone, device }, null)).to.equal('The GPU was lost. Finished points are kept.');
    expect(statusWords({ ...gone, device: processor }, null)).to.equal(
      'Training was interrupted. Finished points are kept.',
    );
    expect(statusNotice({ ...gone, device: processor }, counts)).to.deep.equal({
      tone: 'danger',
      title: 'Training was interrupted.',
      text: 'A worker of the processor ended: out of memory. 2 of 5 runs are finished and kept.',
    });
  });

  it('promise the same results only where the same engine goes on', () => {
    const stopped = { ...gone, status: 'stopped', message: '', device } as const;
    const left = { ...counts, resumable: 3, restored: true };
    const said = (elsewhere: boolean): string | undefined =>
      statusNotice(stopped, { ...left, elsewhere })?.text;
    expect(said(false)).to.include('with the same results');
    expect(said(true)).to.include('on another engine, whose last digits differ');
  });
});

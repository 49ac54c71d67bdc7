// Covers src/ui/points/lab-points-view.ts, opened by the header, by a file, and by the experiment's own runs: the page's part for
// tables of points.

import { expect } from 'chai';
import { plan } from '../../../src/lab/plan/plan.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';
import type { LabPoints } from '../../../src/ui/points/lab-points.js';
import { hashOf } from '../../../src/ui/session/address.js';
import { find, query } from '../../support/find.js';
import { noticeButton, openPage, part, start, text } from '../../support/page.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

describe('the part of the page for points', () => {
  it('opens without a GPU, and a recorded run as one', async () => {
    const problem = { type: 'no-webgpu', message: '' } as const;
    const { app } = await openPage({ report: { type: 'problem', problem } });
    location.hash = hashOf('tables');
    await waitUntil(() => query(app, 'lab-points') !== null);
    const store = new LabStore();
    for (const batch of syntheticBatches(plan(smallManifold()))) store.apply(batch);
    find<LabPoints>(app, 'lab-points').load('manifold.json', recordsToJson(store.state));
    await waitUntil(() => text(app, 'lab-notices').includes('Recorded run. From manifold.json'));
    await waitUntil(() => text(app, 'lab-law-words').includes('α ='));
    // The dials keep the experiment that they had.
    expect(text(app, 'lab-side')).to.include('not the settings of the recorded run');
    noticeButton(app, 'Close')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('Recorded run.'));
    expect(text(app, 'lab-side')).not.to.include('recorded run');
  });

  it('takes the runs of the experiment in sight with one press', async () => {
    const { app } = await openPage();
    await start(app, 'Finished');
    const press = find<HTMLButtonElement>(app, 'lab-runs-table button');
    expect(press.textContent.trim()).to.equal('All laws');
    await waitUntil(() => !press.disabled, 'points of the runs are there');
    press.click();
    await waitUntil(() => query(app, 'lab-points') !== null, 'expected the table');
    expect(part(app, 'lab-points-view').hidden).to.equal(false);
    const points = find(app, 'lab-points');
    const isFitted = (): boolean =>
      query(points, '[aria-busy=true]') === null && query(points, 'lab-law-panel') !== null;
    await waitUntil(isFitted, 'expected laws');
    expect(text(app, 'lab-points-source')).to.include('manifold-');
    expect(text(app, 'lab-law-panel')).to.include('α = ');
    expect(text(app, 'lab-points')).to.include('points of training curves');
  });

  it('keeps its table while the experiment is in sight', async () => {
    const { app } = await openPage();
    location.hash = hashOf('tables');
    await waitUntil(() => query(app, 'lab-points') !== null);
    const before = find(app, 'lab-points');
    history.back();
    await waitUntil(() => part(app, 'lab-points-view').hidden);
    expect(find(app, 'lab-points')).to.equal(before);
  });

  it('opens with a file that is dropped anywhere on the page', async () => {
    const { app } = await openPage();
    const dropped = new DataTransfer();
    dropped.items.add(new File(['N,loss\n1e3,3\n1e4,2.5\n1e5,2.2\n1e6,2.0\n'], 'mine.csv'));
    const drop = new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true });
    window.dispatchEvent(drop);
    await waitUntil(() => text(app, 'lab-points-source').includes('mine.csv'), 'expected the table');
    expect(part(app, 'lab-points-view').hidden).to.equal(false);
  });
});

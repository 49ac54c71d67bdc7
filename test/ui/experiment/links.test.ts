// Covers src/ui/experiment/experiment-controller.ts, which reads links to an experiment, and src/ui/experiment/copy-link.ts, which makes
// them.

import { expect } from 'chai';
import { resolveExperiment } from '../../support/experiments.js';
import { ExperimentController } from '../../../src/ui/experiment/experiment-controller.js';
import { specToHash } from '../../../src/lab/share/spec-link.js';
import { emit } from '../../../src/ui/session/page-events.js';
import { noticeButton, openPage, part, sizesOf, start, text } from '../../support/page.js';
import { device } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

describe('links to an experiment', () => {
  const address = location.pathname + location.search;
  afterEach(() => history.replaceState(null, '', address));

  it('rebuild it', async () => {
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    history.replaceState(null, '', await specToHash(spec));
    const { app } = await openPage();
    await waitUntil(() => {
      const task = part(app, 'lab-experiment-panel').spec?.task;
      return task?.type === 'manifold' && task.dimension === 7;
    });
  });

  it('show a notice if they are damaged, and change nothing', async () => {
    history.replaceState(null, '', '#experiment=1.bm90IGEgbGluaw');
    const { app } = await openPage();
    await waitUntil(() => text(app, 'lab-notices').includes('This link does not work.'));
    // On a phone, where all is one column, it stands above the experiment.
    const order = part(app, 'lab-notices').compareDocumentPosition(part(app, 'lab-side'));
    expect(order).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(text(app, 'lab-run-controls')).to.include('Start');
    noticeButton(app, 'Dismiss')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('link'));
  });

  it('are in place though storage never answers, and a start waits for them alone', async () => {
    history.replaceState(
      null,
      '',
      await specToHash(resolveExperiment('manifold', { 'model.widths': [5, 9] })),
    );
    const silent = Object.defineProperties(Object.create(IDBOpenDBRequest.prototype), {
      addEventListener: { value: () => undefined },
      removeEventListener: { value: () => undefined },
    }) as IDBOpenDBRequest;
    const { open } = indexedDB;
    IDBFactory.prototype.open = () => silent;
    try {
      const { app } = await openPage();
      await start(app, 'Finished');
      expect(sizesOf(app)).to.deep.equal(['w5', 'w9']);
    } finally {
      IDBFactory.prototype.open = open;
    }
  });

  it('keep a start waiting while they are read, and say so where the page itself fails on one', async () => {
    history.replaceState(null, '', await specToHash(resolveExperiment('manifold')));
    const host = { addController: () => undefined, requestUpdate: () => undefined } as never;
    const complaints: (string | null)[] = [];
    const fails = (): never => {
      throw new RangeError('a fault');
    };
    const controller = new ExperimentController(host, fails, (message) => complaints.push(message));
    controller.summary(device);
    const reading = controller.readLink(location.hash);
    expect([controller.isReading, controller.take()]).to.deep.equal([true, null]);
    await reading;
    expect(complaints).to.deep.equal(['This page could not read it (RangeError: a fault).']);
    expect(controller.isReading).to.equal(false);
    expect(controller.take()).not.to.equal(null);
  });

  it('ask for no engine, which stays in the address of the page', async () => {
    history.replaceState(null, '', `${location.pathname}?engine=gpu&threads=3`);
    const { app } = await openPage({ device });
    const copied: string[] = [];
    const { clipboard } = navigator;
    const writeText = (link: string): Promise<void> => Promise.resolve(void copied.push(link));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    try {
      emit(part(app, 'lab-header'), 'copy-link');
      await waitUntil(() => copied.length === 1);
    } finally {
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    }
    expect(copied[0]).to.include('#').and.not.include('engine');
    expect(location.search).to.equal('?engine=gpu&threads=3');
  });

  it('are left in the address bar where the browser lets nothing be copied', async () => {
    const { app } = await openPage({ device });
    const { clipboard } = navigator;
    const writeText = (): Promise<void> => Promise.reject(new Error('not allowed'));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    try {
      emit(part(app, 'lab-header'), 'copy-link');
      await waitUntil(() => text(app, 'lab-notices').includes('The link is in the address bar.'));
    } finally {
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    }
    expect(location.hash).to.include('#e=');
  });
});

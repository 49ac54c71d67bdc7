// Covers src/ui/session/experiment-queue.ts and src/ui/places/design/lab-queue.ts: experiments that train one after another.

import { expect } from 'chai';
import { ExperimentQueue } from '../../../src/ui/session/experiment-queue.js';
import type { ExperimentSpec } from '../../../src/lab/experiment/experiment.js';
import type { LabApp } from '../../../src/ui/lab-app.js';
import { emit } from '../../../src/ui/session/page-events.js';
import { find, query, words } from '../../support/find.js';
import { resolveExperiment } from '../../support/experiments.js';
import { newLibrary, openPage, part, status, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

const KEY = 'scaling-lab-queue';
const host = { addController: () => undefined, requestUpdate: () => undefined } as never;
const ofDimension = (dimension: number): ExperimentSpec =>
  resolveExperiment('manifold', { 'task.dimension': dimension });
const dimensions = (queue: ExperimentQueue): unknown[] =>
  queue.view.waiting.map(({ spec: { task } }) => task.type === 'manifold' && task.dimension);

beforeEach(() => localStorage.removeItem(KEY));
afterEach(() => localStorage.removeItem(KEY));

describe('a queue of experiments', () => {
  const openQueue = (): ExperimentQueue => {
    const queue = new ExperimentQueue(host);
    queue.hostConnected();
    return queue;
  };

  it('is ordered, shortened and emptied, and survives a reload', () => {
    const queue = openQueue();
    for (const dimension of [2, 3, 4]) queue.change({ type: 'add', spec: ofDimension(dimension) }, false);
    const [first, , last] = queue.view.waiting;
    queue.change({ type: 'move', id: last.id, by: -1 }, false);
    queue.change({ type: 'move', id: first.id, by: -1 }, false);
    expect(dimensions(queue)).to.deep.equal([2, 4, 3]);
    queue.change({ type: 'remove', id: first.id }, false);
    const again = openQueue();
    expect(dimensions(again)).to.deep.equal([4, 3]);
    expect(again.view.waiting[0].spec).to.deep.equal(ofDimension(4));
    // Another tab has the same queue.
    again.change({ type: 'empty' }, false);
    queue.change({ type: 'add', spec: ofDimension(8) }, false);
    expect(dimensions(queue)).to.deep.equal([8]);
  });

  it('leaves out what it cannot read', () => {
    const queue = openQueue();
    queue.change({ type: 'add', spec: ofDimension(2) }, false);
    const kept = localStorage.getItem(KEY)!;
    localStorage.setItem(
      KEY,
      kept.replace('"waiting":[', '"waiting":[7,{"id":"a"},{"id":"b","preset":"none","set":{}},'),
    );
    expect(dimensions(openQueue())).to.deep.equal([2]);
    localStorage.setItem(KEY, '{"waiting":');
    expect(dimensions(openQueue())).to.deep.equal([]);
  });

  it('gives out the first once it goes, keeps it until its training has begun, then the next at its end', async () => {
    const queue = openQueue();
    for (const dimension of [2, 3]) queue.change({ type: 'add', spec: ofDimension(dimension) }, false);
    const quiet = { isLive: false, isStarting: false, hasFinished: false };
    queue.settle(quiet);
    expect(queue.next).to.equal(null);
    queue.change({ type: 'go' }, false);
    await waitUntil(() => queue.next !== null);
    expect(queue.next).to.deep.equal(ofDimension(2));
    queue.started();
    queue.settle({ isLive: true, isStarting: true, hasFinished: false });
    expect(dimensions(queue)).to.deep.equal([2, 3]);
    queue.settle({ isLive: true, isStarting: false, hasFinished: false });
    expect(dimensions(queue)).to.deep.equal([3]);
    queue.settle({ ...quiet, hasFinished: true });
    await waitUntil(() => queue.next !== null);
    // It could not start.
    queue.refuse('Add a text to train on first.');
    expect(queue.next).to.equal(null);
    expect(queue.view).to.include({ isGoing: false, problem: 'Add a text to train on first.' });
    expect(dimensions(queue)).to.deep.equal([3]);
    queue.hostDisconnected();
  });

  it('waits after an experiment that was stopped, and follows one that trained when something was added', async () => {
    const queue = openQueue();
    const training = { isLive: true, isStarting: false, hasFinished: false };
    queue.settle(training);
    queue.change({ type: 'add', spec: ofDimension(2) }, true);
    expect(queue.view.isGoing).to.equal(true);
    queue.settle({ ...training, isLive: false });
    expect(queue.view.isGoing).to.equal(false);
    queue.settle(training);
    queue.change({ type: 'go' }, true);
    queue.settle({ isLive: false, isStarting: false, hasFinished: true });
    await waitUntil(() => queue.next !== null);
    queue.hostDisconnected();
  });
});

describe('the queue of the designer', () => {
  const add = async (app: LabApp, spec: ExperimentSpec): Promise<void> => {
    emit(part(app, 'lab-design'), 'design-change', { spec });
    await app.updateComplete;
    find(part(app, 'lab-design'), '.add').click();
    await app.updateComplete;
  };

  it('trains its experiments one after another, each an entry of the history, while the next is designed', async () => {
    const library = newLibrary();
    const first = await openPage({}, library);
    location.hash = '#design';
    await waitUntil(() => query(first.app, 'lab-queue') !== null);
    expect(text(first.app, 'lab-queue')).to.include('Nothing waits.');
    await add(first.app, ofDimension(2));
    await add(first.app, ofDimension(3));
    expect(text(first.app, 'lab-queue')).to.match(
      /1 · Data manifold, dimension 2.*2 · Data manifold, dimension 3/,
    );
    expect(words(part(first.app, 'lab-queue'), '[role=status]')).to.equal('Added to the queue, place 2.');
    first.app.remove();

    const { app, client } = await openPage({}, library);
    await waitUntil(() => query(app, '.go') !== null);
    emit(part(app, 'lab-design'), 'design-change', { spec: ofDimension(9) });
    find(part(app, 'lab-queue'), '.go').click();
    await waitUntil(() => client.asked.filter((asked) => asked.startsWith('start')).length === 2);
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end');
    await waitUntil(() => text(app, 'lab-queue').includes('Nothing waits.'));
    await app.library.flush();
    expect(await app.library.list()).to.have.length(2);
    // What was designed meanwhile is as it was, and the lab has what was trained last.
    expect(part(app, 'lab-design').view!.design.spec).to.deep.equal(ofDimension(9));
    expect(part(app, 'lab-experiment-panel').spec).to.deep.equal(ofDimension(3));
  });
});

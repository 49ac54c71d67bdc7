// Covers src/worker/training, in a real worker. Also src/engine/version.ts, src/engine/training/timing.ts and
// src/runner/gpu/gpu-info.ts, src/worker/life.ts.

import { expect } from 'chai';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { createLabClient, WorkerLost, type LabClient } from '../../../src/worker/training/client.js';
import type { Before, EngineWish, EventSink } from '../../../src/worker/training/protocol.js';
import { tinyPlan } from '../../support/tiny-plan.js';

const nothing: Before = { ended: [], resumed: new Map() };
const processor: EngineWish = { engine: 'cpu', threads: 2, simd: 'plain' };

describe('the client', () => {
  let client: LabClient;
  before(() => (client = createLabClient()));
  after(() => client.terminate());

  it('opens the processor in a worker and learns its speed', async () => {
    const report = await client.open(processor);
    if (report.type !== 'ready') return expect.fail(report.problem.message);
    expect(report.withoutGpu).to.equal(null);
    expect(report.device).to.include({ engine: 'cpu', threads: 2, simd: 'plain', software: false });
    expect(report.device.flopsPerSecond).to.be.above(0);
  });

  it('brings a plan to its end, every event in its order', async () => {
    const store = new LabStore();
    const batches: (readonly RunEvent[])[] = [];
    await client.start(tinyPlan(), nothing, (events) => {
      batches.push(events);
      store.apply(events);
      return Promise.resolve();
    });
    expect(batches[0][0].type).to.equal('plan-started');
    expect(batches.at(-1)!.at(-1)!.type).to.equal('plan-finished');
    expect(store.state.runs.map(({ status }) => status)).to.deep.equal(['finished', 'finished']);
    expect(store.state.device).to.include({ engine: 'cpu', threads: 2 });
  });

  it('leaves out runs that are finished', async () => {
    const started: string[] = [];
    const plan = tinyPlan();
    const ended = {
      plan: plan.runs[0],
      evaluations: [],
      branchEvaluations: [],
      outcomes: ['finished'],
    } as const;
    await client.start(plan, { ...nothing, ended: [ended] }, (events) => {
      for (const event of events) if (event.type === 'run-started') started.push(event.run);
      return Promise.resolve();
    });
    expect(started).to.deep.equal(['w7']);
  });

  it('stops within a chunk', async () => {
    const store = new LabStore();
    await client.start(tinyPlan({ steps: 100_000 }), nothing, async (events) => {
      store.apply(events);
      if (events.some(({ type }) => type === 'losses')) await client.stop();
    });
    expect(store.state.status).to.equal('stopped');
  });

  it('ends a plan before it begins another', async () => {
    const first = new LabStore();
    const second = new LabStore();
    const others: Promise<void>[] = [];
    await client.start(tinyPlan({ steps: 100_000 }), nothing, (events) => {
      first.apply(events);
      if (events.some(({ type }) => type === 'losses')) {
        if (others.length > 0) return Promise.resolve();
        const sink: EventSink = (more) => {
          expect(first.state.status).to.equal('stopped');
          second.apply(more);
          return Promise.resolve();
        };
        others.push(client.start(tinyPlan(), nothing, sink));
      }
      return Promise.resolve();
    });
    await Promise.all(others);
    expect(first.state.status).to.equal('stopped');
    expect(second.state.status).to.equal('finished');
    expect(second.state.runs.map(({ step }) => step)).to.deep.equal([40, 40]);
  });

  it('takes the processor by itself where WebGPU has none but it, and trains on a GPU that is asked for', async () => {
    client.terminate();
    const automatic = await client.open({ ...processor, engine: 'auto' });
    if (automatic.type !== 'ready') return expect.fail(automatic.problem.message);
    const { withoutGpu } = automatic;
    expect(automatic.device.engine).to.equal(withoutGpu ? 'cpu' : 'gpu');
    if (withoutGpu) expect(withoutGpu.type).to.equal('software');
    client.terminate();
    const asked = await client.open({ ...processor, engine: 'gpu' });
    if (asked.type !== 'ready') return expect.fail(asked.problem.message);
    expect(asked.device).to.include({ engine: 'gpu', threads: null });
    const store = new LabStore();
    await client.start(tinyPlan({ widths: [4] }), nothing, (events) => {
      store.apply(events);
      return Promise.resolve();
    });
    expect(store.state.status).to.equal('finished');
  });

  it('works again after its worker was ended', async () => {
    client.terminate();
    expect((await client.open(processor)).type).to.equal('ready');
  });
});

describe('a worker that trains and ends without a message', () => {
  const main = new URL('../../../src/worker/training/main.ts', import.meta.url);

  it('is noticed at once, and the next call makes another, which opens the same', async () => {
    const workers: Worker[] = [];
    const client = createLabClient((name) => {
      workers.push(new Worker(main, { type: 'module', name }));
      return workers.at(-1)!;
    });
    await client.open(processor);
    let error: unknown;
    await client
      .start(tinyPlan({ steps: 1_000_000 }), nothing, (events) => {
        // As where the browser is short of memory: the page is not told.
        if (events.some(({ type }) => type === 'losses')) workers[0].terminate();
        return Promise.resolve();
      })
      .catch((reason: unknown) => (error = reason));
    expect(error).to.be.instanceOf(WorkerLost);
    const store = new LabStore();
    await client.start(tinyPlan(), nothing, (events) => Promise.resolve(store.apply(events)));
    expect(store.state.status).to.equal('finished');
    expect(store.state.device).to.include({ engine: 'cpu', threads: 2 });
    expect(workers).to.have.length(2);
    client.terminate();
  });

  it('is noticed where it does not answer', async () => {
    const deaf = URL.createObjectURL(new Blob(['for (;;);'], { type: 'text/javascript' }));
    const client = createLabClient((name) => new Worker(deaf, { name }), 10);
    let error: unknown;
    await client.prepare().catch((reason: unknown) => (error = reason));
    expect(error).to.be.instanceOf(WorkerLost);
  });
});

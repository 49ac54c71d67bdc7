import { expect } from 'chai';
import type { RunEvent } from '../../src/lab/events.js';
import { LabStore } from '../../src/lab/store.js';
import { createLabClient, type LabClient } from '../../src/worker/client.js';
import { tinyPlan } from '../support/tiny-plan.js';

describe('the client', () => {
  let client: LabClient;
  before(() => (client = createLabClient()));
  after(() => client.terminate());

  it('opens the GPU in a worker and learns its speed', async () => {
    const report = await client.open();
    expect(report.type, JSON.stringify(report)).to.equal('ready');
    if (report.type === 'ready') expect(report.device.flopsPerSecond).to.be.above(0);
  });

  it('brings a plan to its end, every event in its order', async () => {
    const store = new LabStore();
    const batches: (readonly RunEvent[])[] = [];
    await client.start(tinyPlan(), [], (events) => {
      batches.push(events);
      store.apply(events);
      return Promise.resolve();
    });
    expect(batches[0][0].type).to.equal('plan-started');
    expect(batches.at(-1)!.at(-1)!.type).to.equal('plan-finished');
    expect(store.state.runs.map(({ status }) => status)).to.deep.equal(['finished', 'finished']);
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
    await client.start(plan, [ended], (events) => {
      for (const event of events) if (event.type === 'run-started') started.push(event.run);
      return Promise.resolve();
    });
    expect(started).to.deep.equal(['w7']);
  });

  it('stops within a chunk', async () => {
    const store = new LabStore();
    await client.start(tinyPlan({ steps: 100_000 }), [], async (events) => {
      store.apply(events);
      if (events.some(({ type }) => type === 'losses')) await client.stop();
    });
    expect(store.state.status).to.equal('stopped');
  });

  it('works again after its worker was ended', async () => {
    client.terminate();
    expect((await client.open()).type).to.equal('ready');
  });
});

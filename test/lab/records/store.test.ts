// Covers src/lab/records/store.ts. Also src/lab/records/{events,resume-point}.ts.

import { expect } from 'chai';
import { statusNotice } from '../../../src/ui/page/words.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { recordsFromJson } from '../../../src/lab/records/read-records.js';
import type { Recovery } from '../../../src/lab/records/record.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';
import { processor, smallManifold, syntheticBatches } from '../../support/synthetic-run.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { planOf, device, finishedStore, eventsOf, lossOf } from '../../support/finished-run.js';

const smallPlan = plan(smallManifold({ 'training.steps': 200 }));

describe('store', () => {
  it('goes from empty over compiling, running and paused to finished', () => {
    const whole = planOf();
    const store = new LabStore();
    const statuses = [store.state.status];
    store.subscribe(() => statuses.push(store.state.status));
    const [run] = whole.runs;
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply([{ type: 'compiling', done: 1, total: 3 }]);
    store.apply([{ type: 'run-started', run: run.id, time: 2 }]);
    store.apply([{ type: 'paused' }]);
    store.apply([{ type: 'resumed' }]);
    store.apply([{ type: 'plan-finished', outcome: 'finished', message: '', time: 3 }]);
    expect(statuses).to.deep.equal([
      'empty',
      'compiling',
      'compiling',
      'running',
      'paused',
      'running',
      'finished',
    ]);
  });

  it('keeps the curves of an experiment that comes whole in one batch, as from a journal', () => {
    const events = [...syntheticBatches(smallPlan)].flat();
    const [whole, streamed] = [new LabStore(), new LabStore()];
    whole.apply(events);
    for (const event of events) streamed.apply([event]);
    expect(whole.state.status).to.equal('finished');
    expect(whole.state.runs.every(({ curve }) => curve.steps.length > 0)).to.equal(true);
    expect(whole.state.runs).to.deep.equal(streamed.state.runs);
  });

  it('gives snapshots: what it gave stays as it was', () => {
    const whole = planOf();
    const store = new LabStore();
    const [run] = whole.runs;
    const losses = new Float32Array(run.replicas.length * 2).fill(3);
    store.apply([
      { type: 'plan-started', plan: whole, device, time: 1 },
      { type: 'run-started', run: run.id, time: 2 },
      { type: 'losses', run: run.id, firstStep: 0, count: 2, losses },
    ]);
    const before = store.state;
    store.apply([{ type: 'losses', run: run.id, firstStep: 2, count: 2, losses }]);
    expect(before.runs[0].curve.steps).to.deep.equal([1, 2]);
    expect(store.state.runs[0].curve.steps).to.deep.equal([1, 2, 3, 4]);
    expect(store.state.runs[0].step).to.equal(4);
  });

  it('puts a widening behind its config', () => {
    const whole = planOf();
    const store = finishedStore(whole);
    const added: RunPlan = { ...whole.runs[1], id: 'w8+1', round: 1 };
    store.apply([{ type: 'run-added', run: added, reason: '' }]);
    expect(store.state.runs.map(({ plan: { id } }) => id)).to.deep.equal(['w4', 'w8', 'w8+1', 'w16', 'w32']);
  });

  it('keeps finished runs when a plan goes on after a lost device, and nothing when it starts afresh', () => {
    const whole = planOf();
    const store = new LabStore();
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply(eventsOf(whole.runs[0], lossOf()));
    store.apply([{ type: 'run-started', run: 'w8', time: 1 }]);
    store.apply([
      { type: 'device-lost', reason: 'unknown', message: 'gone' },
      { type: 'plan-finished', outcome: 'device-lost', message: 'gone', time: 2 },
    ]);
    expect(store.state).to.deep.include({ status: 'device-lost', message: 'gone' });
    expect(store.state.runs[1].status).to.equal('stopped');
    store.apply([{ type: 'plan-started', plan: whole, device, time: 3 }]);
    expect(store.state.runs.map(({ status }) => status)).to.deep.equal([
      'finished',
      'waiting',
      'waiting',
      'waiting',
    ]);
    const other = planOf({ 'task.dimension': 2 });
    store.apply([{ type: 'plan-started', plan: other, device, time: 4 }]);
    expect(store.state.runs.every(({ status }) => status === 'waiting')).to.be.true;
  });

  it('goes on, and says so and keeps it, where what trained was lost', () => {
    const store = new LabStore();
    const lost = (what: Recovery['lost'], time: number, engine: 'gpu' | 'cpu' = 'cpu'): RunEvent => ({
      type: 'device-recovered',
      lost: what,
      message: 'it fell',
      engine,
      time,
    });
    const begin: RunEvent = { type: 'plan-started', plan: planOf(), device: processor, time: 0 };
    store.apply([begin, { type: 'run-started', run: 'w4', time: 0 }, lost('gpu', 1, 'gpu')]);
    const counts = { ended: 0, total: 2, resumable: 0, share: 0, restored: false };
    expect(statusNotice(store.state, counts)?.text).to.include('The GPU was lost and opened again');
    store.apply([lost('core', 2)]);
    expect(store.state.message).to.include('A worker of the processor ended').and.include('same results');
    store.apply([begin, lost('worker', 3)]);
    expect(store.state.message).to.include('The worker that trains ended').and.include('same results');
    expect(store.state.recoveries.map(({ time }) => time)).to.deep.equal([1, 2, 3]);
    const { recoveries } = recordsFromJson(recordsToJson(store.state));
    expect(recoveries).to.deep.equal(store.state.recoveries);
    store.apply([{ ...begin, plan: planOf({ 'task.dimension': 2 }) }]);
    expect(store.state.recoveries).to.be.empty;
  });

  it('says of each run which engines trained it, where a GPU was lost and where another visit goes on', () => {
    const store = new LabStore();
    const whole = planOf();
    const engines = (): unknown =>
      Object.fromEntries(store.state.runs.map((run) => [run.plan.id, run.engines]));
    const [done, under] = whole.runs;
    store.apply([{ type: 'plan-started', plan: whole, device, time: 0 }, ...eventsOf(done, lossOf())]);
    store.apply([{ type: 'run-started', run: under.id, time: 0 }]);
    store.apply([{ type: 'device-recovered', lost: 'gpu', message: '', engine: 'cpu', time: 0 }]);
    store.apply([{ type: 'run-started', run: 'w16', time: 0 }]);
    expect(engines()).to.deep.equal({ w4: ['gpu'], w8: ['gpu', 'cpu'], w16: ['cpu'], w32: [] });
    const { engine, engineVersion, simd } = processor;
    const point = { started: true, checkpoint: null, reported: 0, sampled: 0 };
    store.apply([{ type: 'checkpoint', run: under.id, engine: { engine, engineVersion, simd }, point }]);
    const resumed = store.resumable(whole).get(under.id)!;
    store.apply([{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }]);
    store.apply([{ type: 'plan-started', plan: whole, device, time: 0 }]);
    store.apply([{ type: 'run-resumed', run: under.id, soFar: resumed.soFar, time: 0 }]);
    expect(store.state.message).to.include('The processor trained until here, and the GPU goes on');
    expect(engines()).to.deep.equal({ w4: ['gpu'], w8: ['gpu', 'cpu', 'gpu'], w16: [], w32: [] });
  });
});

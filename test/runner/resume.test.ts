// Covers how src/runner/{runner,scheduler}.ts and src/lab/records/store.ts go on from the checkpoints of an experiment that was cut
// short: what was reported until then is read back as from a disk. Also src/runner/backend.ts.

import { expect } from 'chai';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import { plan as planOf } from '../../src/lab/plan/plan.js';
import type { RunEvent } from '../../src/lab/records/events.js';
import type { RunRecord } from '../../src/lab/records/record.js';
import { compacted } from '../../src/lab/journal/journal.js';
import { hasResult, LabStore } from '../../src/lab/records/store.js';
import type { Backend } from '../../src/runner/backend.js';
import { onEachBackend, withGpuBackend, withPool } from '../support/backends.js';
import { resolveExperiment } from '../support/experiments.js';
import { collect, ofType } from '../support/run-events.js';
import { tinyPlan } from '../support/tiny-plan.js';

/** Two sizes, two replicas, a branch. */
function branchedPlan(): Plan {
  const replicas = [
    { seed: 1, learningRate: 1e-2 },
    { seed: 2, learningRate: 2e-2 },
  ];
  const tiny = tinyPlan({ steps: 120, replicas });
  const schedule = { ...tiny.spec.training.schedule, type: 'wsd' } as const;
  const spec = { ...tiny.spec, training: { ...tiny.spec.training, schedule } };
  return { spec, runs: tiny.runs.map((run) => ({ ...run, branches: [{ from: 20, to: 26 }] })) };
}

/** All that was measured, without times. */
function measured({ runs }: { readonly runs: readonly RunRecord[] }): unknown {
  return runs.map((run) => ({ ...run, deviceSeconds: 0, startedAt: 0, finishedAt: 0 }));
}

/** What an experiment comes to that goes on after the first `count` of its events; `resumed` are the runs that go on from a checkpoint. */
async function goneOn(
  backend: Backend,
  plan: Plan,
  events: readonly RunEvent[],
  count: number,
): Promise<{ readonly store: LabStore; readonly resumed: number; readonly more: readonly RunEvent[] }> {
  const store = new LabStore();
  store.apply(events.slice(0, count));
  const { runs } = store.state;
  const whole = { ...plan, runs: runs.map((run) => run.plan) };
  const resumed = store.resumable(whole);
  const more = await collect(backend, whole, { ended: runs.filter(hasResult), resumed });
  for (const event of more) store.apply([event]);
  return { store, resumed: resumed.size, more };
}

/** Events of a whole experiment with as many checkpoints as there can be. */
const withCheckpoints = (backend: Backend, plan: Plan): Promise<RunEvent[]> =>
  collect(backend, plan, { checkpointMilliseconds: 0 });

const fold = (events: readonly RunEvent[]): LabStore => {
  const store = new LabStore();
  store.apply(events);
  return store;
};

onEachBackend('an experiment that was cut short', (withBackend) => {
  it('comes to the same, bit for bit, wherever it was cut', () =>
    withBackend(async (backend) => {
      const plan = branchedPlan();
      const undisturbed = measured(fold(await collect(backend, plan)).state);
      const events = await withCheckpoints(backend, plan);
      expect(measured(fold(events).state)).to.deep.equal(undisturbed);
      let resumed = 0;
      for (const share of [0.1, 0.33, 0.5, 0.71, 0.86, 0.97]) {
        const result = await goneOn(backend, plan, events, Math.floor(share * events.length));
        expect(measured(result.store.state), `${share}`).to.deep.equal(undisturbed);
        expect(result.store.state.status).to.equal('finished');
        resumed += result.resumed;
      }
      expect(resumed).to.be.above(4);
    }));

  it('comes to the same when it is cut again and again, and kept in fewer bytes each time', () =>
    withBackend(async (backend) => {
      const plan = branchedPlan();
      const undisturbed = measured(fold(await collect(backend, plan)).state);
      let kept: RunEvent[] = [];
      for (const share of [0.4, 0.5, 0.6, 1]) {
        const before = fold(kept);
        const { runs } = before.state;
        const options = {
          ended: runs.filter(hasResult),
          resumed: before.resumable(plan),
          checkpointMilliseconds: 0,
        };
        const events = await collect(backend, plan, options);
        kept = compacted([...kept, ...events.slice(0, Math.ceil(share * events.length))]);
      }
      expect(measured(fold(kept).state)).to.deep.equal(undisturbed);
    }));

  it('starts a run again whose checkpoint another version of the engine made', () =>
    withBackend(async (backend) => {
      const plan = branchedPlan();
      const events = (await withCheckpoints(backend, plan)).map((event) =>
        event.type === 'checkpoint' ? { ...event, engine: { ...event.engine, engineVersion: -1 } } : event,
      );
      const { store, resumed, more } = await goneOn(backend, plan, events, Math.floor(events.length / 2));
      expect(resumed).to.equal(2);
      expect(ofType(more, 'run-started')).to.have.length(2);
      expect(measured(store.state)).to.deep.equal(measured(fold(events).state));
    }));
});

describe('an experiment that was cut short', () => {
  it('goes on where it was on the other engine, whose last digits its numbers have from there on', () =>
    withGpuBackend((gpu) =>
      withPool(async (pool) => {
        const plan = branchedPlan();
        for (const [first, second] of [
          [gpu, pool],
          [pool, gpu],
        ]) {
          const events = await withCheckpoints(first, plan);
          const { store, resumed, more } = await goneOn(second, plan, events, Math.floor(events.length / 2));
          expect(resumed).to.equal(2);
          expect(ofType(more, 'run-resumed')).to.have.length(2);
          const whole = fold(events).state;
          for (const [i, run] of store.state.runs.entries()) {
            expect(run.engines).to.deep.equal([first, second].map(({ info }) => info.engine));
            run.curve.losses.forEach((losses, r) =>
              losses.forEach((loss, at) =>
                expect(loss / whole.runs[i].curve.losses[r][at]).to.be.closeTo(1, 1e-3),
              ),
            );
          }
        }
      }),
    ));

  it('writes each sample once, and widens a learning-rate sweep as if nothing had happened', () =>
    withPool(async (pool) => {
      const plan = planOf(
        resolveExperiment('markov', {
          'model.widths': [4, 8],
          'model.depth': 1,
          'training.steps': 60,
          'training.batch': 4,
          'task.context': 8,
          'lrSweep.count': 2,
          'lrSweep.widen': true,
          'lrSweep.centre': 1e-4,
          'evaluation.samples': 8,
        }),
      );
      const events = await withCheckpoints(pool, plan);
      const undisturbed = measured(fold(events).state);
      expect(ofType(events, 'run-added')).to.not.be.empty;
      expect(ofType(events, 'sample')).to.not.be.empty;
      for (const share of [0.2, 0.6, 0.9]) {
        const { store } = await goneOn(pool, plan, events, Math.floor(share * events.length));
        expect(measured(store.state), `${share}`).to.deep.equal(undisturbed);
      }
    }));

  it('says from its beginning how much is done', () =>
    withPool(async (pool) => {
      const plan = tinyPlan({ steps: 200 });
      const events = await withCheckpoints(pool, plan);
      const { more } = await goneOn(pool, plan, events, Math.floor(0.8 * events.length));
      const [first] = ofType(more, 'progress');
      expect(first.fraction).to.be.within(0.5, 1);
      expect(ofType(more, 'progress').at(-1)!.fraction).to.equal(1);
    }));
});

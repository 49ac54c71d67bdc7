// Covers src/runner/pool with threads of Node: their number does not change the bits, and a thread may end. Also
// src/models/trainer-snapshot.ts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bundlePool, poolsOf } from '../../support/pool-bundle.mjs';

let lab;
let pools;
before(async () => {
  lab = await bundlePool();
  pools = poolsOf(lab);
});
after(() => {
  pools.close();
  lab.remove();
});

const common = {
  'lrSweep.enabled': false,
  'lrSweep.widen': false,
  'training.schedule.warmupSteps': 3,
  'evaluation.samples': 64,
  'evaluation.points': 2,
};

const perceptron = [
  'manifold',
  {
    ...common,
    'model.widths': [4, 9],
    'training.steps': 60,
    'training.batch': 24,
    'training.schedule.type': 'wsd',
    'data.branches': [0.5],
  },
];
const transformer = [
  'grammar',
  {
    ...common,
    'task.context': 16,
    'model.widths': [8],
    'model.depth': 1,
    'training.steps': 12,
    'training.batch': 4,
    'data.branches': [],
  },
];
const muon = [
  'graph-walk',
  {
    ...common,
    'task.context': 16,
    'model.widths': [8, 16],
    'model.depth': 1,
    'training.optimizer.type': 'muon',
    'training.steps': 16,
    'training.batch': 4,
  },
];

const planOf = ([preset, overrides], changes) =>
  lab.plan(lab.resolveExperiment(preset, { ...overrides, ...changes }));

/** records.json without its times and what the device is. */
function records(events) {
  const store = new lab.LabStore();
  store.apply(events);
  return { ...JSON.parse(lab.recordsToJson(store.state)), times: null, recoveries: null, device: null };
}

describe('a pool', () => {
  let opened;
  before(async () => {
    opened = await Promise.all([1, 2, 3, 5, 0].map((count) => pools.open(count)));
  });
  after(() => pools.close());

  for (const [name, experiment, replicas] of [
    ['a perceptron with branches', perceptron, [1, 2, 5]],
    ['a transformer that writes', transformer, [1, 5]],
    ['Muon', muon, [2]],
  ]) {
    it(`gives the same bits however many threads there are: ${name}`, async () => {
      for (const seeds of replicas) {
        const plan = planOf(experiment, { 'seeds.count': seeds });
        let first = null;
        for (const pool of opened) {
          const events = await lab.collect(pool, plan);
          assert.equal(events.at(-1).outcome, 'finished');
          const found = { results: lab.results(events), records: records(events) };
          first ??= found;
          assert.deepEqual(found, first, `${pool.threads.length} threads, ${seeds} seeds`);
          assert.equal(lab.ofType(events, 'sample').length > 0, experiment !== perceptron);
        }
      }
    });
  }

  it('trains at once: a run is shared by as many threads as it has replicas', async () => {
    const [, , pool] = opened;
    const plan = planOf(perceptron, { 'seeds.count': 5 });
    const session = await pool.begin(plan);
    await session.open(plan.runs[0]);
    const taken = await Promise.all(pool.threads.map(({ remote }) => remote.bytesTaken()));
    assert.ok(Math.min(...taken) > 0.4 * Math.max(...taken), `${taken}`);
    await session.end();
  });
});

describe('a pool that loses a thread', () => {
  /** Kills a thread whenever that many steps of w9 are reported; others take their place. */
  async function killed(plan, { kill, threads, checkpointMilliseconds }) {
    const opened = [await pools.open(threads[0])];
    const reported = [];
    const reopen = async () => {
      opened.push(await pools.open(threads[opened.length]));
      return opened.at(-1);
    };
    const options = { checkpointMilliseconds, reopen };
    const events = await lab.collect(opened[0], plan, options, (batch) => {
      reported.push(...batch);
      const at = kill[opened.length - 1];
      if (lab.curve(reported, 'w9', 0).length > at) opened.at(-1).threads.at(-1).terminate();
    });
    opened.at(-1).close();
    return { events, opened };
  }

  const changes = { 'seeds.count': 5, 'training.steps': 6000, 'evaluation.points': 12 };

  for (const [checkpointMilliseconds, from, threads] of [
    [0, 'its checkpoints, on fewer and on more threads', [2, 3, 1]],
    [1e9, 'its start', [3, 2, 2]],
  ]) {
    it(`goes on from ${from}, bit for bit, and reports nothing twice`, async () => {
      const plan = planOf(perceptron, changes);
      const pool = await pools.open(2);
      const undisturbed = await lab.collect(pool, plan);
      pool.close();
      const { events, opened } = await killed(plan, { kill: [50, 2000], threads, checkpointMilliseconds });
      assert.equal(opened.length, 3);
      assert.equal(lab.ofType(events, 'device-recovered').length, 2);
      assert.equal(events.at(-1).outcome, 'finished');
      assert.equal(lab.curve(events, 'w9', 0).length, 6000);
      assert.deepEqual(lab.results(events), lab.results(undisturbed));
      assert.deepEqual(records(events), records(undisturbed));
    });
  }

  it('says so where there is no other, and keeps what was reported', async () => {
    const pool = await pools.open(2);
    const events = await lab.collect(pool, planOf(perceptron, changes), {}, (batch) => {
      if (batch.some(({ type }) => type === 'losses')) pool.threads[0].terminate();
    });
    assert.match(lab.ofType(events, 'device-lost')[0].message, /thread of the processor's pool ended/);
    assert.equal(events.at(-1).outcome, 'device-lost');
  });

  it('cannot be opened where a thread cannot begin, and says why', async () => {
    const broken = () => {
      const thread = lab.spawnThread();
      thread.terminate();
      return thread;
    };
    await assert.rejects(pools.open(2, { spawn: broken }), (error) => {
      assert.equal(error.type, 'device-failed');
      assert.match(error.message, /^The workers of the processor could not start: .*ended: exit code/);
      return true;
    });
  });
});

// Covers src/runner/pool: stop, pause and skip in the midst of long steps, and what a pool refuses.
// Time is counted in the processor's seconds: others may use the machine too.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { bundlePool, poolsOf } from '../../support/pool-bundle.mjs';

let lab;
let pools;
let pool;
before(async () => {
  lab = await bundlePool();
  pools = poolsOf(lab);
  pool = await pools.open(2);
});
after(() => {
  pools.close();
  lab.remove();
});

/** Seconds of the processor, of all threads, while `work` is done. */
async function processorSeconds(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Two sizes whose steps take about half a second of each of two threads. */
const longSteps = (changes = {}) =>
  lab.plan(
    lab.resolveExperiment('manifold', {
      'model.widths': [700, 720],
      'training.batch': 1024,
      'training.steps': 4,
      'training.schedule.warmupSteps': 1,
      'lrSweep.enabled': false,
      'seeds.count': 2,
      'evaluation.samples': 64,
      'evaluation.points': 1,
      ...changes,
    }),
  );

const isTrained = (batch) => batch.some(({ type }) => type === 'losses');

describe('a pool in the midst of a long step', () => {
  it('stops at once: what is queued is dropped, and no more is reported than had come back', async (t) => {
    const control = new lab.RunControl();
    let asked = 0;
    let after = null;
    let seconds = null;
    const events = [];
    const iterate = async () => {
      for await (const batch of lab.runPlan(pool, longSteps({ 'training.steps': 100 }), { control })) {
        if (after) after.push(...batch);
        events.push(...batch);
        if (!after && isTrained(batch)) {
          // In the midst of the next chunk.
          await wait(50);
          after = [];
          asked = performance.now();
          seconds = process.cpuUsage();
          control.stop();
        }
      }
    };
    await iterate();
    const took = performance.now() - asked;
    const { user } = process.cpuUsage(seconds);
    t.diagnostic(`stopped after ${took.toFixed(0)} ms, ${(user / 1000).toFixed(0)} ms of the processor`);
    // A chunk may have come back while we waited to say stop: of the hundred steps that one, and none after it.
    assert.ok(lab.ofType(after, 'losses').length <= 1);
    assert.deepEqual(
      lab.ofType(after, 'run-finished').map(({ outcomes }) => outcomes),
      [
        ['stopped', 'stopped'],
        ['stopped', 'stopped'],
      ],
    );
    assert.equal(events.at(-1).outcome, 'stopped');
    // A step of each thread takes more.
    assert.ok(user < 0.6e6, `${user / 1e6} s`);
  });

  it('pauses in it and resumes with the same bits', async (t) => {
    const plan = longSteps();
    const undisturbed = await lab.collect(pool, plan);
    const control = new lab.RunControl();
    let rested = null;
    let heard = 0;
    let asked = 0;
    const events = await lab.collect(pool, plan, { control }, async (batch) => {
      if (rested === null && isTrained(batch)) {
        await wait(50);
        asked = performance.now();
        control.pause();
      }
      if (batch.some(({ type }) => type === 'paused')) {
        heard = performance.now() - asked;
        await wait(200);
        rested = await processorSeconds(() => wait(300));
        control.resume();
      }
    });
    t.diagnostic(
      `paused after ${heard.toFixed(0)} ms; ${(1000 * rested).toFixed(0)} ms of the processor in 300 ms of rest`,
    );
    assert.ok(rested < 0.15, `${rested} s while it rested`);
    assert.equal(lab.ofType(events, 'paused').length, 1);
    assert.equal(lab.ofType(events, 'resumed').length, 1);
    assert.deepEqual(lab.results(events), lab.results(undisturbed));
  });

  it('stops where it is paused, without another step', async () => {
    const control = new lab.RunControl();
    const spent = { begin: null, seconds: 0 };
    const events = await lab.collect(
      pool,
      longSteps({ 'training.steps': 100 }),
      { control },
      async (batch) => {
        if (isTrained(batch)) control.pause();
        if (batch.some(({ type }) => type === 'paused')) {
          await wait(200);
          spent.begin = process.cpuUsage();
          control.stop();
        }
      },
    );
    const { user } = process.cpuUsage(spent.begin);
    assert.ok(user < 0.4e6, `${user / 1e6} s`);
    assert.equal(lab.ofType(events, 'resumed').length, 0);
    assert.equal(events.at(-1).outcome, 'stopped');
  });

  it('skips a run in it, and the other is as if it had been alone', async () => {
    const plan = longSteps();
    const alone = await lab.collect(pool, { ...plan, runs: [plan.runs[1]] });
    const control = new lab.RunControl();
    const events = await lab.collect(pool, plan, { control }, async (batch) => {
      if (isTrained(batch)) control.skip('w700');
    });
    const ended = Object.fromEntries(
      lab.ofType(events, 'run-finished').map(({ run, outcomes }) => [run, outcomes[0]]),
    );
    assert.deepEqual(ended, { w700: 'skipped', w720: 'finished' });
    assert.deepEqual(lab.curve(events, 'w720', 1), lab.curve(alone, 'w720', 1));
  });

  it('begins nothing where it is stopped before, or while runs are opened', async () => {
    const control = new lab.RunControl();
    control.stop();
    const none = await lab.collect(pool, longSteps(), { control });
    const opening = new lab.RunControl();
    const few = await lab.collect(pool, longSteps(), { control: opening }, () => opening.stop());
    for (const events of [none, few]) {
      assert.deepEqual(lab.ofType(events, 'run-started'), []);
      assert.equal(events.at(-1).outcome, 'stopped');
    }
  });

  it('drops a sample that nobody waits for', async () => {
    const plan = lab.plan(
      lab.resolveExperiment('grammar', {
        'task.context': 64,
        'model.widths': [256],
        'model.depth': 4,
        'training.steps': 50,
        'training.schedule.warmupSteps': 5,
        'training.batch': 1,
        'lrSweep.enabled': false,
        'seeds.count': 1,
        'evaluation.samples': 1,
        'evaluation.points': 5,
      }),
    );
    const control = new lab.RunControl();
    let begin = null;
    const events = await lab.collect(pool, plan, { control }, async (batch) => {
      if (begin || !batch.some(({ type }) => type === 'evaluation')) return;
      begin = process.cpuUsage();
      control.stop();
    });
    const { user } = process.cpuUsage(begin);
    assert.ok(user < 0.6e6, `${user / 1e6} s`);
    assert.equal(lab.ofType(events, 'sample').length, 0);
    assert.equal(events.at(-1).outcome, 'stopped');
  });
});

describe('the memory of a pool', () => {
  const taken = () => Promise.all(pool.threads.map(({ remote }) => remote.bytesTaken()));

  it('is freed: after many plans, ended or stopped, as much is in use as after one', async () => {
    const plan = lab.tinyPlan({
      widths: [4, 30],
      replicas: [1, 2, 3].map((seed) => ({ seed, learningRate: 1e-2 })),
    });
    await lab.collect(pool, plan);
    const once = await taken();
    for (let i = 0; i < 12; i++) {
      const control = new lab.RunControl();
      await lab.collect(pool, plan, { control }, (batch) => {
        if (i % 3 === 1 && isTrained(batch)) control.stop();
        if (i % 3 === 2) control.skip('w30');
      });
    }
    assert.deepEqual(await taken(), once);
  });

  it('says for what there is not enough memory, and trains on', async () => {
    const before = await taken();
    for (const widths of [[20_000], [4, 20_000]]) {
      const large = lab.plan(
        lab.resolveExperiment('manifold', {
          'model.widths': [4],
          'training.steps': 10,
          'training.schedule.warmupSteps': 1,
          'seeds.count': 1,
        }),
      );
      const [run] = large.runs;
      const hidden = run.model.hidden.length;
      const runs = widths.map((width) => ({
        ...run,
        id: `w${width}`,
        model: { ...run.model, hidden: Array(hidden).fill(width) },
      }));
      const events = await lab.collect(pool, { ...large, runs });
      const { outcome, message } = events.at(-1);
      assert.equal(outcome, 'failed');
      assert.match(
        message,
        /would need \d+(\.\d+)? GiB .* Try smaller sizes, fewer seeds or a smaller batch\.$/,
      );
    }
    const events = await lab.collect(pool, lab.tinyPlan());
    assert.equal(events.at(-1).outcome, 'finished');
    assert.ok((await taken())[0] <= before[0]);
  });
});

describe('two plans on one pool', () => {
  it('do not touch each other, though their runs have the same names', async () => {
    const plan = lab.tinyPlan({ steps: 3000 });
    const alone = await lab.collect(pool, plan);
    const control = new lab.RunControl();
    const first = lab.collect(pool, lab.tinyPlan({ steps: 100_000 }), { control }, (batch) => {
      if (isTrained(batch)) control.stop();
    });
    await wait(300);
    control.stop();
    const second = await lab.collect(pool, plan);
    assert.equal((await first).at(-1).outcome, 'stopped');
    assert.deepEqual(lab.results(second), lab.results(alone));
  });
});

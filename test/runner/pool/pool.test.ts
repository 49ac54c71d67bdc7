// Covers src/runner/pool/{pool-backend,member}.ts in a browser: workers, and those that end without a message. Also src/runner/join.ts.

import { expect } from 'chai';
import { wrap, type Remote } from 'comlink';
import { DeviceError } from '../../../src/engine/device.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import { createCoreWorker } from '../../../src/runner/pool/core-worker.js';
import { Member, type PooledWorker } from '../../../src/runner/pool/member.js';
import { PoolBackend } from '../../../src/runner/pool/pool-backend.js';
import { livingWorker } from '../../../src/worker/life.js';
import { pooled, spawnCore } from '../../../src/worker/training/cores.js';
import { withPool } from '../../support/backends.js';
import { cpuModule } from '../../support/device.js';
import type { NestedPool } from '../../support/nested-pool.js';
import { poolInfo } from '../../support/pool-info.js';
import { collect, curve, ofType, results } from '../../support/run-events.js';
import { tinyPlan } from '../../support/tiny-plan.js';

const replicas = [1, 2, 3].map((seed) => ({ seed, learningRate: 1e-2 }));

async function openPool(threads: number, spawn: () => PooledWorker | null): Promise<PoolBackend> {
  return PoolBackend.open({ module: await cpuModule(), spawn, info: { ...poolInfo, threads } });
}

describe('a pool in the browser', () => {
  it('trains the same bits in workers as in its own thread, where there are none', async () => {
    const spec = resolveExperiment('grammar', {
      'task.context': 16,
      'model.widths': [8],
      'model.depth': 1,
      'training.steps': 12,
      'training.schedule.warmupSteps': 3,
      'training.batch': 4,
      'data.branches': [],
      'lrSweep.enabled': false,
      'seeds.count': 3,
      'evaluation.samples': 16,
      'evaluation.points': 2,
    });
    const whole = plan(spec);
    const here = await withPool((pool) => {
      expect(pool.info.threads).to.equal(1);
      return collect(pool, whole);
    });
    const pool = await openPool(2, spawnCore);
    expect(pool.info.threads).to.equal(2);
    const there = await collect(pool, whole);
    pool.close();
    expect(ofType(there, 'sample')).not.to.be.empty;
    expect(results(there)).to.deep.equal(results(here));
  });

  it('cannot be opened where its workers cannot be loaded, and says so', async () => {
    const script = URL.createObjectURL(new Blob(['throw new Error("as told")'], { type: 'text/javascript' }));
    const missing = (): PooledWorker =>
      pooled(livingWorker((name) => new Worker(script, { type: 'module', name })));
    let caught: unknown;
    await openPool(2, missing).catch((error: unknown) => (caught = error));
    expect(caught).to.be.instanceOf(DeviceError);
    expect(caught).to.include({ type: 'device-failed' });
    expect(String(caught)).to.match(
      /The workers of the processor could not start: A worker .* ended: .*as told/,
    );
  });
});

describe('a worker that ends without a message', () => {
  let host: Worker;
  let nested: Remote<NestedPool>;
  before(() => {
    host = new Worker(new URL('../../support/nested-pool.ts', import.meta.url), { type: 'module' });
    nested = wrap<NestedPool>(host);
  });
  after(() => host.terminate());

  it('is noticed: others resume from the checkpoint, bit for bit, and report nothing twice', async () => {
    const tiny = tinyPlan({ replicas, widths: [5, 40], steps: 12_000 });
    const events = await nested.train(tiny, 'w40', [50, 1000]);
    expect(ofType(events, 'device-recovered')).to.have.length(2);
    expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
    expect(curve(events, 'w40', 2)).to.have.length(12_000);
    const undisturbed = await withPool((pool) => collect(pool, tiny));
    expect(results(events)).to.deep.equal(results(undisturbed));
  });

  /** A worker that answers what it is asked when `answers` says so, and how often it was asked whether it lives. */
  function watched(answers: () => boolean): { readonly member: Member; readonly questions: () => number } {
    let questions = 0;
    const remote = {
      ...createCoreWorker(),
      ping: () => {
        questions++;
        return answers() ? Promise.resolve() : new Promise<void>(() => {});
      },
    };
    const worker = { remote, died: new Promise<never>(() => {}), terminate: () => {} };
    return { member: new Member(worker, 20), questions: () => questions };
  }
  const never = new Promise<void>(() => {});
  const isDead = ({ died }: Member, milliseconds: number): Promise<boolean> =>
    Promise.race([
      died.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), milliseconds)),
    ]);

  it('is asked only while it has work, and lives as long as it answers', async () => {
    const { member, questions } = watched(() => true);
    expect(await isDead(member, 100)).to.equal(false);
    expect(questions()).to.equal(0);
    void member.ask(() => never);
    expect(await isDead(member, 400)).to.equal(false);
    expect(questions()).to.be.above(3);
    member.terminate();
  });

  it('is given more time where a call of a kernel, or its beginning, takes longer', async () => {
    const silent = watched(() => false);
    void silent.member.ask(() => never);
    expect(await isDead(silent.member, 2000)).to.equal(true);
    const slow = watched(() => false);
    slow.member.longestCall = 1;
    void slow.member.ask(() => never);
    const opening = watched(() => false);
    void opening.member.askInOneGo(() => never);
    expect(await isDead(slow.member, 300)).to.equal(false);
    expect(await isDead(opening.member, 300)).to.equal(false);
    slow.member.terminate();
    opening.member.terminate();
  });
});

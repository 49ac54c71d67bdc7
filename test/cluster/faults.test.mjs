// Covers src/cli/cluster/, src/cli/commands/serve.ts, src/cli/commands/worker.ts, src/cli/commands/resume.ts,
// src/cli/commands/status.ts, src/cli/commands/export.ts: what a sweep on many machines survives.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { after, before, describe, it } from 'node:test';
import { hasNats } from '../support/nats.mjs';
import { openSweeps, undisturbed, UNITS, until } from '../support/sweep.mjs';

const skip = hasNats() ? false : 'nats-server is not installed';

describe('a sweep that is served to workers', { skip }, () => {
  let sweeps, expected;
  before(async () => {
    sweeps = await openSweeps();
    expected = await undisturbed(sweeps);
  });
  after(() => sweeps.remove());

  /** As often as each run may be executed, with those issued twice and one more a worker. */
  const assertWhole = ({ files }, workers) => {
    assert.equal(files.done(), UNITS);
    assert.ok(files.results().length <= UNITS + files.manifest().twice.length + workers);
    assert.deepEqual(files.records(), expected);
  };

  it('loses nothing when a worker is killed and another one stands still beyond its lease', async () => {
    const served = await sweeps.serve('workers', '--twice', '25', '--check', '25');
    const { files } = served;
    // It keeps a job, so that the sweep does not end before all has happened.
    const { draw } = await sweeps.drawer(served);
    const kept = await draw();
    const lease = setInterval(() => kept.working(), 500);
    const killed = sweeps.worker(served);
    await until('a run is done', () => files.done() > 0);
    killed.child.kill('SIGKILL');
    const still = sweeps.worker(served);
    const before = files.results().length;
    await until(
      'another worker has sent results',
      () => files.results().length > before || files.done() === UNITS - 1,
    );
    still.child.kill('SIGSTOP');
    const third = sweeps.worker(served, 'worker', '--slots', '2');
    await until('all others are done', () => files.done() === UNITS - 1);
    still.child.kill('SIGCONT');
    clearInterval(lease);
    kept.nak();
    const { code, stderr } = await served.ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /\d trained again here/);
    assert.equal((await third.ended).code, 0);
    assert.equal((await still.ended).code, 0);
    assertWhole(served, 3);
    for (const name of ['keys.json', 'worker.creds', 'nats.conf', 'results.jsonl'])
      assert.equal(statSync(join(served.state, name)).mode & 0o777, 0o600, name);
  });

  it('goes on when the coordinator is killed, and the server, and the server’s store is gone', async () => {
    const first = await sweeps.serve('servers');
    const { files, state } = first;
    const { draw, connection } = await sweeps.drawer(first);
    const kept = await draw();
    const lease = setInterval(() => kept.working(), 500);
    const worker = sweeps.worker(first);
    await until('a run is done', () => files.done() > 0);

    first.child.kill('SIGKILL');
    await first.ended;
    const status = await sweeps.inHere('status', state);
    assert.equal(status.code, 1);
    assert.match(status.stdout, /\d of 8 runs are trained, \d are left/);
    const exported = await sweeps.inHere('export', state, '--out', join(sweeps.folder, 'so-far'));
    assert.equal(exported.code, 1);
    assert.match(exported.stdout, /\d of 8 units .* are there/);

    const pid = files.server();
    const second = await sweeps.resume('servers');
    assert.equal(second.url, first.url);
    assert.equal(files.server(), pid, 'the server of before is taken over');
    const refused = await sweeps.start('resume', state).ended;
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /is in use by process/);

    await until('all others are done', () => files.done() === UNITS - 1);
    process.kill(pid, 'SIGKILL');
    const revived = await until('the server is there again', () => files.server() !== pid && files.server());

    second.child.kill('SIGSTOP');
    process.kill(revived, 'SIGKILL');
    clearInterval(lease);
    await connection.close();
    rmSync(join(state, 'nats'), { recursive: true, force: true });
    second.child.kill('SIGCONT');

    const { code, stderr } = await second.ended;
    assert.equal(code, 0, stderr);
    assert.equal((await worker.ended).code, 0);
    assertWhole(first, 2);
    assert.match((await sweeps.inHere('status', state)).stdout, /8 of 8 runs are trained, 0 are left/);

    // Asked again it answers with what is there.
    const again = await sweeps.resume('servers');
    assert.equal((await again.ended).code, 0);
    const log = readFileSync(join(state, 'nats.log'), 'utf8') + stderr + again.output.stderr;
    for (const seed of Object.values(files.keys())) assert.ok(!log.includes(seed));
  });

  it('ends without a run that ends all its workers, names it, and tries it again when asked', async () => {
    const served = await sweeps.serve('poison', '--twice', '0', '--check', '0');
    const { files, state } = served;
    const { draw } = await sweeps.drawer(served);
    const first = await draw();
    const token = ({ subject }) => subject.split('.').at(-1);
    const others = [];
    for (let job = first, times = 1; ; job = await draw()) {
      if (token(job) !== token(first)) {
        others.push(job);
        continue;
      }
      job.nak();
      if (times++ === 5) break;
    }
    for (const job of others) job.nak();
    const worker = sweeps.worker(served);
    assert.equal((await served.ended).code, 1);
    assert.equal((await worker.ended).code, 0);
    assert.equal(files.done(), UNITS - 1);
    assert.match(
      (await sweeps.inHere('status', state)).stdout,
      /Failed: w\d+, seed \d+: it was given out 5 times/,
    );
    const again = await sweeps.resume('poison', '--retry-failed');
    const helper = sweeps.worker(again);
    assert.equal((await again.ended).code, 0);
    await helper.ended;
    assertWhole(served, 2);
  });
});

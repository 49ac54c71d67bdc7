// Covers src/cli/cluster/accounts.ts, coordinator.ts, recheck.ts, messages.ts and src/lab/merge/check-unit.ts: what a worker may not do to others.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { TextEncoder } from 'node:util';
import { after, before, describe, it } from 'node:test';
import { hasNats } from '../support/nats.mjs';
import { openSweeps, undisturbed, UNITS, until } from '../support/sweep.mjs';

const skip = hasNats() ? false : 'nats-server is not installed';

describe('a worker that means harm', { skip }, () => {
  let sweeps, served, alice, sweep, server, bytes;
  const jobs = () => server.streams.info(`JOBS-${sweep}`).then(({ state }) => state.messages);
  const results = () => server.streams.info(`RES-${sweep}`).then(({ state }) => state.messages);
  const pack = (answer) => gzipSync(JSON.stringify(answer));
  /** Errors that the server reports for what a client does, in words. */
  const refusals = (connection) => {
    const words = [];
    void (async () => {
      for await (const { type, error } of connection.status())
        if (type === 'error') words.push(error.message);
    })();
    return words;
  };
  /** Does what a worker must not; the server refuses it, and nothing is stored. */
  const refuses = async (what, attack) => {
    const connection = await sweeps.connect(served, { name: 'alice' });
    const words = refusals(connection);
    const counts = [await jobs(), await results()];
    await attack(connection);
    await until(`${what} is refused`, () => words.some((text) => /permissions violation/i.test(text)));
    assert.deepEqual([await jobs(), await results()], counts, what);
    await connection.close();
  };

  before(async () => {
    sweeps = await openSweeps();
    const options = ['--worker', 'alice', '--worker', 'bob', '--twice', '0', '--check', '100'];
    served = await sweeps.serve('attacked', ...options);
    alice = await sweeps.drawer(served, 'alice');
    ({ sweep } = alice);
    const { jetstream, nkeys, jwt } = sweeps.client;
    bytes = (text) => new TextEncoder().encode(text);
    const pair = (name) => nkeys.fromSeed(bytes(served.files.keys()[name]));
    const token = await jwt.encodeUser('test', pair('coordinator'), pair('lab'), {
      data: -1,
      payload: -1,
      subs: -1,
    });
    const creds = jwt.fmtCreds(token, pair('coordinator'));
    const connection = await sweeps.connect(served, { name: 'test', creds });
    server = await jetstream.jetstreamManager(connection, { checkAPI: false });
  });
  after(() => sweeps.remove());

  it('cannot send results as another, add jobs, hear others, or touch the streams', async () => {
    const subjects = [
      `lab.${sweep}.res.run1.bob.x`,
      `lab.other.res.run1.alice.x`,
      `lab.${sweep}.job.injected`,
      `lab.${sweep}.ctl.done`,
      `$JS.API.STREAM.PURGE.RES-${sweep}`,
      `LABJS.STREAM.PURGE.RES-${sweep}`,
      `$JS.API.STREAM.DELETE.JOBS-${sweep}`,
      `LABJS.CONSUMER.MSG.NEXT.RES-${sweep}.w`,
    ];
    await refuses('publishing', async (connection) => {
      for (const subject of subjects) connection.publish(subject, 'x');
      await connection.flush();
    });
    for (const subject of [`lab.${sweep}.res.>`, '_INBOX_bob.>', `lab.${sweep}.job.>`, '>'])
      await refuses(subject, async (connection) => {
        connection.subscribe(subject, { callback: () => undefined });
        await connection.flush();
      });
  });

  it('cannot have the server do it by naming a subject for the reply', async () => {
    const stored = [await jobs(), await results()];
    const { connection } = alice;
    connection.publish(`lab.${sweep}.res.run1.alice.x`, 'forged', { reply: `lab.${sweep}.job.injected` });
    connection.publish(`lab.${sweep}.res.run2.alice.x`, 'forged', {
      reply: `$JS.API.STREAM.PURGE.RES-${sweep}`,
    });
    const pull = JSON.stringify({ batch: 1, expires: 200_000_000, no_wait: true });
    const next = `LABJS.CONSUMER.MSG.NEXT.JOBS-${sweep}.w`;
    connection.publish(next, pull, { reply: `lab.${sweep}.res.run3.bob.x` });
    await connection.flush();
    await until('its own two are stored', async () => (await results()) === stored[1] + 2);
    assert.equal(await jobs(), stored[0]);
    const again = alice.js.publish(`lab.${sweep}.res.run1.alice.x`, 'other');
    await assert.rejects(again, /maximum messages per subject/);
    await alice.js.publish(`lab.${sweep}.res.run4.alice.x`, 'x');
    assert.equal(await results(), stored[1] + 3);
  });

  it('is not let in without a key, after its time, or with too much at once', async () => {
    const { nkeys, jwt } = sweeps.client;
    const work = nkeys.fromSeed(bytes(served.files.keys().work));
    const user = nkeys.createUser();
    const token = await jwt.encodeUser(`${sweep}.alice`, user, work, {});
    const late = await jwt.encodeUser(
      `${sweep}.alice`,
      user,
      work,
      {},
      { exp: Math.floor(Date.now() / 1000) - 60 },
    );
    const self = await jwt.encodeUser(`${sweep}.alice`, user, nkeys.createAccount(), {});
    for (const creds of [
      jwt.fmtCreds(token, nkeys.createUser()),
      jwt.fmtCreds(late, user),
      jwt.fmtCreds(self, user),
    ])
      await assert.rejects(
        sweeps.connect(served, { creds }),
        /authorization violation|expired|authentication/i,
      );
    const connection = await sweeps.connect(served, { name: 'alice' });
    assert.throws(
      () => connection.publish(`lab.${sweep}.res.run9.alice.x`, new Uint8Array(2 ** 20 + 1)),
      /max_payload/i,
    );
  });

  it('cannot lose a run, keep one from being trained, or have wrong numbers counted', async () => {
    const { files } = served;
    const acked = await alice.draw();
    acked.ack();
    const runs = [];
    for (let i = 0; i < 4; i++) runs.push(await alice.draw());
    const idOf = ({ subject }) => subject.split('.').at(-1);
    const answer = (job, data) => alice.js.publish(`lab.${sweep}.res.${idOf(job)}.alice.x`, data);
    const [garbage, bomb, foreign, lie] = runs;
    await answer(garbage, 'not even packed');
    await answer(bomb, gzipSync(Buffer.alloc(40 * 2 ** 20)));
    const { records } = await recordsOf(lie);
    await answer(foreign, pack({ v: 1, records }));
    const wrong = records.replace(
      /("losses":\[[^\]]*?)(\d)(\]\s*,\s*"standardErrors")/,
      (_, a, digit, b) => `${a}${(Number(digit) + 1) % 10}${b}`,
    );
    assert.notEqual(wrong, records);
    await answer(lie, pack({ v: 1, records: wrong }));
    await until('it is left out', () => files.lines().some(({ type }) => type === 'dropped'));
    const [dropped] = files.lines().filter(({ type }) => type === 'dropped');
    assert.equal(dropped.worker, 'alice.x');
    assert.match(dropped.reason, /trained again, gives other numbers/);
    const reasons = files.lines().flatMap(({ type, reason }) => (type === 'refused' ? [reason] : []));
    assert.equal(reasons.length, 3);
    assert.match(
      reasons.join('\n'),
      /cannot be unpacked[^]*cannot be unpacked[^]*expected unit \d alone, got \d/,
    );

    for (const job of runs) job.nak();
    const bob = sweeps.worker(served, 'bob');
    const { code, stderr } = await served.ended;
    assert.equal(code, 0, stderr);
    assert.equal((await bob.ended).code, 0);
    const counted = files.results().filter(({ worker }) => worker !== 'alice.x');
    assert.equal(counted.length, UNITS);
    assert.ok(counted.every(({ worker }) => worker.startsWith('bob.')));
    assert.deepEqual(files.records(), await undisturbed(sweeps));
    assert.match((await sweeps.inHere('status', served.state)).stdout, /Left out: alice\.x/);
  });

  /** What a worker that trains a job rightly would send. */
  async function recordsOf(job) {
    const { unit } = job.json();
    const other = await sweeps.serve(`right-${unit}`, '--check', '0', '--twice', '0');
    const helper = sweeps.worker(other);
    await other.ended;
    await helper.ended;
    const id = other.files.manifest().runs[unit];
    return other.files.results().find(({ run }) => run === id);
  }
});

// Covers src/cli/commands/bench.ts and src/cli/bench/{cpu,engine,fits,gpu,peak,pool,problems,products,sweep}.ts. Also
// src/cli/bench/contest/{contest,count-calls}.ts and src/cli/bench/rivals/{jax-types,jax,lend-gpu,tensorflow-types,tensorflow}.ts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { runnerImport } from 'vite';

const root = dirname(dirname(import.meta.dirname));
const load = async (path) => {
  const config = { root, configFile: false, logLevel: 'error' };
  return (await runnerImport(join(root, path), config)).module;
};

describe('bench', () => {
  let command;
  before(async () => ({ bench: command } = await load('src/cli/commands/bench.ts')));

  it('says what it measures', () => {
    for (const words of [/^ {2}cpu .*32-128-128-1/m, /3 x 96, context 128, MLP ratio 2/, /--alone/])
      assert.match(command.usage, words);
  });

  it('refuses what it does not know', async () => {
    const refuses = (args, message) => assert.rejects(command.run(args), { name: 'UsageError', message });
    await refuses(['cnn'], /Expected cpu, mlp, transformer or fit, got cnn/);
    await refuses(['cpu', '--seconds', '0'], /--seconds: expected a number above 0, got 0/);
    await refuses(['cpu', '--threads', '2'], /--threads/);
    await refuses(['mlp', '--alone'], /--alone: only bench cpu takes it/);
    await refuses(['fit', '--seconds', '1'], /--seconds: bench fit has no time budget/);
  });

  it('measures our engine on the processor, alone, however little time there is', () => {
    const args = ['bench', 'cpu', '--alone', '--seconds', '0.1', '--json'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'src/cli/start/launch.mjs'), ...args],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    const { peakGflops, rows, products, pool } = JSON.parse(stdout);
    assert.ok(peakGflops > 1);
    assert.deepEqual(
      rows.map(({ network, engine }) => [network, engine]),
      ['32-128-128-1', '2 x 64', '4 x 128', 'sweep'].map((network) => [network, 'scaling-lab']),
    );
    for (const { stepsPerSecond, cpuSecondsPerStep, gflopPerCpuSecond, loss } of rows) {
      for (const value of [stepsPerSecond, cpuSecondsPerStep, gflopPerCpuSecond, loss]) assert.ok(value > 0);
    }
    // Both noise of 65 tokens, whose entropy is log 65 = 4.17; after a step the batch is known a little.
    for (const { loss } of rows.slice(1, 3)) assert.ok(loss > 3.5 && loss < 4.2);
    for (const { gflops, shareOfPeak } of products) assert.ok(gflops > 0 && shareOfPeak < 1.5);
    assert.deepEqual(
      pool.map(({ network, threads }) => [network, threads]),
      ['16-128-128-1', '2 x 64'].flatMap((network) => [1, 2].map((threads) => [network, threads])),
    );
    for (const { modelStepsPerSecond } of pool) assert.ok(modelStepsPerSecond > 0);
  });
});

describe('a contest of engines', () => {
  let contest;
  let CannotTrain;
  before(async () => ({ contest, CannotTrain } = await load('src/cli/bench/contest/contest.ts')));

  // Time passes only in rounds, so that other work on the machine changes nothing.
  let now = 0;
  before(() => mock.method(performance, 'now', () => now));
  after(() => mock.restoreAll());

  /** Takes `milliseconds` a round and loses 1, 1/2, 1/3 …, times `factor`. */
  const entrant = (name, { milliseconds = 1, factor = 1, ...rest } = {}) => {
    let rounds = 0;
    const run = mock.fn((count) => {
      now += count * milliseconds;
      rounds += count;
      return Promise.resolve([factor / rounds]);
    });
    const close = mock.fn();
    return { name, run, close, open: () => Promise.resolve({ run, close }), ...rest };
  };
  const times = (entrants, options) => contest(entrants, { seconds: 0.1, ...options });

  it('times everyone in turns, and closes them', async () => {
    const entrants = [entrant('quick'), entrant('slow', { milliseconds: 4 })];
    const [quick, slow] = await times(entrants);
    assert.deepEqual(
      [quick, slow].map(({ measured }) => measured.secondsPerRound.toFixed(6)),
      ['0.001000', '0.004000'],
    );
    assert.deepEqual(quick.measured.losses, [1, 1 / 2]);
    assert.equal(quick.measured.calls, null);
    for (const { run, close } of entrants) {
      assert.equal(run.mock.callCount(), 2 + 3);
      assert.equal(close.mock.callCount(), 1);
    }
  });

  it('takes losses that differ by rounding, and none that differ by more', async () => {
    await times([entrant('ours'), entrant('theirs', { factor: 1.0005 })]);
    await assert.rejects(
      times([entrant('ours'), entrant('theirs', { factor: 1.002 })]),
      /expected the same losses of all after two rounds, got 1, 0.5 of ours and 1.002, 0.501 of theirs/,
    );
    await assert.rejects(times([entrant('ours'), entrant('theirs', { factor: NaN })]), /NaN of theirs/);
  });

  it('leaves out who would take too long, and who cannot train the network, with a word', async () => {
    const open = () => Promise.reject(new CannotTrain('there is no gradient of gather'));
    const scores = await times([
      entrant('ours'),
      entrant('slow', { expectedSeconds: 1 }),
      entrant('poor', { open }),
    ]);
    assert.deepEqual(
      scores.map(({ measured, leftOut }) => [measured !== null, leftOut]),
      [
        [true, ''],
        [false, 'it was expected to take 1.0 s a round'],
        [false, 'there is no gradient of gather'],
      ],
    );
  });

  it('does not hide a fault', async () => {
    const open = () => Promise.reject(new Error('a fault'));
    await assert.rejects(times([entrant('ours'), entrant('broken', { open })]), /a fault/);
  });

  it('does no more rounds than there is room for', async () => {
    const ours = entrant('ours');
    await times([ours], { mostRounds: 11 });
    assert.deepEqual(
      ours.run.mock.calls.map(({ arguments: [count] }) => count),
      [1, 1, 3, 3, 3],
    );
  });
});

describe("the peak of a core's plain SIMD", () => {
  it('is that of arithmetic that is done', async () => {
    const { measurePeak } = await load('src/cli/bench/peak.ts');
    // Far above what four floats at a time could give would mean that the compiler had left some out.
    const gflops = measurePeak() / 1e9;
    assert.ok(gflops > 1 && gflops < 150, `got ${gflops}`);
  });
});

// Covers src/cli/commands/{run,parity}.ts. Also src/cli/report/{law-json,print-law,skills}.ts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { openCli, root } from '../support/cli.mjs';

let { folder, inProcess, inHere, remove } = {};
before(async () => ({ folder, inProcess, inHere, remove } = await openCli()));
after(() => remove());

/** Four sizes and a handful of steps. */
const tiny = Object.entries({
  'model.widths': '4,8,16,32',
  'training.steps': 24,
  'training.batch': 32,
  'training.schedule.warmupSteps': 4,
  'lrSweep.count': 3,
  'lrSweep.widen': false,
  'seeds.count': 2,
  'evaluation.samples': 256,
}).flatMap(([path, value]) => ['--set', `${path}=${value}`]);

const recordsOf = (out) => JSON.parse(readFileSync(join(out, 'records.json'), 'utf8'));
const loaded = (name) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'test/support', name)).href}`,
});

/** Runs until it says what it is about to train, then sends a signal; resolves to the exit code. */
const runUntil = (signal, ...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/start/launch.mjs'), 'run', ...args], {
      cwd: folder,
    });
    child.stdout.resume();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      // Once: the second ends it at once.
      const isNews = !said.includes(' models,');
      said += text;
      if (isNews && said.includes(' models,')) child.kill(signal);
    });
    child.once('error', reject).once('close', (code) => resolve(code));
  });

describe('run', () => {
  // Windows has no signals to send: there a kill is a kill.
  for (const signal of process.platform === 'win32' ? [] : ['SIGINT', 'SIGTERM']) {
    it(`keeps what there is when ${signal} ends it`, async () => {
      const out = join(folder, signal);
      const long = ['--set', 'training.steps=1000000', '--engine', 'cpu', '--out', out];
      assert.equal(await runUntil(signal, 'manifold', ...tiny, ...long), 1);
      const { records } = recordsOf(out);
      assert.equal(records.length, 4 * 3 * 2);
      // Those that had not begun have no outcome.
      assert.ok(records.every(({ outcome }) => outcome === 'stopped' || outcome === null));
    });
  }

  it('trains a preset and writes records, points and a report that needs nothing else', async () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await inProcess(
      {},
      ...['run', 'manifold', ...tiny, '--engine', 'cpu', '--out', out, '--json'],
    );
    assert.equal(code, 0, stderr);
    const { law, outcome, spec, device } = JSON.parse(stdout);
    assert.equal(outcome, 'finished');
    assert.equal(device.engine, 'cpu');
    assert.deepEqual(spec.model.widths, [4, 8, 16, 32]);
    assert.deepEqual(
      law.points.map(({ N }) => N),
      [45, 121, 369, 1249],
    );
    for (const key of ['alpha', 'alphaLow', 'alphaHigh', 'E']) assert.ok(key in law);
    assert.equal(recordsOf(out).records.length, 4 * 3 * 2);
    assert.equal(readFileSync(join(out, 'points.csv'), 'utf8').split('\n').length, 4 * 3 * 2 + 2);
    const report = readFileSync(join(out, 'report.html'), 'utf8');
    assert.equal(report.match(/<figure>/g).length, 2);
    assert.doesNotMatch(report, /(src|href)=|@import|url\(/);
  });

  it('gives the same records for the same spec with any number of threads, but for times', async () => {
    const records = async (threads) => {
      const out = join(folder, `threads-${threads}`);
      const options = ['--engine', 'cpu', '--threads', String(threads), '--out', out];
      const { code, stderr } = await inHere('run', 'manifold', ...tiny, ...options);
      assert.equal(code, 0, stderr);
      assert.match(stderr, threads === 1 ? /, 1 thread\n/ : new RegExp(`, ${threads} threads\n`));
      const read = recordsOf(out);
      assert.equal(read.device.threads, threads);
      return { ...read, times: null, device: { ...read.device, threads: null } };
    };
    const one = await records(1);
    assert.deepEqual(await records(2), one);
    assert.deepEqual(await records(5), one);
  });

  it('says what each size can do beside its loss, with its interval', async () => {
    const small = ['--set', 'model.widths=4,8', '--set', 'training.steps=6', '--engine', 'cpu'];
    const { code, stdout } = await inHere('run', 'grammar', ...tiny, ...small);
    assert.equal(code, 0);
    assert.match(stdout, /Sentences right, by the best model of each size; 95 % intervals:\nN +width +loss/);
    const answers = await inHere('run', 'addition', ...tiny, ...small, '--json');
    const { skills } = JSON.parse(answers.stdout);
    assert.deepEqual(
      skills.map(({ width, kind, count }) => [width, kind, count]),
      [
        [4, 'answers', 256],
        [8, 'answers', 256],
      ],
    );
    for (const { share, low, high } of skills) assert.ok(low <= share && share <= high && high < 0.1);
    const parity = await inHere('run', 'parity-mix', ...tiny, ...small);
    assert.match(parity.stdout, /Subtasks learned, by the best model of each size:/);
    assert.match(parity.stdout, /0 of \d+\n/);
  });

  it('gives the same records though a thread be killed on the way', async () => {
    const records = async (name, variables) => {
      const out = join(folder, name);
      const more = ['--set', 'training.steps=400', '--threads', '2', '--engine', 'cpu', '--out', out];
      const { code, stderr } = await inProcess(variables, 'run', 'manifold', ...tiny, ...more);
      assert.equal(code, 0, stderr);
      return { stderr, records: { ...recordsOf(out), times: null, recoveries: null } };
    };
    const whole = await records('whole', {});
    assert.doesNotMatch(whole.stderr, /ended/);
    const killed = await records('killed', loaded('kill-thread.mjs'));
    assert.match(killed.stderr, /A worker of the processor ended and another replaced it/);
    assert.deepEqual(killed.records, whole.records);
  });

  it('ends with 1 where every model diverged, and says so', async () => {
    const wild = [
      '--set',
      'lrSweep.enabled=false',
      '--set',
      'lrSweep.centre=100',
      '--set',
      'training.optimizer.type=sgd',
      '--engine',
      'cpu',
    ];
    const { code, stderr } = await inHere('run', 'manifold', ...tiny, ...wild);
    assert.match(stderr, /Every model diverged/);
    assert.equal(code, 1);
  });

  it('opens a GPU again that is lost on the way', async () => {
    const out = join(folder, 'lost');
    const small = ['--set', 'model.widths=[4]', '--engine', 'gpu', '--out', out];
    const { code, stderr } = await inProcess(loaded('lose-device.mjs'), 'run', 'manifold', ...tiny, ...small);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /The GPU was lost and opened again/);
    const { device, records } = recordsOf(out);
    assert.equal(device.engine, 'gpu');
    for (const { outcome, step } of records) assert.deepEqual([outcome, step], ['finished', 24]);
  });

  it('ends with 3 where a GPU is asked for and there is none, and trains on the processor where none is', async () => {
    const none = { VK_DRIVER_FILES: join(folder, 'no-driver.json'), VK_ICD_FILENAMES: '' };
    const parity = ['parity', join(root, 'test/fixtures/parity/relu-mse-adamw-cosine.safetensors'), '--json'];
    const asked = await inProcess(none, ...parity, '--engine', 'gpu');
    assert.equal(asked.code, 3);
    assert.match(asked.stderr, /No GPU adapter works here/);
    const automatic = await inProcess(none, ...parity);
    assert.equal(automatic.code, 0, automatic.stderr);
    assert.equal(JSON.parse(automatic.stdout).losses.length, 50);
  });
});

describe('parity', () => {
  it('prints the losses that PyTorch got', async () => {
    const fixture = join(root, 'test/fixtures/parity/relu-mse-adamw-cosine');
    const { code, stdout, stderr } = await inHere(
      'parity',
      `${fixture}.safetensors`,
      ...['--engine', 'cpu', '--json', '--out', join(folder, 'final')],
    );
    assert.equal(code, 0, stderr);
    const expected = JSON.parse(readFileSync(`${fixture}.losses.json`, 'utf8')).losses;
    JSON.parse(stdout).losses.forEach((loss, step) => {
      assert.ok(
        Math.abs(loss / expected[step] - 1) < 1e-5,
        `step ${step}: ${loss} against ${expected[step]}`,
      );
    });
    assert.ok(readFileSync(join(folder, 'final')).length > 100);
  });

  // What is written to this device meets a full disk.
  it(
    'prints its numbers, says so and ends with 1 where the disk is full',
    { skip: !existsSync('/dev/full') },
    async () => {
      const fixture = join(root, 'test/fixtures/parity/relu-mse-adamw-cosine.safetensors');
      const link = join(folder, 'full');
      symlinkSync('/dev/full', link);
      const { code, stdout, stderr } = await inHere('parity', fixture, '--engine', 'cpu', '--out', link);
      assert.equal(code, 1);
      assert.match(stdout, /step +loss/);
      assert.match(stderr, /full was not written: the disk is full\.\n$/);
      assert.ok(lstatSync(link).isSymbolicLink());
      assert.ok(lstatSync('/dev/full').isCharacterDevice());
    },
  );
});

// Covers src/cli/commands/verify.ts. Also src/cli/report/progress.ts and src/cli/shared/draw.ts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { goldenFolder } from '../support/golden-files.mjs';

const launcher = join(dirname(dirname(import.meta.dirname)), 'src/cli/start/launch.mjs');
let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'verify-'))));
after(() => rmSync(folder, { recursive: true }));

/** Runs the command line as a person does; resolves to exit code, stdout and stderr. */
function cli(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd: folder });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
    }
    child.once('error', reject).once('close', (code) => resolve({ code, ...output }));
  });
}

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const golden = readFileSync(join(goldenFolder, 'facts-branches.json'), 'utf8');

/** A golden record with something changed. */
function changed(name, change) {
  const document = JSON.parse(golden);
  change(document);
  return file(name, JSON.stringify(document));
}

describe('verify', () => {
  it('ends with 0 and what it compared where a record is identical, with any number of threads', async () => {
    const path = file('golden.json', golden);
    const all = await cli('verify', path, '--threads', '2');
    assert.equal(all.stdout, 'Identical, bit for bit: 150 numbers of 2 replicas of 1 run, trained again.\n');
    assert.equal(all.code, 0);
    const { code, stdout } = await cli('verify', path, '--share', '0.1', '--threads', '1', '--json');
    const { identical, replicas, numbers, tolerance } = JSON.parse(stdout);
    assert.deepEqual(
      { code, identical, replicas, numbers, tolerance },
      { code: 0, identical: true, replicas: 1, numbers: 75, tolerance: null },
    );
  });

  it('ends with 1 and the first difference where it is not', async () => {
    const path = changed('edited.json', ({ records }) => (records[1].branches.losses[0] *= 1.0000001));
    const { code, stdout } = await cli('verify', path);
    assert.match(
      stdout,
      /^Different: w8, replica 1, step 18: branches.losses: the record has \d.\d{8,}, training gives \d.\d{8,}\.\n$/,
    );
    assert.equal(code, 1);
  });

  it('draws a share at random, names the seed of the draw, and repeats a draw with it', async () => {
    const path = file('golden.json', readFileSync(join(goldenFolder, 'manifold-widened.json'), 'utf8'));
    const share = (...args) => cli('verify', path, '--share', '0.05', '--threads', '1', ...args);
    const seeds = [];
    for (let i = 0; i < 2; i++) {
      const { code, stdout } = await share();
      assert.equal(code, 0);
      seeds.push(/ were drawn with a random seed; --seed (\d+) repeats it\.\n$/.exec(stdout)?.[1]);
    }
    assert.ok(seeds.every((seed) => seed !== undefined));
    assert.notEqual(seeds[0], seeds[1]);
    const again = JSON.parse((await share('--seed', seeds[0], '--json')).stdout);
    assert.deepEqual([again.seed, again.identical, again.replicas], [Number(seeds[0]), true, 2]);
    const given = await share('--seed', seeds[0]);
    assert.ok(given.stdout.endsWith(`were drawn with the seed given, ${seeds[0]}.\n`));
    const whole = JSON.parse((await cli('verify', path, '--json')).stdout);
    assert.equal(whole.seed, null);
    const refused = await share('--seed', '-1');
    assert.equal(refused.code, 2);
  });

  it('counts the complete replicas that are marked as unfinished, and does not call them identical alone', async () => {
    const document = JSON.parse(readFileSync(join(goldenFolder, 'markov-samples.json'), 'utf8'));
    for (const line of document.records) if (line.run === 'w12') line.outcome = 'stopped';
    const path = file('marked.json', JSON.stringify(document));
    const { code, stdout } = await cli('verify', path);
    assert.match(
      stdout,
      /^Identical, bit for bit, as far as it came: \d+ numbers of 4 replicas of 2 runs, trained again\.\n2 replicas of w12 are marked as unfinished, which leaves them out of the law; all of them have all their steps and evaluations\.\n$/,
    );
    assert.equal(code, 0);
    const { unfinished } = JSON.parse((await cli('verify', path, '--json')).stdout);
    assert.deepEqual(unfinished, { replicas: 2, complete: 2, runs: ['w12'] });
    const perceptron = changed('marked-mlp.json', ({ records }) => {
      for (const line of records) line.outcome = null;
    });
    const refused = await cli('verify', perceptron);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stdout,
      /^Different: w8, replica 0: outcome: the record has null, all its steps give "finished"/,
    );
  });

  it("says that a GPU's record is compared within a tolerance", async () => {
    const path = changed('gpu.json', ({ device }) => (device.engine = 'gpu'));
    const { code, stdout } = await cli('verify', path);
    assert.match(
      stdout,
      /^The same within a GPU's tolerance: \d+ numbers .*\nThe tolerance: losses within 0.0001 up to step 20; later/,
    );
    assert.equal(code, 0);
  });

  it('ends with 2 for records of another version or other SIMD, for what is none, and for what it lacks', async () => {
    const refused = async (path, message, ...args) => {
      const { code, stdout, stderr } = await cli('verify', path, ...args);
      assert.match(stderr, message);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    };
    const of = (name, change) => changed(name, ({ device }) => change(device));
    await refused(
      of('version.json', (device) => (device.engineVersion += 1)),
      /it is of version \d+ of the engine; this is version \d+/,
    );
    await refused(
      of('older.json', (device) => delete device.engineVersion),
      /from before engines had versions/,
    );
    await refused(
      of('relaxed.json', (device) => (device.simd = 'relaxed')),
      /trained with relaxed SIMD/,
    );
    await refused(file('cut.json', golden.slice(0, 2000)), /cut.json: this is not valid JSON/);
    await refused(join(folder, 'missing.json'), /no such file/);
    await refused(
      file('golden.json', golden),
      /--share: expected a number above 0, up to 1, got 2/,
      '--share',
      '2',
    );
    await refused(file('golden.json', golden), /--threads: expected a whole number/, '--threads', '0');
    await refused(
      changed('renamed.json', ({ records }) => (records[0].config = 'w9')),
      /the spec has no config w9/,
    );
  });

  it('says which text or weights a record needs, and how to give them', async () => {
    const words = 'the rain in spain stays mainly in the plain. '.repeat(300);
    const text = file('rain.txt', words);
    const settings = Object.entries({
      'task.file': text,
      'task.context': 16,
      'model.widths': '[16]',
      'data.branches': '[]',
      'training.steps': 6,
      'training.batch': 4,
      'training.schedule.warmupSteps': 2,
      'evaluation.samples': 16,
      'lrSweep.count': 2,
      'lrSweep.widen': false,
      'seeds.count': 1,
    }).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
    const out = join(folder, 'out');
    const run = await cli('run', 'text', ...settings, '--engine', 'cpu', '--threads', '1', '--out', out);
    assert.equal(run.code, 0, run.stderr);
    const path = join(out, 'records.json');
    const missing = await cli('verify', path);
    assert.match(
      missing.stderr,
      /it learned the text rain.txt, which is not here: give its file with --set task.file=PATH/,
    );
    assert.equal(missing.code, 2);
    const other = await cli('verify', path, '--set', `task.file=${file('other.txt', `${words}!`)}`);
    assert.match(
      other.stderr,
      /it learned another text than other.txt: rain.txt, whose digest is [\da-f]{16}/,
    );
    assert.equal(other.code, 2);
    const given = await cli('verify', path, '--set', `task.file=${text}`);
    assert.match(given.stdout, /^Identical, bit for bit: /);
    const document = JSON.parse(readFileSync(path, 'utf8'));
    document.spec.start = { weightsId: '0123456789abcdef', name: 'rain.safetensors' };
    const started = file('started.json', JSON.stringify(document));
    const weights = await cli('verify', started, '--set', `task.file=${text}`);
    assert.match(
      weights.stderr,
      /it started from the weights rain.safetensors, which are not here: give their file with --start-from FILE/,
    );
    assert.equal(weights.code, 2);
  });
});

describe('--simd relaxed', () => {
  it('trains and says so in the record, or says that this Node has none', async () => {
    const out = join(folder, 'relaxed');
    const settings = ['model.widths=4,6', 'training.steps=20', 'training.schedule.warmupSteps=2'];
    const { code, stderr } = await cli(
      ...['run', 'manifold', '--engine', 'cpu', '--threads', '1', '--simd', 'relaxed', '--out', out],
      ...settings.flatMap((setting) => ['--set', setting]),
    );
    if (Number(process.versions.node.split('.')[0]) >= 22) {
      assert.equal(code, 0, stderr);
      assert.equal(JSON.parse(readFileSync(join(out, 'records.json'), 'utf8')).device.simd, 'relaxed');
    } else {
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^--simd relaxed: Node 20[\d.]+ has no relaxed SIMD, which needs version 22 or newer/,
      );
    }
  });
});

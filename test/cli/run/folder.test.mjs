// Covers the folder of `run … --out` (src/cli/run): what it goes on with, what it refuses, and disks that fail.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { contentOf, start } from '../../soak/kill-cli.mjs';
import { openCli, root } from '../../support/cli.mjs';

let { folder, inHere, remove } = {};
let undisturbed;

const experiment = (settings) =>
  ['run', 'manifold', '--engine', 'cpu', '--threads', '1'].concat(
    Object.entries({
      'model.widths': '4,8,16,32',
      'training.batch': 32,
      'training.schedule.warmupSteps': 4,
      'lrSweep.count': 2,
      'lrSweep.widen': false,
      'seeds.count': 1,
      'evaluation.samples': 256,
      ...settings,
    }).flatMap(([path, value]) => ['--set', `${path}=${value}`]),
  );
const short = experiment({ 'training.steps': 24 });
const long = experiment({ 'training.steps': 1500 });

before(async () => {
  ({ folder, inHere, remove } = await openCli());
  undisturbed = join(folder, 'undisturbed');
  const { code, stderr } = await inHere(...long, '--out', undisturbed);
  assert.equal(code, 0, stderr);
});
after(() => remove());

/** Starts an experiment in a folder, in a process of its own, and waits until it trains. */
async function training(args, out, options = {}) {
  const started = start(root, [...args, '--out', out], options);
  await started.training;
  return started;
}

/** Waits for what a process says, until it ends. */
async function said({ output, ended }, text) {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!output.stderr.includes(text) && !isOver) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(output.stderr.includes(text), output.stderr);
}

/** When each file of a folder was written. */
const timesOf = (out) =>
  Object.fromEntries(readdirSync(out).map((name) => [name, statSync(join(out, name)).mtimeMs]));

describe('a folder of results', () => {
  it('that holds the finished experiment is said so, and its law is printed again', async () => {
    const out = join(folder, 'finished');
    const first = await inHere(...short, '--out', out);
    assert.equal(first.code, 0, first.stderr);
    const again = await inHere(...short, '--out', out);
    assert.equal(again.code, 0);
    assert.equal(again.stdout, first.stdout);
    assert.match(again.stderr, /finished holds this experiment already, and it is finished/);
    rmSync(join(out, 'report.html'));
    rmSync(join(out, 'weights'), { recursive: true });
    await inHere(...short, '--out', out);
    assert.ok(existsSync(join(out, 'report.html')));
    assert.equal(readdirSync(join(out, 'weights')).length, 4);
  });

  it('is not used for another experiment; --anew moves what is there aside', async () => {
    const out = join(folder, 'other');
    await inHere(...short, '--out', out);
    const kept = contentOf(out);
    const before = timesOf(out);
    const other = [...short, '--set', 'seeds.count=2', '--out', out];
    const { code, stdout, stderr } = await inHere(...other);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(
      stderr,
      /holds another experiment: manifold with seeds.count=1; asked for is .*seeds.count=2/,
    );
    assert.match(stderr, /another --out, or add --anew/);
    assert.deepEqual(timesOf(out), before);
    const anew = await inHere(...other, '--anew');
    assert.equal(anew.code, 0, anew.stderr);
    assert.match(
      anew.stderr,
      /Moved to .*earlier-1: journal.bin, records.json, points.csv, report.html, weights/,
    );
    assert.deepEqual(contentOf(join(out, 'earlier-1')), kept);
    assert.equal(contentOf(out).records.spec.seeds.count, 2);
    await inHere(...other, '--anew');
    assert.ok(existsSync(join(out, 'earlier-2', 'journal.bin')));
  });

  it('with results but no journal, or with a file that is not a journal, is left alone', async () => {
    const out = join(folder, 'foreign');
    mkdirSync(out);
    writeFileSync(join(out, 'points.csv'), 'N,loss\n1,2\n');
    const results = await inHere(...short, '--out', out);
    assert.equal(results.code, 2);
    assert.match(results.stderr, /foreign holds points.csv, and no journal.bin to go on from/);
    writeFileSync(join(out, 'journal.bin'), 'something else');
    const journal = await inHere(...short, '--out', out);
    assert.equal(journal.code, 2);
    assert.match(journal.stderr, /journal.bin: this is not a journal of an experiment.*--anew/);
    assert.equal(readFileSync(join(out, 'journal.bin'), 'utf8'), 'something else');
    assert.deepEqual(readdirSync(out).sort(), ['journal.bin', 'points.csv']);
  });

  it('goes on before the place where its journal is damaged, and keeps what it could not read', async () => {
    const out = join(folder, 'damaged');
    const begun = await training(long, out, { preload: ['fast-clock.mjs'] });
    begun.kill('SIGTERM');
    await begun.ended;
    const journal = join(out, 'journal.bin');
    const bytes = readFileSync(journal);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(journal, bytes);
    const { code, stderr } = await inHere(...long, '--out', out);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /The end of .*journal.bin is damaged: .* are now in .*journal.bin.unread-\d+\./);
    const [name] = readdirSync(out).filter((each) => each.includes('unread'));
    const at = Number(name.split('-').at(-1));
    assert.deepEqual(readFileSync(join(out, name)), bytes.subarray(at));
    assert.deepEqual(contentOf(out), contentOf(undisturbed));
    truncateSync(journal, statSync(journal).size - 1);
    const cut = await inHere(...long, '--out', out);
    assert.equal(cut.code, 0, cut.stderr);
    assert.match(cut.stderr, /Going on in /);
  });

  it('is used by one process at a time', async () => {
    const out = join(folder, 'shared');
    const first = await training(experiment({ 'training.steps': 1000000 }), out);
    try {
      const { code, stderr } = await inHere(...short, '--out', out);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`shared is in use by process ${first.pid}\\. Wait`));
    } finally {
      first.kill('SIGKILL');
    }
    await first.ended;
    // What it left names a process that has ended.
    assert.ok(existsSync(join(out, 'lock')));
    const after = await inHere(...short, '--out', out, '--anew');
    assert.equal(after.code, 0, after.stderr);
    assert.ok(!existsSync(join(out, 'lock')));
  });

  it('that disappears is made again with all that was in it', async () => {
    const out = join(folder, 'gone');
    const begun = await training(long, out);
    rmSync(out, { recursive: true, force: true });
    const { code, stderr } = await begun.ended;
    assert.equal(code, 0, stderr);
    assert.deepEqual(contentOf(out), contentOf(undisturbed));
    assert.match((await inHere(...long, '--out', out)).stderr, /finished/);
  });
});

/** Whether this process may mount a file system: root outside of containers without that right. */
function canMountHere() {
  const probe = mkdtempSync(join(tmpdir(), 'mount-'));
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', probe]).status !== 0) return false;
    return spawnSync('umount', [probe]).status === 0;
  } finally {
    rmSync(probe, { recursive: true });
  }
}

describe('a disk that is full', () => {
  const whileFull = (file) => ({ preload: ['full-disk.mjs'], variables: { FULL_DISK: file } });

  it('is said once; training goes on, and is written when there is room', async () => {
    const [out, full] = [join(folder, 'soon'), join(folder, 'soon-full')];
    writeFileSync(full, '');
    mkdirSync(out);
    // It ends only when it is told to, however fast the machine is.
    const endless = experiment({ 'training.steps': 1000000 });
    const begun = await training(endless, out, whileFull(full));
    try {
      await said(begun, 'journal.bin cannot be written: the disk is full.');
      rmSync(full);
      await said(begun, 'journal.bin is written again');
    } finally {
      begun.kill('SIGTERM');
    }
    const { code, stderr } = await begun.ended;
    assert.equal(code, 1);
    assert.equal(stderr.match(/the disk is full/g).length, 1);
    assert.doesNotMatch(stderr, /Not written/);
    const again = await training(endless, out);
    again.kill('SIGKILL');
    assert.match((await again.ended).stderr, /Going on in .*soon/);
  });

  it('to the end leaves what was there as it was, after the law is printed, with exit code 1', async () => {
    const [out, full] = [join(folder, 'never'), join(folder, 'never-full')];
    const begun = await training(long, out, { preload: ['fast-clock.mjs'] });
    begun.kill('SIGTERM');
    await begun.ended;
    const before = readFileSync(join(out, 'records.json'), 'utf8');
    writeFileSync(full, '');
    const { code, stdout, stderr } = await start(root, [...long, '--out', out], whileFull(full)).ended;
    assert.equal(code, 1);
    assert.match(stdout, /L = E \+ A N/);
    assert.match(
      stderr,
      /Not written: .*journal.bin \(the disk is full\), .*records.json \(the disk is full\)/,
    );
    assert.equal(readFileSync(join(out, 'records.json'), 'utf8'), before);
    assert.deepEqual(
      readdirSync(out).filter((name) => name.endsWith('.part')),
      [],
    );
    const again = await inHere(...long, '--out', out);
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(contentOf(out), contentOf(undisturbed));
  });

  const canMount = process.platform === 'linux' && canMountHere();
  it('that is a real one costs nothing but what does not fit', { skip: !canMount }, async () => {
    const out = join(folder, 'tiny');
    mkdirSync(out);
    const mount = (...args) => assert.equal(spawnSync('mount', args).status, 0);
    mount('-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', out);
    try {
      const { code, stdout, stderr } = await inHere(...long, '--out', out);
      assert.equal(code, 1);
      assert.match(stdout, /L = E \+ A N/);
      assert.match(stderr, /Not written: .*\(the disk is full\)/);
      mount('-o', 'remount,size=10m', out);
      const again = await inHere(...long, '--out', out);
      assert.equal(again.code, 0, again.stderr);
      assert.deepEqual(contentOf(out), contentOf(undisturbed));
    } finally {
      assert.equal(spawnSync('umount', [out]).status, 0);
    }
  });
});

describe('a disk that does not answer', () => {
  it(
    'does not keep a second signal from ending the run at once',
    { skip: process.platform === 'win32' },
    async () => {
      const begun = await training(long, join(folder, 'stuck'), { preload: ['stuck-disk.mjs'] });
      begun.kill('SIGTERM');
      await said(begun, 'Took ');
      // Signals within half a second of the first are the same request.
      await new Promise((resolve) => setTimeout(resolve, 600));
      begun.kill('SIGTERM');
      const end = await begun.ended;
      assert.equal(end.signal, 'SIGTERM', `${end.code} ${end.stderr}`);
    },
  );
});

describe('an experiment whose models all diverge', () => {
  it('ends with 1 and says so', async () => {
    const { code, stderr } = await inHere(
      ...short,
      '--set',
      'lrSweep.centre=100',
      '--set',
      'training.optimizer.type=sgd',
    );
    assert.equal(code, 1);
    assert.match(stderr, /Every model diverged, so there is no law/);
  });
});

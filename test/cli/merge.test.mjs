// Covers `run --shard` and `merge` (src/cli/commands/merge.ts, src/cli/report/merged.ts, src/cli/run/read-plan.ts): an experiment trained in shares.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../support/cli.mjs';

let { folder, inHere, remove } = {};

const settings = {
  'model.widths': '4,8,16,32',
  'training.steps': 24,
  'training.batch': 32,
  'training.schedule.warmupSteps': 4,
  'lrSweep.count': 2,
  'lrSweep.widen': false,
  'seeds.count': 2,
  'evaluation.samples': 256,
};
const experiment = (changes = {}) =>
  ['run', 'manifold', '--engine', 'cpu', '--threads', '1'].concat(
    Object.entries({ ...settings, ...changes }).flatMap(([path, value]) => ['--set', `${path}=${value}`]),
  );
const at = (...names) => join(folder, ...names);
const recordsIn = (...names) => JSON.parse(readFileSync(at(...names), 'utf8'));
const shards = [1, 2, 3].map((index) => `shard-${index}`);

before(async () => {
  ({ folder, inHere, remove } = await openCli());
  const whole = await inHere(...experiment(), '--out', at('whole'));
  assert.equal(whole.code, 0, whole.stderr);
  for (const [i, name] of shards.entries()) {
    const { code, stderr } = await inHere(...experiment(), '--shard', `${i + 1}/3`, '--out', at(name));
    assert.equal(code, 0, stderr);
    assert.match(stderr, new RegExp(`Shard ${i + 1}/3 is done`));
  }
});
after(() => remove());

describe('an experiment in shares', () => {
  it('has every pair of a size and a seed in one share', () => {
    const units = shards.map((name) => recordsIn(name, 'records.json').units);
    assert.deepEqual(units, [
      [0, 3, 6],
      [1, 4, 7],
      [2, 5],
    ]);
    const trained = shards.flatMap((name) =>
      recordsIn(name, 'records.json').records.map(
        ({ run, seed, learningRate }) => `${run} ${seed} ${learningRate}`,
      ),
    );
    assert.equal(new Set(trained).size, 16);
    assert.equal(trained.length, 16);
  });

  it('gives the records and the law of an experiment that one machine trained, bit for bit', async () => {
    const { code, stdout } = await inHere(
      'merge',
      ...shards.map((name) => at(name)),
      '--out',
      at('merged'),
      '--json',
    );
    assert.equal(code, 0);
    assert.deepEqual(recordsIn('merged', 'records.json').records, recordsIn('whole', 'records.json').records);
    const one = JSON.parse((await inHere('merge', at('whole'), '--json')).stdout);
    const { law, merged, missing } = JSON.parse(stdout);
    assert.deepEqual(law, one.law);
    assert.deepEqual({ merged, missing }, { merged: 8, missing: [] });
    const { parts } = recordsIn('merged', 'records.json');
    assert.deepEqual(
      parts.map(({ name, units }) => [name, units]),
      shards.map((name) => [at(name), recordsIn(name, 'records.json').units]),
    );
  });

  it('can be verified by training it again', async () => {
    const { code, stderr } = await inHere('verify', at('merged', 'records.json'), '--threads', '1');
    assert.equal(code, 0, stderr);
    const share = await inHere('verify', at('shard-2', 'records.json'), '--threads', '1');
    assert.equal(share.code, 0, share.stderr);
  });

  it('is the same in any order, and with a file given twice', async () => {
    const texts = [];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2, 1, 1],
    ]) {
      const { code, stdout } = await inHere('merge', ...order.map((i) => at(shards[i])), '--json');
      assert.equal(code, 0);
      texts.push(stdout);
    }
    assert.equal(new Set(texts).size, 1);
  });

  it('names the shares that are missing, and takes them later', async () => {
    const some = await inHere('merge', at('shard-1'), at('shard-3'), '--out', at('growing'));
    assert.equal(some.code, 1);
    assert.match(
      some.stdout,
      /5 of 8 units .* are there\.\nTo train what is missing: run the same with --shard 2\/3/,
    );
    assert.deepEqual(recordsIn('growing', 'records.json').units, [0, 2, 3, 5, 6]);
    const all = await inHere('merge', at('shard-2'), '--out', at('growing'));
    assert.equal(all.code, 0, all.stderr);
    assert.deepEqual(
      recordsIn('growing', 'records.json').records,
      recordsIn('whole', 'records.json').records,
    );
  });

  it('says how far machines differ that trained the same', async () => {
    const same = await inHere('merge', at('whole'), at('shard-1'), '--json');
    assert.equal(same.code, 0);
    assert.deepEqual(JSON.parse(same.stdout).repeats, {
      units: 3,
      pairs: 6,
      deviation: 0,
      disagreements: [],
    });
    cpSync(at('shard-1'), at('edited'), { recursive: true });
    const records = recordsIn('edited', 'records.json');
    const line = records.records.find(({ run }) => run === 'w8');
    line.evaluations.losses[line.evaluations.losses.length - 1] *= 0.9;
    writeFileSync(at('edited', 'records.json'), JSON.stringify(records));
    const { code, stdout } = await inHere('merge', at('whole'), at('edited'), '--json');
    assert.equal(code, 1);
    const { repeats } = JSON.parse(stdout);
    assert.ok(repeats.deviation > 0);
    assert.equal(repeats.disagreements.length, 1);
    assert.equal(repeats.disagreements[0].config, 'w8');
    assert.match(repeats.disagreements[0].difference.words, /w8, replica .*evaluations\.losses/);
  });

  it('leaves out what is of another experiment or damaged, with the reason', async () => {
    const other = await inHere(
      ...experiment({ 'task.dimension': 2 }),
      '--shard',
      '1/8',
      '--out',
      at('other'),
    );
    assert.equal(other.code, 0, other.stderr);
    writeFileSync(at('cut.json'), readFileSync(at('shard-1', 'records.json'), 'utf8').slice(0, 900));
    const { code, stdout } = await inHere(
      'merge',
      ...shards.map((name) => at(name)),
      at('other'),
      at('cut.json'),
    );
    assert.equal(code, 1);
    assert.match(stdout, /8 of 8 units/);
    assert.match(stdout, /Left out: .*cut\.json: /);
    assert.match(stdout, /Left out: .*other: it is of another experiment/);
  });

  it('leaves what is in a folder that is not of it', async () => {
    const own = await inHere('merge', at('shard-1'), '--out', at('shard-2'));
    assert.equal(own.code, 2);
    assert.match(own.stderr, /shard-2 is a folder of run/);
    cpSync(at('other', 'records.json'), at('kept', 'records.json'));
    const kept = await inHere('merge', ...shards.map((name) => at(name)), '--out', at('kept'));
    assert.equal(kept.code, 2);
    assert.match(kept.stderr, /cannot be merged: it is of another experiment/);
    assert.deepEqual(recordsIn('kept', 'records.json'), recordsIn('other', 'records.json'));
    assert.ok(!existsSync(at('kept', 'points.csv')));
  });

  it('refuses shares that do not exist, with those that do', async () => {
    for (const [shard, words] of [
      ['0/3', /--shard: expected a shard such as 7\/30.*got 0\/3/],
      ['4/3', /got 4\/3/],
      ['1e9/2', /got 1e9\/2/],
      ['9/9', /shard 9\/9 is empty: this experiment has 8 units .* at most 8 shards/],
    ]) {
      const { code, stderr } = await inHere(...experiment(), '--shard', shard);
      assert.equal(code, 2);
      assert.match(stderr, words);
    }
  });

  it('goes on with its own share alone', async () => {
    const { code, stderr } = await inHere(...experiment(), '--shard', '2/3', '--out', at('shard-1'));
    assert.equal(code, 2);
    assert.match(stderr, /shard 1\/3 of manifold; asked for is shard 2\/3/);
  });

  it('refuses records whose sweeps were widened, which takes all seeds', async () => {
    const widened = await inHere(...experiment({ 'lrSweep.widen': true }), '--shard', '1/8', '--json');
    assert.match(widened.stderr, /lrSweep\.widen is false/);
    assert.equal(JSON.parse(widened.stdout).spec.lrSweep.widen, false);
    const records = recordsIn('whole', 'records.json');
    records.spec.lrSweep.widen = true;
    writeFileSync(at('widened.json'), JSON.stringify(records));
    const { code, stderr } = await inHere('merge', at('widened.json'));
    assert.equal(code, 2);
    assert.match(stderr, /lrSweep\.widen=false/);
  });
});

// Covers src/lab/merge/{merge,missing-shards,repeats,unit-result}.ts and src/lab/plan/units.ts.

import { expect } from 'chai';
import { shuffledIndex } from '../../../src/base/random.js';
import { mergeRecords } from '../../../src/lab/merge/merge.js';
import { missingShards } from '../../../src/lab/merge/missing-shards.js';
import type { NamedRecords } from '../../../src/lab/merge/unit-result.js';
import { parseShard, planOfShard, planOfUnits, unitId, unitsOf } from '../../../src/lab/plan/units.js';
import type { Plan, RunPlan } from '../../../src/lab/plan/run-plan.js';
import { readRecordFile } from '../../../src/lab/records/check-record.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { finishedStore, lossOf, planOf } from '../../support/finished-run.js';

/** Five sizes with six seeds: thirty units. */
const settings = { 'seeds.count': 6, 'lrSweep.widen': false, 'evaluation.points': 2 };
const whole = planOf({ ...settings, 'model.widths': [4, 8, 16, 32, 64] });
const shards = unitsOf(whole).length;

function recordsOf(plan: Plan, name: string, { loss = lossOf(), time = 5 } = {}): NamedRecords {
  return { name, ...readRecordFile(recordsToJson(finishedStore(plan, loss, time).state)) };
}
const shardOf = (index: number, count = shards): NamedRecords =>
  recordsOf(planOfShard(whole, { index, count }), `results-${index}.json`, { time: index });
const files = Array.from({ length: shards }, (_, i) => shardOf(i + 1));

describe('units of an experiment', () => {
  it('are its sizes with each seed, and every shard has its own', () => {
    const units = unitsOf(whole);
    expect(units.map(({ index }) => index)).to.deep.equal(Array.from({ length: 30 }, (_, i) => i));
    expect(new Set(units.map(({ config, seed }) => `${config} ${seed}`)).size).to.equal(30);
    const replicas = ({ runs }: Plan): string[] =>
      runs.flatMap((run) =>
        run.replicas.map(({ seed, learningRate }) => `${run.id} ${seed} ${learningRate}`),
      );
    for (const count of [1, 2, 7, 30]) {
      const parts = Array.from({ length: count }, (_, i) => planOfShard(whole, { index: i + 1, count }));
      expect(parts.flatMap(replicas).sort()).to.deep.equal(replicas(whole).sort());
    }
  });

  it('cost together what the experiment costs', () => {
    const flops = unitsOf(whole).reduce((sum, unit) => sum + unit.flops, 0);
    const expected = whole.runs.reduce((sum, run) => sum + run.trainingFlops * run.replicas.length, 0);
    expect(flops).to.be.closeTo(expected, expected * 1e-12);
  });

  it('have a name by experiment, place and version of the engine', () => {
    const [first, second] = unitsOf(whole);
    const other = planOf({ 'seeds.count': 6, 'training.steps': 201 });
    const names = [
      unitId(whole.spec, first, 1),
      unitId(whole.spec, second, 1),
      unitId(whole.spec, first, 2),
      unitId(other.spec, first, 1),
    ];
    expect(new Set(names).size).to.equal(4);
    expect(unitId(structuredClone(whole.spec), first, 1)).to.equal(names[0]);
    expect(names[0]).to.match(/^[0-9a-f]{32}$/);
  });

  it('are refused where the experiment does not have them, and where its sweeps widen', () => {
    for (const units of [[], [30], [-1], [0.5], [3, 3], [4, 2]]) {
      expect(() => planOfUnits(whole, units), JSON.stringify(units)).to.throw(/units?/);
    }
    expect(() => planOfUnits(planOf({ 'lrSweep.widen': true }), [0])).to.throw(/lrSweep\.widen/);
    for (const text of ['', '0/3', '4/3', '1', '1/', '1/0', '-1/3', '1.5/3', '99999/99999', 'x'.repeat(3000)])
      expect(() => parseShard(text), text.slice(0, 9)).to.throw(/a shard such as 7\/30/);
    expect(parseShard(' 7/30')).to.deep.equal({ index: 7, count: 30 });
  });
});

describe('records of thirty machines', () => {
  const undisturbed = finishedStore(whole).state;
  const lawOf = (parts: readonly NamedRecords[]): unknown => {
    const store = new LabStore();
    store.restore(mergeRecords(parts).records);
    return laws(store.state);
  };
  const expected = JSON.stringify(laws(undisturbed));

  it('give the law of one machine, in any of twenty random orders', () => {
    const merged = mergeRecords(files);
    expect({ missing: merged.missing, refused: merged.refused }).to.deep.equal({ missing: [], refused: [] });
    const texts = Array.from({ length: 20 }, (_, seed) => {
      const mixed = files.map(
        (_, i) => files[shuffledIndex({ seed, stream: 'shuffle', round: 0 }, i, files.length)],
      );
      expect(new Set(mixed).size).to.equal(files.length);
      expect(JSON.stringify(lawOf(mixed))).to.equal(expected);
      return recordsToJson(mergeRecords(mixed).records);
    });
    expect(new Set(texts).size).to.equal(1);
  });

  it('are the same with a file twice, and merged in steps', () => {
    const once = mergeRecords(files);
    const twice = mergeRecords([...files, files[3], { ...files[3], name: 'a copy.json' }]);
    expect(twice.repeats).to.deep.equal({ units: 0, pairs: 0, deviation: null, disagreements: [] });
    expect(JSON.stringify(twice.records.runs)).to.equal(JSON.stringify(once.records.runs));
    const half = readRecordFile(recordsToJson(mergeRecords(files.slice(0, 11)).records));
    const stepwise = mergeRecords([{ name: 'half.json', ...half }, ...files.slice(11)]);
    expect(recordsToJson(stepwise.records)).to.equal(recordsToJson(once.records));
  });

  it('say which shards are missing', () => {
    const { missing, units, records } = mergeRecords(files.slice(2));
    expect(missing.map(({ index }) => index)).to.deep.equal([0, 1]);
    expect(missingShards(files, units, missing)).to.deep.equal([
      { index: 1, count: 30 },
      { index: 2, count: 30 },
    ]);
    expect(records.plan.units).to.have.length(28);
    const some = mergeRecords([shardOf(1, 4)]);
    expect(missingShards([shardOf(1, 4)], some.units, some.missing).map(({ index }) => index)).to.deep.equal([
      2, 3, 4,
    ]);
  });

  it('estimate the noise between machines where they have trained the same', () => {
    const noisy = (run: RunPlan, replica: number): number => lossOf()(run, replica) * Math.exp(0.02);
    const again = recordsOf(planOfShard(whole, { index: 1, count: 30 }), 'again.json', {
      loss: noisy,
      time: 99,
    });
    const { repeats } = mergeRecords([...files, again]);
    expect(repeats).to.include({ units: 1, pairs: 4 });
    expect(repeats.deviation).to.be.closeTo(0.02 / Math.SQRT2, 1e-6);
    // Both are a GPU's: within its tolerance.
    expect(repeats.disagreements).to.deep.equal([]);
    const far = (run: RunPlan, replica: number): number => lossOf()(run, replica) * 3;
    const wrong = recordsOf(planOfShard(whole, { index: 1, count: 30 }), 'wrong.json', {
      loss: far,
      time: 99,
    });
    const { disagreements } = mergeRecords([...files, wrong]).repeats;
    expect(disagreements).to.have.length(1);
    expect(disagreements[0]).to.include({ config: 'w4' });
    expect([...disagreements[0].names].sort()).to.deep.equal(['results-1.json', 'wrong.json']);
  });

  it('leave out an experiment that is another, or a version of the engine that is another, with the reason', () => {
    const other = recordsOf(planOf({ ...settings, 'training.steps': 210 }), 'other.json');
    const { records } = files[0];
    const older = { ...files[0], name: 'older.json' };
    const old = { ...older, records: { ...records, device: { ...records.device!, engineVersion: 0 } } };
    const { refused, missing } = mergeRecords([other, ...files.slice(1), old]);
    expect(missing.map(({ index }) => index)).to.deep.equal([0]);
    expect(refused.map(({ name }) => name)).to.deep.equal(['older.json', 'other.json']);
    expect(refused[0].reason).to.include('version 0 of the engine');
    expect(refused[1].reason).to.equal('it is of another experiment');
  });

  it('take no line that the experiment does not plan', () => {
    const text = recordsToJson(finishedStore(planOfShard(whole, { index: 1, count: 30 })).state);
    const foreign = readRecordFile(text.replace(/"learningRate":[\d.]+/, '"learningRate":0.5'));
    const { refused } = mergeRecords([...files.slice(1), { name: 'edited.json', ...foreign }]);
    expect(refused[0].reason).to.match(/does not match its experiment: .*learningRate/);
    expect(() => readRecordFile(text.replace('"units": [0]', '"units": [0,1]'))).to.throw(/units/);
    expect(() => readRecordFile(text.replace('"shard": "1/30"', '"shard": "2/30"'))).to.throw(/shard 2\/30/);
  });

  it('refuse to be an experiment where none has trained anything', () => {
    expect(() => mergeRecords([])).to.throw(/got none/);
    const stopped = readRecordFile(
      recordsToJson(finishedStore(planOfUnits(whole, [0])).state).replaceAll('"finished"', '"stopped"'),
    );
    expect(() => mergeRecords([{ name: 'stopped.json', ...stopped }])).to.throw(/nothing to merge/);
  });
});

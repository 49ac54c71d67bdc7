// Covers src/lab/records/check-record.ts, by src/runner/verify.ts: what a record says against what its experiment plans.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changed, golden, lab, recordOf, verified, words } from '../../support/verified-records.mjs';

describe('verifying the plan of a record', () => {
  it('sees a changed experiment, seed, learning rate or size without training', async () => {
    const text = golden('manifold-widened');
    const edit = (change) => words(changed(text, change));
    assert.match(await edit((lines) => (lines[2].seed = 7)), /^w5, replica 2: seed: the record has 7/);
    assert.match(
      await edit((lines) => (lines[2].learningRate *= 1.1)),
      /^w5, replica 2: learningRate: the record has .*, the experiment has/,
    );
    assert.match(await edit((lines) => (lines[3].parameters = 9)), /replica 3: parameters: the record has 9/);
    assert.match(await edit((lines) => (lines[3].width = 9)), /replica 3: width: the record has 9/);
    assert.match(
      await edit((lines) => (lines[0].step = 59)),
      /^w5, replica 0: samplesSeen: the record has 4020, the experiment has 3953/,
    );
    assert.match(await edit((_, spec) => (spec.seeds.first = 4)), /^w5, replica 0: seed: .* has 1, .* has 4/);
    assert.match(await edit((_, spec) => (spec.lrSweep.centre *= 2)), /^w5, replica 0: learningRate/);
    assert.match(await edit((_, spec) => (spec.training.steps = 61)), /^w5, replica 0: trainingFlops/);
    assert.match(await edit((lines) => (lines[0].outcome = 'stopped')), /^w5, replica 0: outcome/);
  });

  it('sees runs and replicas that are missing, doubled, swapped or made up', async () => {
    const text = golden('manifold-widened');
    const edit = (change) => words(changed(text, change));
    assert.equal(
      await edit((lines) => lines.splice(3, 1)),
      'w5, replica 3 is missing; the experiment plans it',
    );
    const without = (run) => (lines) =>
      lines.splice(0, lines.length, ...lines.filter((line) => line.run !== run));
    assert.match(await edit(without('w12')), /^w12, replica 0 is missing/);
    // The losses that there are ask for the learning-rate sweep to be widened.
    assert.match(await edit(without('w12+2')), /^w12\+2, replica 0 is missing/);
    assert.equal(await edit((lines) => lines.splice(1, 0, lines[0])), 'w5, replica 0 is there twice');
    assert.equal(await edit((lines) => lines.push(lines.at(-1))), 'w12+2, replica 3 is there twice');
    assert.match(
      await edit((lines) => lines.push({ ...lines.at(-1), run: 'w12+3', round: 3 })),
      /^w12\+3, replica 3 is not one that the experiment plans/,
    );
    const swap = (lines) => ([lines[0], lines[1]] = [lines[1], lines[0]]);
    assert.equal(await edit(swap), 'w5, replica 1 is where w5, replica 0 belongs');
    // Numbers alone, with the names where they belong.
    assert.match(
      await edit((lines) => {
        [lines[0].curve, lines[1].curve] = [lines[1].curve, lines[0].curve];
      }),
      /^w5, replica 0, step \d+: curve.losses/,
    );
    assert.match(
      await edit((lines) => [lines[0], lines[1]].forEach((line, i) => (line.replica = 1 - i))),
      /^w5, replica 1 is where w5, replica 0 belongs/,
    );
  });

  it('finds a size whose finished runs are marked as unfinished', async () => {
    const mark = (name, run, outcome) =>
      changed(golden(name), (lines) => {
        for (const line of lines) if (line.run.startsWith(run)) line.outcome = outcome;
      });
    for (const outcome of [null, 'stopped', 'skipped'])
      assert.equal(
        await words(mark('manifold-widened', 'w12', outcome)),
        `w12, replica 0: outcome: the record has ${JSON.stringify(outcome)}, all its steps give "finished"`,
      );
    // A transformer may have been stopped while it wrote its last sample: then they are counted.
    for (const outcome of [null, 'stopped']) {
      const text = mark('markov-samples', 'w12', outcome);
      assert.equal((await verified(text)).difference, null);
      assert.deepEqual(lab.unfinished(lab.readRecordFile(text)), {
        replicas: 2,
        complete: 2,
        runs: ['w12'],
      });
    }
    assert.deepEqual(lab.unfinished(lab.readRecordFile(golden('markov-samples'))), {
      replicas: 0,
      complete: 0,
      runs: [],
    });
  });

  it('demands the widenings of a transformer whose complete learning-rate sweep is marked as stopped', async () => {
    const overrides = {
      'model.widths': [8, 12],
      'task.context': 4,
      'model.depth': 1,
      'training.steps': 20,
      'training.batch': 2,
      'training.schedule.warmupSteps': 2,
      'data.branches': [],
      'evaluation.samples': 16,
      'evaluation.points': 2,
      'lrSweep.enabled': true,
      'lrSweep.count': 2,
      'lrSweep.centre': 1e-5,
      'lrSweep.widen': true,
      'seeds.count': 1,
    };
    const text = await recordOf('markov', overrides);
    const runs = JSON.parse(text).records.map(({ run }) => run);
    assert.ok(runs.includes('w8+1') && runs.includes('w12+2'), runs.join());
    const edited = (gone) =>
      changed(text, (lines) => {
        for (const line of lines) if (line.config === 'w8') line.outcome = 'stopped';
        lines.splice(0, lines.length, ...lines.filter(({ run }) => !gone.includes(run)));
      });
    assert.match(await words(edited(['w8+1', 'w8+2'])), /^w8\+1, replica 0 is missing/);
    assert.match(await words(edited(['w12+2'])), /^w12\+2, replica 0 is missing/);
    assert.equal(await words(edited([])), undefined);
  });
});

// Covers src/runner/verify.ts and src/lab/records/compare-records.ts: numbers that training again gives, or does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changed, golden, lab, oneDigitOn, verified, words } from '../../support/verified-records.mjs';

describe('verifying the numbers of a record', () => {
  it('finds an unchanged record identical: widened learning-rate sweeps, branches, and every number counted', async () => {
    assert.deepEqual(await verified(golden('facts-branches')), {
      runs: 1,
      replicas: 2,
      numbers: 150,
      difference: null,
    });
    const { runs, replicas, difference } = await verified(golden('manifold-widened'));
    assert.deepEqual({ runs, replicas, difference }, { runs: 6, replicas: 24, difference: null });
  });

  it('trains a share of the replicas alone, with the same bits', async () => {
    const text = golden('manifold-widened');
    const few = lab.sampleLines(lab.readRecordFile(text), 0.1, 1);
    assert.equal(few.length, 3);
    assert.equal(lab.sampleLines(lab.readRecordFile(text), 1e-9, 1).length, 1);
    assert.deepEqual((await verified(text, { share: 0.1 })).difference, null);
  });

  it('draws replicas by the seed alone: nothing in a record influences which lines are checked', () => {
    const text = golden('manifold-widened');
    const names = (content, seed) =>
      lab.sampleLines(lab.readRecordFile(content), 0.05, seed).map(lab.nameOf).join();
    const drawn = names(text, 7);
    assert.equal(names(text, 7), drawn);
    for (let n = 0; n < 20; n++) {
      const noted = changed(text, (lines) => {
        lines[0].note = n;
        lines[0].curve.losses[3] = oneDigitOn(lines[0].curve.losses[3]) * (1 + n / 100);
      });
      assert.equal(names(noted, 7), drawn);
    }
    // And every line may be looked at.
    const seen = new Set(Array.from({ length: 400 }, (_, seed) => names(text, seed).split(',w')[0]));
    assert.ok(seen.size >= 20, `${seen.size} first lines`);
  });

  it('compares the points that are left of curves that were thinned, and misses one that should be there', async () => {
    const whole = lab.readRecordFile(golden('manifold-widened'));
    const text = lab.recordsToJson(whole.records, {}, 5);
    const { replicas, numbers, difference } = await verified(text, { share: 0.1 });
    assert.deepEqual({ replicas, difference }, { replicas: 3, difference: null });
    const all = await verified(golden('manifold-widened'), { share: 0.1 });
    assert.equal(all.numbers - numbers, 3 * (whole.lines[0].curve.steps.length - 5));
    assert.deepEqual(lab.readRecordFile(text).lines[0].curve.steps.length, 5);
    const edit = (change) => words(changed(text, (lines) => change(lines[1].curve)));
    assert.match(
      await edit((curve) => (curve.losses[2] = oneDigitOn(curve.losses[2]))),
      /^w5, replica 1, step \d+: curve.losses: the record has/,
    );
    assert.match(await edit(({ steps }) => steps.pop()), /^w5, replica 1: curve.steps: the record has/);
  });

  it('names the first number that differs: run, replica, step, field and both values', async () => {
    const text = golden('manifold-widened');
    const edit = (change) => words(changed(text, (lines) => change(lines[1])));
    const was = JSON.parse(text).records[1];
    const loss = was.evaluations.losses[1];
    const step = was.evaluations.steps[1];
    assert.equal(
      await edit(({ evaluations }) => (evaluations.losses[1] = oneDigitOn(loss))),
      `w5, replica 1, step ${step}: evaluations.losses: the record has ${oneDigitOn(loss)}, training gives ${loss}`,
    );
    assert.match(
      await edit(({ curve }) => (curve.losses[6] = oneDigitOn(curve.losses[6]))),
      /^w5, replica 1, step 7: curve.losses: the record has/,
    );
    assert.match(
      await edit(({ evaluations }) => (evaluations.standardErrors[2] *= 2)),
      /^w5, replica 1, step 60: evaluations.standardErrors/,
    );
    // Digits that an f32 does not have are other digits too.
    assert.match(
      await edit(({ evaluations }) => (evaluations.losses[1] += 1e-14)),
      /step 8: evaluations.losses/,
    );
    const branched = changed(golden('facts-branches'), (lines) => {
      lines[1].branches.accuracies[1] = 0.5;
    });
    assert.match(await words(branched), /^w8, replica 1, step 36: branches.accuracies: the record has 0.5/);
  });

  it('sees a changed experiment that only training can tell', async () => {
    const edit = (change) => words(changed(golden('facts-branches'), (_, spec) => change(spec)));
    assert.match(await edit(({ task }) => (task.seed = 2)), /^w8, replica 0, step 1: /);
    assert.match(
      await edit(({ training }) => (training.optimizer.beta2 = 0.98)),
      /^w8, replica 0, step \d+: /,
    );
    assert.match(
      await edit(({ training }) => (training.schedule.minimumFactor = 0.1)),
      /^w8, replica 0, step \d+: (?:branches|curve)/,
    );
  });
});

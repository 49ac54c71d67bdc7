// Covers src/runner/verify.ts: records whose runs were stopped or diverged.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changed, golden, oneDigitOn, recordOf, verified, words } from '../../support/verified-records.mjs';

describe('verifying how runs ended', () => {
  it('accepts a record that was stopped, as far as it was trained', async () => {
    const overrides = {
      'model.widths': [4, 6],
      'training.steps': 100_000,
      'evaluation.samples': 64,
      'lrSweep.count': 2,
      'seeds.count': 1,
    };
    const text = await recordOf('manifold', overrides, ({ runs }) => runs.every(({ step }) => step > 50));
    assert.equal(JSON.parse(text).records[0].outcome, 'stopped');
    const { replicas, numbers, difference } = await verified(text);
    assert.deepEqual({ replicas, difference }, { replicas: 4, difference: null });
    assert.ok(numbers > 4 * 50);
    const edited = changed(
      text,
      (lines) => (lines[3].curve.losses[49] = oneDigitOn(lines[3].curve.losses[49])),
    );
    assert.match(await words(edited), /^w6, replica 1, step \d+: curve.losses/);
  });

  it('accepts diverged replicas, all of a run or one of them', async () => {
    const overrides = {
      'model.widths': [4, 6],
      'training.optimizer.type': 'sgd',
      'training.steps': 120,
      'training.batch': 32,
      'training.schedule.warmupSteps': 0,
      'evaluation.samples': 64,
      'seeds.count': 1,
      'lrSweep.count': 2,
    };
    for (const lrSweep of [{ 'lrSweep.centre': 50 }, { 'lrSweep.centre': 5, 'lrSweep.ratio': 100 }]) {
      const text = await recordOf('manifold', { ...overrides, ...lrSweep });
      const outcomes = JSON.parse(text).records.map(({ outcome }) => outcome);
      assert.ok(outcomes.includes('diverged'), outcomes.join());
      assert.equal((await verified(text)).difference, null);
      assert.equal((await verified(text, { share: 0.3 })).difference, null);
      const edited = changed(text, (lines) => {
        const line = lines.find(({ outcome }) => outcome === 'diverged');
        line.curve.losses[1] = oneDigitOn(line.curve.losses[1]);
      });
      assert.match(await words(edited), /step 2: curve.losses/);
    }
  });

  it('sees a replica that is said to have diverged and did not, on a branch too', async () => {
    /** As if all had diverged at a step, of which some branches had ended before. */
    const diverged = (step, branches) =>
      changed(golden('facts-branches'), (lines, spec) => {
        for (const line of lines) {
          const lengths = {
            curve: line.curve.steps.filter((at) => at <= step).length,
            evaluations: 2,
            branches,
          };
          for (const [part, length] of Object.entries(lengths))
            for (const column of Object.values(line[part])) column?.splice(length);
          Object.assign(line, { step, samplesSeen: step * spec.training.batch, outcome: 'diverged' });
        }
      });
    // The second branch goes from step 25 to 36.
    const places = [
      [20, 1],
      [25, 1],
      [40, 2],
    ];
    for (const [step, branches] of places)
      assert.match(
        await words(diverged(step, branches)),
        /^w8, replica 0: outcome: the record has "diverged", training gives "(?:skipped|finished)"/,
      );
  });
});

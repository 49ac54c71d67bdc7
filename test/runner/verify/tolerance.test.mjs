// Covers src/lab/records/record-tolerance.ts, by src/runner/verify.ts: records of GPUs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changed, golden, lab, recordOf, words } from '../../support/verified-records.mjs';

describe('verifying a record of a GPU', () => {
  it("holds a GPU's record to its tolerance: tightly at first, then to what seeds differ by", async () => {
    const text = golden('facts-branches');
    const edit = (change) =>
      words(
        changed(text, (lines) => change(lines[1])),
        { tolerant: true },
      );
    assert.equal(await edit(({ curve }) => (curve.losses[6] *= 1 + 1e-5)), undefined);
    assert.match(await edit(({ curve }) => (curve.losses[6] *= 1 + 1e-3)), /step 7: curve.losses/);
    assert.equal(await edit(({ evaluations }) => (evaluations.losses[2] *= 1.2)), undefined);
    assert.match(
      await edit(({ evaluations }) => (evaluations.losses[2] *= 20)),
      /step 60: evaluations.losses/,
    );
  });

  it('compares what the processor trained alone bit for bit, in a record that a GPU trained too', async () => {
    const text = golden('manifold-widened');
    const { records } = lab.readRecordFile(text);
    const runs = records.runs.map((run) =>
      run.plan.id === 'w5' ? { ...run, engines: ['gpu', 'cpu'] } : run,
    );
    const mixed = lab.recordsToJson({ ...records, runs });
    const slightly = (run) =>
      changed(mixed, (lines) => (lines.find((line) => line.run === run).curve.losses[6] *= 1 + 1e-6));
    assert.equal(await words(slightly('w5'), { byEngine: true }), undefined);
    const [other] = runs.map(({ plan }) => plan.id).filter((id) => id !== 'w5');
    assert.match(await words(slightly(other), { byEngine: true }), /step 7: curve.losses/);
  });

  it("does not let a GPU's record determine its own tolerance", async () => {
    // A record whose late losses are invented, so that its seeds are far apart.
    const text = await recordOf('manifold', {
      'model.widths': [4, 6],
      'training.steps': 60,
      'training.batch': 32,
      'training.schedule.warmupSteps': 4,
      'evaluation.samples': 64,
      'lrSweep.count': 2,
      'lrSweep.widen': false,
      'seeds.count': 2,
    });
    const invented = (high, low) =>
      changed(text, (lines) => {
        lines.forEach((line, i) => {
          for (const { steps, losses } of [line.curve, line.evaluations])
            steps.forEach((step, at) => {
              if (step > 20) losses[at] *= i % 4 < 2 ? high : low;
            });
        });
      });
    assert.equal(await words(text, { tolerant: true }), undefined);
    for (const text of [invented(100, 1e-6), invented(1e-6, 100), invented(2.1, 1 / 2.1)])
      for (const share of [1, 0.5, 0.1])
        assert.match(await words(text, { tolerant: true, share }), /step (?:2[1-9]|60): /);
    // Seeds that are far apart themselves allow a factor of two, not more.
    const trained = JSON.parse(invented(100, 1e-6)).records;
    const agree = lab.withinGpuTolerance(trained);
    const at = (factor) => agree(trained[0], { part: 'curve', column: 'losses', step: 60 }, factor, 1);
    assert.deepEqual([at(1.9), at(2.1)], [true, false]);
    const alone = lab.withinGpuTolerance(trained.slice(0, 1));
    const place = { part: 'curve', column: 'losses', step: 60 };
    assert.deepEqual([alone(trained[0], place, 1.3, 1), alone(trained[0], place, 1.4, 1)], [true, false]);
  });
});

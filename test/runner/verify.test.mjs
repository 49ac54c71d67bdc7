import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { goldenFolder, importSource, kernelModule } from '../support/golden-files.mjs';

let lab;
let module;
before(async () => {
  const parts = [
    'src/lab/records/check-record.ts',
    'src/lab/records/compare-records.ts',
    'src/lab/records/record-tolerance.ts',
    'src/lab/records/write-records.ts',
    'src/lab/plan/plan.ts',
    'src/lab/presets/resolve.ts',
    'src/lab/records/store.ts',
    'src/runner/control.ts',
    'src/runner/pool/pool-backend.ts',
    'src/runner/runner.ts',
    'src/runner/verify.ts',
  ];
  lab = Object.assign({}, ...(await Promise.all(parts.map(importSource))));
  module = await kernelModule();
});

const info = {
  engine: 'cpu',
  engineVersion: 1,
  vendor: '',
  architecture: '',
  description: 'CPU',
  software: false,
  threads: 1,
  simd: 'plain',
  check: '',
  flopsPerSecond: null,
};

const openBackend = () => lab.PoolBackend.open({ module, spawn: () => null, info });

/** Trains a preset; `until` may stop it. Returns the text of records.json. */
async function recordOf(preset, overrides, until = () => false) {
  const backend = await openBackend();
  const store = new lab.LabStore();
  const control = new lab.RunControl();
  for await (const events of lab.runPlan(backend, lab.plan(lab.resolveExperiment(preset, overrides)), {
    control,
  })) {
    store.apply(events);
    if (until(store.state)) control.stop();
  }
  backend.close();
  return lab.recordsToJson(store.state);
}

/** What verifying a text comes to: the first difference, or what was compared. */
async function verified(text, { share = 1, seed = 1, tolerant = false } = {}) {
  const file = lab.readRecordFile(text);
  const unplanned = lab.planDifference(file);
  if (unplanned) return { difference: unplanned };
  const backend = await openBackend();
  const control = new lab.RunControl();
  const agreement = tolerant ? lab.withinGpuTolerance : () => lab.exactly;
  const lines = lab.sampleLines(file, share, seed);
  const verdict = await lab.verifyLines(backend, file, lines, { control, agreement });
  backend.close();
  return verdict;
}

const words = async (text, options) => (await verified(text, options)).difference?.words;

/** The text with its lines changed, and its spec. */
function changed(text, change) {
  const document = JSON.parse(text);
  change(document.records, document.spec);
  return JSON.stringify(document);
}

/** The next number of nine digits. */
const oneDigitOn = (value) => Number((value * (1 + 1e-8)).toPrecision(9));

const golden = (name) => readFileSync(join(goldenFolder, `${name}.json`), 'utf8');

describe('verifying a record', () => {
  it('finds it identical: widened learning-rate sweeps, branches, and every number counted', async () => {
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

  it('draws replicas by the seed alone: nothing that a record says turns eyes from a line', () => {
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

  it('names the first number that is another: run, replica, step, field and both values', async () => {
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

  it('sees runs and replicas that are missing, doubled, swapped or made up', async () => {
    const text = golden('manifold-widened');
    const edit = (change) => words(changed(text, change));
    assert.equal(
      await edit((lines) => lines.splice(3, 1)),
      'w5, replica 3 is missing, which the experiment plans',
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

  it('takes a record that was stopped as far as it came', async () => {
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

  it('takes what has diverged, all of a run or one replica of it', async () => {
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

  it('does not let a size be taken away by marking what has all its steps as unfinished', async () => {
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

  it("does not let a GPU's record say how near it has to come", async () => {
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

// Covers src/cli/commands/{challenge,challenge-retrain}.ts and src/cli/shared/draw.ts: whether a hand-in holds, as a teacher asks.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { challengeOf, lab, sealedAgain, studentsParts } from '../../support/challenge.mjs';
import { openCli } from '../../support/cli.mjs';

const challenge = challengeOf();
let { inHere, file, refuses, remove } = {};
let parts;
before(async () => {
  ({ inHere, file, refuses, remove } = await openCli());
  parts = await studentsParts(challenge);
});
after(() => remove());

const verify = (path, ...args) => inHere('challenge', 'verify', path, '--threads', '1', ...args);

/** A hand-in with something changed, and every checksum made again. */
function careful(name, change) {
  const copy = JSON.parse(JSON.stringify(parts));
  change(copy);
  const last = copy.at(-1);
  const experiments = copy.slice(0, -1).map(({ records }) => lab.digestOf(records));
  last.seal = sealedAgain({ ...last.seal, experiments });
  return file(name, lab.handInToJson(challenge, copy));
}

describe('challenge verify', () => {
  it('ends with 0 where all holds, and says the rules, the budget, the score and what it trained again', async () => {
    const path = file('whole.json', lab.handInToJson(challenge, parts));
    const { code, stdout, stderr } = await verify(path, '--link', await lab.challengeToHash(challenge));
    assert.match(
      stdout,
      new RegExp(
        '^Challenge [0-9a-f]{16}, "Tiny": Data manifold, task \\{"type":"manifold","dimension":2,"seed":1\\}\n' +
          'Seed 5, budget 5\\.146 × 10⁵ FLOPs \\(10 s at 5\\.146 × 10⁴ FLOP/s\\)\\.\n' +
          'Spent: 4\\.142 × 10⁵ FLOPs of 5\\.146 × 10⁵ in 3 runs, the final one among them\\.\n' +
          'Score: a loss of 0\\.081475; 0\\.10000 was predicted, 22\\.7 % off\\.\n' +
          'Trained again: 3 models, \\d+ numbers\\.\n' +
          'They were drawn with the seed (\\d+); --seed \\1 repeats the draw\\.\n' +
          'All holds\\.\n$',
      ),
    );
    assert.equal(code, 0, stderr);
    const all = JSON.parse((await verify(path, '--share', '1', '--json')).stdout);
    assert.deepEqual(
      [all.holds, all.findings, all.retrained.replicas, all.retrained.seed],
      [true, [], 6, null],
    );
    assert.deepEqual([all.challenge.id, all.spent, all.experiments], [lab.challengeId(challenge), 414240, 3]);
  });

  it('ends with 1 and names a loss that was edited, though all checksums were made again', async () => {
    const better = careful(
      'better.json',
      ([, , final]) => (final.records.records[0].evaluations.losses[2] *= 0.5),
    );
    const { code, stdout } = await verify(better, '--json');
    const { holds, findings } = JSON.parse(stdout);
    assert.deepEqual([code, holds, findings.length], [1, false, 1]);
    assert.equal(findings[0].experiment, 'experiment 3 (final hare)');
    assert.match(
      findings[0].words,
      /^w8, replica 0, step 40: evaluations.losses: the record has 0\.0407\d+, training gives 0\.0814750567$/,
    );
    const curve = careful('curve.json', ([first]) =>
      first.records.records.forEach((line) => (line.curve.losses[3] += 1e-7)),
    );
    const words = (await verify(curve)).stdout;
    assert.match(
      words,
      /\nOne thing does not hold:\n- Experiment 1 \(brave otter\): w\d, replica \d, step 4: curve.losses: /,
    );
  });

  it('names an overspent budget, a second final run and another challenge than that of the link', async () => {
    const path = file(
      'two.json',
      lab.handInToJson(challengeOf({ budget: 5e5 }), [...parts, { ...parts[2], name: '' }]),
    );
    const { code, stdout } = await verify(path, '--link', await lab.challengeToHash(challenge));
    assert.equal(code, 1);
    assert.match(
      stdout,
      /\n3 things do not hold:\n- It answers another challenge, [0-9a-f]{16}: the link is that of [0-9a-f]{16}\.\n/,
    );
    assert.match(
      stdout,
      /\n- Experiment 4: a second final run: experiment 3 \(final hare\) is the first, and a challenge has one\.\n/,
    );
    const poor = await verify(file('poor.json', lab.handInToJson(challengeOf({ budget: 3e5 }), parts)));
    assert.match(poor.stdout, /\n- The budget is overspent: 4\.142 × 10⁵ FLOPs were trained, of 3 × 10⁵\.\n/);
  });

  it("compares a GPU's records within a tolerance, and says so; another engine's cannot be trained again", async () => {
    const gpu = careful('gpu.json', (copy) => {
      for (const { records } of copy) records.device.engine = 'gpu';
      copy[2].records.records[0].evaluations.losses[2] *= 1.01;
    });
    const { code, stdout } = await verify(gpu);
    assert.match(
      stdout,
      /\nA GPU has trained experiment 1 \(brave otter\), .*: compared within a tolerance, losses within 0\.0001 up to step 20;.*\nAll holds\.\n$/,
    );
    assert.equal(code, 0);
    const later = await verify(
      careful('later.json', ([first]) => (first.records.device.engineVersion = 999)),
    );
    assert.match(
      later.stdout,
      /- Experiment 1 .*: it was trained by version 999 of the engine; this is version \d+, which cannot/,
    );
    const relaxed = await verify(
      careful('relaxed.json', ([first]) => (first.records.device.simd = 'relaxed')),
    );
    assert.match(relaxed.stdout, /- Experiment 1 .*: it was trained with relaxed SIMD/);
    assert.deepEqual([later.code, relaxed.code], [1, 1]);
  });

  it('ends with 2 for what it cannot read', async () => {
    const text = lab.handInToJson(challenge, parts);
    const refusesFile = (content, message) =>
      refuses(['challenge', 'verify', file('bad.json', content)], message);
    await refusesFile(text.slice(0, 3000), /bad\.json: this is not valid JSON; it may be cut off\.\n$/);
    await refusesFile('{"a":'.repeat(5000), /not valid JSON|within one another/);
    await refusesFile('{}', /bad\.json: format: this field is missing\.\n$/);
    await refuses(['challenge', 'verify', 'nowhere.json'], /^nowhere\.json: no such file or folder\.\n$/);
    await refuses(
      ['challenge'],
      /^Expected challenge verify, got nothing\.\nSee: npm run -s cli -- challenge --help\n$/,
    );
    const whole = file('whole.json', text);
    await refuses(
      ['challenge', 'verify', whole, '--share', '0'],
      /^--share: expected a number above 0, up to 1, got 0/,
    );
    await refuses(
      ['challenge', 'verify', whole, '--link', 'x'],
      /^--link: expected the link of a challenge, got "x"/,
    );
    await refuses(
      ['challenge', 'verify', whole, '--link', '#challenge=1.x'],
      /^--link: It is cut off or damaged/,
    );
  });
});

// Covers src/lab/challenge/{audit,hand-in,final-seal,score}.ts: a hand-in that holds, and each thing in it that does not, named.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { challengeOf, lab, sealedAgain, specOf, studentsParts, train } from '../../support/challenge.mjs';

const challenge = challengeOf();
let parts;
let text;
before(async () => {
  parts = await studentsParts(challenge);
  text = lab.handInToJson(challenge, parts);
});

/** What does not hold in a text, a line each. */
const found = (content) =>
  lab.audit(lab.readHandIn(content)).findings.map(({ experiment, words }) => `${experiment ?? ''}: ${words}`);

/** The hand-in with something changed; its own checksum is made again where `careful`, and so are spending and score. */
function edited(change, { careful = false } = {}) {
  const document = JSON.parse(text);
  change(document);
  if (!careful) return JSON.stringify(document);
  return lab.handInToJson(document.challenge, document.experiments);
}

/** The same with a seal that was made again too, by someone who knows how. */
const resealed = (change) =>
  edited(
    (document) => {
      change(document);
      const last = document.experiments.find(({ seal }) => seal !== null);
      last.seal = sealedAgain(last.seal);
    },
    { careful: true },
  );

const matches = (lines, ...patterns) => {
  assert.equal(lines.length, patterns.length, lines.join('\n'));
  for (const [i, pattern] of patterns.entries()) assert.match(lines[i], pattern);
};

const final = 'experiment 3 \\(final hare\\): ';

describe('a hand-in', () => {
  it('holds as it was written, with spending and score of its records', () => {
    const handIn = lab.readHandIn(text);
    const { findings, ledger, score } = lab.audit(handIn);
    assert.deepEqual(findings, []);
    assert.deepEqual(handIn.challenge, challenge);
    assert.equal(handIn.spent, ledger.spent);
    const loss = parts[2].records.records[0].evaluations.losses.at(-1);
    assert.deepEqual(score, { loss, prediction: 0.1, error: Math.abs(0.1 - loss) / loss });
    assert.ok(text.length < 20_000);
  });

  it('names a loss that was edited, of an experiment and of the final run', () => {
    const edit = (i) => (document) =>
      (document.experiments[i].records.records[0].evaluations.losses[1] *= 0.9);
    const changed =
      /experiment 1 \(brave otter\): its records are not those that the seal names: they were changed since/;
    matches(found(edited(edit(0))), changed, /the file was changed after it was written/);
    matches(found(edited(edit(0), { careful: true })), changed);
    const better = (document) => (document.experiments[2].records.records[0].evaluations.losses[2] *= 0.5);
    matches(
      found(edited(better)),
      /it says that the score is a loss of 0\.\d+, predicted as 0\.100000, .* its records give a loss of 0\.\d+/,
      /the file was changed/,
    );
  });

  it('names a budget that was overspent, and spending that is told wrong', () => {
    const small = challengeOf({ budget: 4e5 });
    const line = /^: the budget is overspent: 4\.142 × 10⁵ FLOPs were trained, of 4 × 10⁵$/;
    matches(
      found(lab.handInToJson(small, parts)),
      line,
      new RegExp(`${final}the prediction was sealed for another challenge`),
    );
    matches(
      found(edited((document) => (document.spent = 1))),
      /^: it says that 1 FLOPs were spent; its records come to 4\.142 × 10⁵$/,
      /checksum/,
    );
  });

  it('names a second final run, and that there is none', async () => {
    const again = { ...parts[2], name: 'sly fox' };
    matches(
      found(lab.handInToJson(challenge, [...parts, again])),
      /^experiment 4 \(sly fox\): a second final run: experiment 3 \(final hare\) is the first, and a challenge has one$/,
    );
    matches(
      found(lab.handInToJson(challenge, parts.slice(0, 2))),
      /^: there is no final run, so there is no score$/,
    );
    // As an experiment it is one that came after the seal, and had trained the run.
    const later = (document) => document.experiments.push({ ...document.experiments[2], seal: null });
    assert.ok(
      found(edited(later, { careful: true })).some((line) =>
        /trained after the prediction was sealed/.test(line),
      ),
    );
  });

  it('names a prediction that was edited after the run, and a changed time of its seal', () => {
    const exact = ({ experiments }) =>
      (experiments[2].seal.prediction = experiments[2].records.records[0].evaluations.losses.at(-1));
    matches(
      found(edited(exact, { careful: true })),
      new RegExp(`^${final}the sealed prediction was changed after it was sealed$`),
    );
    const later = ({ experiments }) => (experiments[2].seal.sealedAt += 3.6e6);
    matches(
      found(edited(later)),
      new RegExp(`${final}the sealed prediction was changed`),
      new RegExp(`${final}the prediction was sealed 20\\d\\d-.* UTC, after its run had begun, 20\\d\\d-`),
      /checksum/,
    );
    matches(found(resealed(later)), /after its run had begun/);
    const exactly = resealed(exact);
    assert.deepEqual(found(exactly), [], 'a prediction that was replaced with all checksums is not detected');
    const before = ({ experiments }) => (experiments[2].seal.sealedAt = 1000);
    const lines = found(resealed(before));
    assert.deepEqual(
      lines,
      [],
      'a seal from before its experiments names them all the same: it is not detected',
    );
  });

  it('names an experiment that was removed, or came later', async () => {
    matches(
      found(edited(({ experiments }) => experiments.shift(), { careful: true })),
      /^: an experiment that the seal names is missing$/,
    );
    const forgotten = (document) => {
      document.experiments.shift();
      document.experiments[1].seal.experiments.shift();
    };
    assert.deepEqual(
      found(resealed(forgotten)),
      [],
      'one that was removed with all checksums is not detected',
    );
    matches(
      found(edited(({ experiments }) => experiments.splice(0, 2), { careful: true })),
      /^: 2 experiments that the seal names are missing$/,
    );
    const extra = {
      name: 'late bat',
      seal: null,
      records: lab.recordsDocument(await train(specOf({ 'model.widths': [3] }))),
    };
    const wide = challengeOf();
    matches(
      found(lab.handInToJson(wide, [...parts, extra])),
      /^experiment 4 \(late bat\): it was trained after the prediction was sealed$/,
    );
  });

  it('names a final run that was swapped, or trained before', async () => {
    const other = lab.recordsDocument(
      await train({ ...parts[2].seal.spec, training: { ...parts[2].seal.spec.training, steps: 39 } }),
    );
    matches(
      found(edited(({ experiments }) => (experiments[2].records = other), { careful: true })),
      new RegExp(
        `${final}this is not the run whose loss was predicted: its settings differ from those in the seal`,
      ),
    );
    const peeked = { name: '', seal: null, records: parts[2].records };
    const seal = lab.sealFinal(challenge, {
      ...parts[2].seal,
      experiments: [...parts.slice(0, 2), peeked].map(({ records }) => lab.digestOf(records)),
      sealedAt: parts[2].seal.sealedAt,
    });
    const lines = found(lab.handInToJson(challenge, [...parts.slice(0, 2), peeked, { ...parts[2], seal }]));
    matches(lines, /an experiment had trained this run before its loss was predicted/);
  });

  it('names another task, seed or budget than its seal has, and a spec that was edited', () => {
    const other =
      /sealed for another challenge, [0-9a-f]{16}: the rules in the file are those of [0-9a-f]{16}/;
    matches(found(edited((document) => (document.challenge.budget *= 2), { careful: true })), other);
    const seeds = found(edited(({ challenge: { spec } }) => (spec.seeds.first = 6), { careful: true }));
    assert.match(
      seeds[0],
      /^experiment 1 \(brave otter\): it has another seed: its first is 5, and 6 in the challenge$/,
    );
    const task = found(edited(({ challenge: { spec } }) => (spec.task.dimension = 3), { careful: true }));
    assert.match(task[0], /^experiment 1 \(brave otter\): it has another task: dimension is 2, and 3/);
    const spec = found(
      edited(({ experiments }) => (experiments[0].records.spec.training.steps = 19), { careful: true }),
    );
    assert.match(spec[0], /^experiment 1 \(brave otter\): w4: it has done 20 of 19 steps$/);
    const seed = found(
      edited(({ experiments }) => (experiments[1].records.spec.seeds.first = 7), { careful: true }),
    );
    assert.match(
      seed[0],
      /^experiment 2 \(calm lynx\): it has another seed: its first is 7, and 5 in the challenge$/,
    );
  });

  it('names steps that were not trained, and a final run without a loss', () => {
    const fewer = found(
      edited(({ experiments }) => experiments[0].records.records.forEach((line) => (line.step = 0)), {
        careful: true,
      }),
    );
    assert.match(
      fewer[0],
      /^experiment 1 .*: w4, replica 0: samplesSeen: the record has 160, the experiment has 0$/,
    );
    const more = found(
      edited(({ experiments }) => (experiments[2].records.records[0].step = 1e9), { careful: true }),
    );
    assert.match(more[0], new RegExp(`^${final}w8: it has done 1000000000 of 40 steps$`));
    const nothing = found(
      edited(({ experiments }) => (experiments[2].records.records[0].evaluations.losses[2] = null)),
    );
    assert.ok(
      nothing.some(
        (line) =>
          line === 'experiment 3 (final hare): the final run has no loss at its end, so there is no score',
      ),
    );
    const diverged = found(
      edited(({ experiments }) => (experiments[2].records.records[0].outcome = 'diverged')),
    );
    assert.ok(diverged.some((line) => /the final run diverged, so there is no score/.test(line)));
  });

  it('is refused in words where it cannot be read', () => {
    const refused = (content, message) =>
      assert.throws(
        () => lab.readHandIn(content),
        (error) => error instanceof lab.InputError && message.test(error.message),
      );
    refused('', /not valid JSON/);
    refused(text.slice(0, 5000), /not valid JSON; it may be cut off/);
    refused(text.replace('"spent": ', '"spent": NaN + '), /not valid JSON/);
    refused(
      text.replace(/"spent": \d+/, '"spent": 1e999'),
      /^spent: expected a finite number, got Infinity$/,
    );
    refused('{"a":'.repeat(70) + '1' + '}'.repeat(70), /at most 64 lists and objects within one another/);
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
    refused(JSON.stringify(keys), /^format: this field is missing$/);
    refused(
      edited((document) => Object.assign(document, keys)),
      /^k0: there is no such field$/,
    );
    refused(
      edited((document) => Object.assign(document.challenge, keys)),
      /^challenge: k0: there is no such field/,
    );
    refused(
      edited(({ experiments }) => Object.assign(experiments[0].records.spec, keys)),
      /^experiment 1 \(brave otter\): .*no such field/,
    );
    refused(
      edited((document) => (document.version = 2)),
      /^version: expected 1, got 2$/,
    );
    refused(
      edited(({ experiments }) => delete experiments[2].seal.prediction),
      /^experiments.2.seal.prediction: /,
    );
    refused(
      edited(({ experiments }) => (experiments[2].seal.spec.model.widths = [])),
      /^experiment 3 \(final hare\): its seal: model.widths: /,
    );
    refused(
      edited(({ experiments }) => (experiments[1].records.records[0].config = 'w99')),
      /^experiment 2 .*: the spec has no config w99$/,
    );
    refused(
      edited((document) => (document.experiments = Array(1001).fill(document.experiments[0]))),
      /^experiments: /,
    );
  });

  it('seals a loss only', () => {
    for (const prediction of [0, -1, NaN, Infinity])
      assert.throws(
        () => lab.sealFinal(challenge, { spec: challenge.spec, prediction, experiments: [], sealedAt: 0 }),
        /^InputError: prediction: expected a loss above 0, got /,
      );
  });
});

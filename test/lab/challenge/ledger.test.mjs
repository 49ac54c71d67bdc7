// Covers src/lab/challenge/{ledger,rules,challenge,challenge-link}.ts and test/support/{challenge.mjs,challenge-sources.ts}: what a
// challenge fixes, its link, and what experiments cost it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { challengeOf, lab, specOf, train } from '../../support/challenge.mjs';

const trainedOf = ({ plan, runs }) => ({ plan, runs });
const nothing = new Map();
const whole = (spec) => lab.priceOf(lab.plan(spec), nothing).whole;

describe('a challenge', () => {
  it('comes back from its link, whole, and from one with an address before it', async () => {
    const challenge = challengeOf();
    const hash = await lab.challengeToHash(challenge);
    assert.match(hash, /^#challenge=1\.[0-9a-f]{6}\.[\w-]+$/);
    assert.ok(hash.length < 1000);
    assert.deepEqual(await lab.challengeFromHash(hash), challenge);
    assert.deepEqual(
      await lab.challengeFromHash(`https://example.org/lab/?engine=cpu${hash}&present`),
      challenge,
    );
    assert.equal(await lab.challengeFromHash('#gallery'), null);
    await assert.rejects(lab.challengeFromHash(hash.slice(0, -9)), /cut off or damaged/);
  });

  it('has an id of its rules: task, seed, evaluation and budget, not of its title or first design', () => {
    const id = lab.challengeId(challengeOf());
    assert.match(id, /^[0-9a-f]{16}$/);
    assert.equal(lab.challengeId(challengeOf({ title: 'Other', spec: specOf({ 'model.widths': [9] }) })), id);
    const others = [
      challengeOf({ budget: 1e6 }),
      challengeOf({ rate: null }),
      ...[{ 'task.dimension': 3 }, { 'seeds.first': 6 }, { 'evaluation.samples': 65 }].map((set) =>
        challengeOf({ spec: specOf(set) }),
      ),
    ].map(lab.challengeId);
    assert.equal(new Set([id, ...others]).size, 6);
  });

  it('is refused in words that name the field', () => {
    const refused = (fields, message) => assert.throws(() => challengeOf(fields), message);
    refused({ budget: -1 }, /^InputError: budget: expected a number from 1 to 1e\+24, got -1$/);
    refused({ rate: 'fast' }, /rate: expected a number/);
    refused({ title: 'x'.repeat(81) }, /title: expected at most 80 characters/);
    refused({ more: 1 }, /more: there is no such field/);
    refused({ spec: { ...specOf(), seeds: { count: 0, first: 1 } } }, /seeds.count: expected a whole number/);
    const text = {
      type: 'text',
      tokens: 'byte',
      vocabulary: 256,
      context: 8,
      heldOut: 0.1,
      textId: 'a',
      name: 'a',
      seed: 1,
    };
    refused(
      { spec: { ...lab.resolveExperiment('markov'), task: text } },
      /task.type: expected a task that a link can hold/,
    );
  });

  it('has its budget in seconds where it was stated so', () => {
    const challenge = challengeOf();
    assert.ok(Math.abs(lab.secondsOf(challenge.budget, challenge) - 10) < 1e-9);
    assert.equal(lab.secondsOf(5, { rate: null }), null);
  });
});

describe('the rules of a challenge', () => {
  it('fix task, seed and evaluation, and leave sizes, data and rates free', () => {
    const fixed = challengeOf().spec;
    const free = {
      'model.widths': [3, 9],
      'data.uniqueSamples': [50],
      'lrSweep.enabled': true,
      'training.steps': 7,
    };
    assert.deepEqual(lab.ruleProblems(specOf(free), fixed), []);
    const broken = (set) => lab.ruleProblems(specOf(set), fixed).join();
    assert.equal(
      broken({ 'task.dimension': 3 }),
      'it has another task: dimension is 3, and 2 in the challenge',
    );
    assert.equal(broken({ 'seeds.first': 1 }), 'it has another seed: its first is 1, and 5 in the challenge');
    assert.match(broken({ 'lrSweep.enabled': true, 'lrSweep.widen': true }), /may grow while it trains/);
    assert.match(broken({ 'evaluation.samples': 8 }), /^it is evaluated otherwise/);
    const started = { ...specOf(), start: { weightsId: 'a', name: 'a' } };
    assert.deepEqual(lab.ruleProblems(started, fixed), ['it starts from trained weights']);
    const all = { ...started, task: { ...started.task, dimension: 3 }, seeds: { count: 3, first: 9 } };
    const ruled = lab.ruled(all, fixed);
    assert.deepEqual(lab.ruleProblems(ruled, fixed), []);
    assert.equal(ruled.seeds.count, 3);
  });

  it('take a final run of a single model', () => {
    const many = specOf({
      'model.widths': [3, 9],
      'data.uniqueSamples': [50, null],
      'lrSweep.enabled': true,
    });
    assert.equal(lab.finalProblems(many).join(), 'it has 2 sizes: a final run is a single model');
    const final = lab.finalOf(many, { width: 9, uniqueSamples: 50 });
    assert.deepEqual(lab.finalProblems(final), []);
    assert.deepEqual(
      lab.plan(final).runs.map(({ replicas }) => replicas.length),
      [1],
    );
  });
});

describe('the ledger of a challenge', () => {
  it('counts exact training FLOPs, refunds what was not trained, and has the same experiment free', async () => {
    const spec = specOf();
    const cut = specOf({ 'training.steps': 200_000 });
    const all = await train(spec);
    const stopped = await train(cut, ({ runs }) => runs[0].step > 0);
    const done = stopped.runs.reduce(
      (sum, { plan, step }) => sum + (plan.trainingFlops / plan.steps) * step * plan.replicas.length,
      0,
    );
    assert.ok(done > 0 && done < whole(cut));
    const { costs, spent, left } = lab.ledgerOf(10 * whole(cut), [all, stopped, all].map(trainedOf));
    assert.deepEqual(costs, [
      { whole: whole(spec), free: 0, spent: whole(spec), refunded: 0 },
      { whole: whole(cut), free: 0, spent: done, refunded: whole(cut) - done },
      { whole: whole(spec), free: whole(spec), spent: 0, refunded: 0 },
    ]);
    assert.equal(spent, whole(spec) + done);
    assert.equal(left, 10 * whole(cut) - spent);
  });

  it('has one more size, or one more seed, cost that alone', async () => {
    const { trained } = lab.ledgerOf(1, [trainedOf(await train(specOf()))]);
    const due = (set) => lab.priceOf(lab.plan(specOf(set)), trained).due;
    assert.equal(due({}), 0);
    assert.equal(due({ 'model.widths': [4, 6, 9] }), whole(specOf({ 'model.widths': [9] })));
    assert.equal(due({ 'seeds.count': 3 }), whole(specOf({ 'seeds.count': 1 })));
    // Everything else makes it another training.
    for (const set of [
      { 'training.steps': 21 },
      { 'training.optimizer.weightDecay': 0.3 },
      { 'training.schedule.warmupSteps': 3 },
      { 'lrSweep.centre': 0.02 },
      { 'data.uniqueSamples': [50] },
      { 'data.order': 'shared' },
      { 'model.initialisation': 'he' },
    ])
      assert.equal(due(set), whole(specOf(set)), JSON.stringify(set));
  });

  it('counts branches as far as they were trained', async () => {
    const branched = specOf({ 'training.schedule.type': 'wsd', 'data.branches': [0.5] });
    const [run] = lab.plan(branched).runs;
    const { from, to } = run.branches[0];
    const alone = whole({ ...branched, data: { ...branched.data, branches: [] } });
    assert.equal(whole(branched), (alone * (20 + to - from)) / 20);
    const state = await train(branched);
    assert.equal(lab.ledgerOf(1, [trainedOf(state)]).spent, whole(branched));
    const early = state.runs.map((each) => ({ ...each, step: 12, branchEvaluations: [] }));
    assert.equal(lab.ledgerOf(1, [{ plan: state.plan, runs: early }]).spent, (alone * 12) / 20);
  });

  it('knows what was trained before, and the number of steps that would fit', async () => {
    const state = await train(specOf());
    const { trained } = lab.ledgerOf(1, [trainedOf(state)]);
    const final = (width) => lab.plan(lab.finalOf(specOf(), { width, uniqueSamples: null }));
    assert.equal(lab.isKnown(final(6), trained), true);
    assert.equal(lab.isKnown(final(7), trained), false);
    const spec = specOf({ 'training.steps': 1000 });
    const steps = lab.fittingSteps(spec, whole(spec) / 3);
    assert.equal(steps, 333);
    assert.ok(whole(specOf({ 'training.steps': steps })) <= whole(spec) / 3);
    assert.equal(lab.fittingSteps(spec, 10), null);
  });
});

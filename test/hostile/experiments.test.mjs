// Covers what reads experiments from outside (src/lab/share/{spec-link,result-link,packed}.ts, src/lab/presets/resolve.ts, src/lab/experiment/, plan/): any link
// and any spec is accepted whole, and then round-trips and can be planned, or is refused in words.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { attack, attackWith, openSources } from '../support/hostile.mjs';
import { mutantsOf } from '../support/mutants.mjs';

let lab;
before(async () => (lab = await openSources()));
after(() => lab.remove());

const hashOf = (text, version = 2) => `#e=${version}.${deflateRawSync(text).toString('base64url')}`;
const device = { engine: 'gpu', software: false, threads: null, flopsPerSecond: 1e12 };

/** What the page does with an experiment: describe it and make its link. */
async function useSpec(spec) {
  const { specFromHash, specToHash, planCost, estimateSeconds, readExperiment } = lab;
  const { plan } = readExperiment(spec, { withoutGiven: true });
  if (plan) assert.ok(estimateSeconds(planCost(plan), device) >= 0);
  const again = await specFromHash(await specToHash(spec));
  assert.equal(JSON.stringify(again), JSON.stringify(spec));
}

/** Every preset but those of tales and texts, whose tasks take long to make, or are not here. */
const specs = () =>
  lab.presetIds.filter((id) => !/text|tales|grammar/.test(id)).map((id) => lab.composeExperiment(id, {}));

describe('a link to an experiment', () => {
  it('opens whole or is refused in words, however it was changed', async () => {
    const sets = [
      { 'task.dimension': 5, 'lrSweep.count': 3 },
      { 'model.widths': [4, 8], 'seeds.count': 2 },
      { size: 'small' },
    ];
    const payloads = [
      ...sets.map((set) => ({ preset: 'manifold', set: { 'training.optimizer.type': 'sgd', ...set } })),
      { preset: 'glyphs', set: { 'training.steps': 100 } },
      ...specs()
        .slice(0, 4)
        .map((spec) => ({ spec })),
    ];
    await attackWith(mutantsOf(payloads), 150, (text) =>
      attack(lab, () => lab.specFromHash(hashOf(text)), useSpec),
    );
  });

  it('is refused in words where it was made to break the page', async () => {
    const numbers = Array.from({ length: 32 }, (_, i) => i + 1);
    const manifold = (set) => JSON.stringify({ preset: 'manifold', set });
    const deep = '['.repeat(49_000) + ']'.repeat(49_000);
    const broken = [
      manifold({ size: { toString: 1 } }),
      manifold({ 'training.optimizer.type': { toString: 1 } }),
      manifold({ ['x'.repeat(90_000)]: 1 }),
      manifold({
        'model.widths': numbers,
        'data.uniqueSamples': numbers,
        'lrSweep.count': 16,
        'seeds.count': 32,
        'model.depth': 16,
      }),
      '{"spec":{"a\\"b":1}}',
      `{"spec":${deep}}`,
      `{"preset":"manifold","set":{"model.widths":${deep}}}`,
      '{"preset":"__proto__","set":{}}',
      '{"preset":"manifold","set":{"__proto__.polluted":1}}',
      '{"preset":"manifold","set":{"training.steps":1e400}}',
    ];
    for (const text of broken) {
      for (const version of [1, 2]) {
        assert.ok(await attack(lab, () => lab.specFromHash(hashOf(text, version))), text.slice(0, 80));
      }
    }
  });
});

/** A result of two sizes, as a link holds it. */
const result = (changes = {}) => ({
  e: { preset: 'manifold', set: {} },
  name: 'quiet heron',
  measured: 1_700_000_000_000,
  lab: '0.1.0',
  device: { engine: 'cpu', engineVersion: 1, description: 'CPU', threads: 4, simd: 'plain', software: false },
  axis: 'N',
  convention: 'total',
  points: {
    width: [4, 5, 8, 12, 20],
    N: [45, 61, 121, 229, 541],
    D: [1e5, 1e5, 1e5, 1e5, 1e5],
    unique: [1e5, 1e5, 1e5, 1e5, 1e5],
    C: [1e7, 2e7, 4e7, 8e7, 2e8],
    loss: [0.2, 0.15, 0.08, 0.04, 0.016],
    se: [0.002, null, 0.001, 0.0004, 0.0002],
    lr: [0.1, 0.1, 0.05, 0.05, 0.02],
    edge: [0],
  },
  law: { floor: 'free', alpha: 1, alphaInterval: [0.9, 1.1], E: 0, EInterval: [0, 0.01], A: 9 },
  ...changes,
});

/** What the page does with a result: fit its law, and make its link. */
async function useResult(shared) {
  const { fit } = lab.lawOfResult(shared).law;
  assert.ok(fit.type === 'fit' ? Number.isFinite(fit.alpha) : fit.reason.length > 0);
  assert.deepEqual(await lab.resultFromHash(await lab.resultToHash(shared)), shared);
}

const resultHash = (text) => `#r=1.${deflateRawSync(text).toString('base64url')}`;

describe('a link to a result', () => {
  it('opens whole, with a law that is fitted or refused, or is refused in words, however it was changed', async () => {
    await attackWith(mutantsOf([result(), result({ axis: 'D', law: null, device: null })]), 150, (text) =>
      attack(lab, () => lab.resultFromHash(resultHash(text)), useResult),
    );
  });

  it('is refused in words where it was made to break the page', async () => {
    const { points } = result();
    const broken = [
      result({ points: { ...points, N: points.N.map(() => 1e200) } }),
      result({ points: { ...points, loss: points.loss.map(() => 0) } }),
      result({ points: { ...points, C: [1] } }),
      result({
        points: Object.fromEntries(Object.keys(points).map((key) => [key, new Array(4000).fill(1)])),
      }),
      result({ name: 'x'.repeat(5000) }),
      result({ measured: 9e15 }),
      result({ e: { preset: '__proto__', set: {} } }),
      result({ e: null }),
      result({ device: { ...result().device, toString: 1 } }),
    ].map((value) => JSON.stringify(value));
    const prototype = JSON.stringify(result()).replace('"edge"', '"__proto__":{"polluted":1},"edge"');
    for (const text of [...broken, prototype]) {
      assert.ok(await attack(lab, () => lab.resultFromHash(resultHash(text))), text.slice(0, 80));
    }
  });
});

describe('a spec', () => {
  it('is read whole or refused in words, however it was changed', async () => {
    await attackWith(mutantsOf(specs()), 150, (text) =>
      attack(
        lab,
        () => lab.parseSpec(lab.parseJson(text)),
        (spec) => {
          assert.deepEqual(lab.parseSpec(spec), spec);
          return useSpec(spec);
        },
      ),
    );
  });
});

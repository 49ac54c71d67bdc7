// Covers what reads experiments from outside (src/lab/share/{spec-link,packed}.ts, src/lab/presets/resolve.ts, src/lab/experiment/, plan/): any link
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

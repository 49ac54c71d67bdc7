// Covers src/models/optimizers: what every optimiser of the table has elsewhere. The compiler asks for the rest: how it is recorded
// (src/engine/optimizer/optimizers.ts), its float64 twin (test/reference/training.ts) and its tests (test/engine/optimizer).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { goldenFolder, importSource } from '../../support/golden-files.mjs';

const root = dirname(dirname(dirname(import.meta.dirname)));
const parityFolder = join(root, 'test/fixtures/parity');

/** The settings in a parity file's metadata. */
function paritySettings(file) {
  const bytes = readFileSync(join(parityFolder, file));
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())));
  return JSON.parse(header.__metadata__['scaling-lab']);
}

/** Types of the table that are not among `found`. */
const missing = (types, found) => types.filter((type) => !found.includes(type));

describe('every optimiser of the table', () => {
  let optimizers, optimizerTypes;
  before(async () => {
    ({ optimizers, optimizerTypes } = await importSource('src/models/optimizers/optimizers.ts'));
  });

  it('is described in docs/parity.md, with all of its settings', () => {
    const text = readFileSync(join(root, 'docs/parity.md'), 'utf8');
    const [choices] = /^\| `optimizer\.type` \|.*$/m.exec(text);
    for (const type of optimizerTypes) {
      assert.match(choices, new RegExp(`\`${type}\``), `the choices of optimizer.type lack ${type}`);
      assert.match(text, new RegExp(`^ {3}- \`${type}\` \\(`, 'm'), `step 4, the update, lacks ${type}`);
      for (const field of Object.keys(optimizers[type].fields))
        assert.match(text, new RegExp(`[\`. "]${field}\\b`), `${type}: the setting ${field}`);
    }
  });

  it('is compared with PyTorch: a parity fixture trains with it', () => {
    const files = readdirSync(parityFolder).filter((file) => file.endsWith('.safetensors'));
    assert.deepEqual(
      missing(
        optimizerTypes,
        files.map((file) => paritySettings(file).optimizer.type),
      ),
      [],
    );
  });

  it('is in a golden record', () => {
    const types = readdirSync(goldenFolder).map((file) => {
      const { spec } = JSON.parse(readFileSync(join(goldenFolder, file), 'utf8'));
      return spec.training.optimizer.type;
    });
    assert.deepEqual(missing(optimizerTypes, types), []);
  });

  it('has a name, and defaults that an experiment may choose', async () => {
    const { parseSpec } = await importSource('src/lab/experiment/schema.ts');
    const { composeExperiment } = await importSource('src/lab/presets/resolve.ts');
    for (const type of optimizerTypes) {
      const { label, defaults } = optimizers[type];
      assert.notEqual(label, '');
      assert.equal(defaults.type, type);
      const spec = composeExperiment('manifold', { 'training.optimizer.type': type });
      assert.deepEqual(spec.training.optimizer, defaults);
      assert.deepEqual(parseSpec(spec), spec);
    }
  });
});

// Covers the bits of src/engine/cpu: trains the golden records of test/fixtures/golden again, in Node.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { goldenFolder, importSource, kernelModule } from '../support/golden-files.mjs';

let golden;
let module;
before(async () => {
  golden = await importSource('test/support/golden.ts');
  module = await kernelModule();
});

describe('golden records', () => {
  const files = readdirSync(goldenFolder).sort();

  it('are of every golden experiment, and of no other', () => {
    const names = Object.keys(golden.goldenExperiments).map((name) => `${name}.json`);
    assert.deepEqual(files, names.sort());
  });

  for (const file of files) {
    const name = file.replace('.json', '');
    it(`${name} has the same bits in Node`, async () => {
      const kept = readFileSync(join(goldenFolder, file), 'utf8');
      const now = await golden.trainGolden(name, module, kept);
      assert.equal(
        golden.firstDifference(kept, now),
        null,
        `${golden.BITS_CHANGED}\n${golden.firstDifference(kept, now)}`,
      );
    });
  }
});

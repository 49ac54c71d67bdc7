// Covers the bits of src/engine/cpu: trains the golden records of test/fixtures/golden again, in a browser.

import { expect } from 'chai';
import { cpuModule } from '../support/device.js';
import { BITS_CHANGED, firstDifference, goldenExperiments, trainGolden } from '../support/golden.js';

describe('golden records', () => {
  for (const name of Object.keys(goldenExperiments)) {
    it(`${name} has the same bits in a browser`, async () => {
      const response = await fetch(new URL(`../fixtures/golden/${name}.json`, import.meta.url));
      const kept = await response.text();
      const now = await trainGolden(name, await cpuModule(), kept);
      expect(firstDifference(kept, now), BITS_CHANGED).to.equal(null);
    });
  }
});

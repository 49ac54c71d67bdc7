// Covers src/ui/library and src/ui/session/history.ts in a real browser: a reload, a crash, a closed tab and a killed browser, at random
// moments of an experiment on the built page. `npm run soak -- page` does so for longer.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { disturbed, openSite } from '../soak/page.mjs';

const root = dirname(dirname(import.meta.dirname));

describe('an experiment on the page', () => {
  let site;
  before(async () => (site = await openSite(root)));
  after(() => site.close());

  it('comes to the same after a crash, a closed tab, a reload and a killed browser', async () => {
    const { undisturbed, runs, costs } = await disturbed({
      address: site.address,
      engine: 'cpu',
      experiment: { widths: [4, 8], steps: 9000 },
      kinds: ['crash', 'close', 'reload', 'kill'],
      seed: 3,
    });
    assert.equal(costs.length, 4);
    assert.deepEqual(runs, undisturbed);
  });
});

// The built page under many reloads, crashes, closed tabs and kills of the browser, on one engine.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { disturbed, openSite } from './page.mjs';

const root = dirname(dirname(import.meta.dirname));
const kinds = ['crash', 'reload', 'kill', 'close'];

export async function soakPage({ kills, seed, engine }) {
  const site = await openSite(root);
  try {
    const { undisturbed, runs, costs } = await disturbed({
      address: site.address,
      engine,
      experiment: { widths: [4, 8, 16], steps: 3000 * kills },
      kinds: Array.from({ length: kills }, (_, i) => kinds[i % kinds.length]),
      seed,
      log: console.log,
    });
    assert.deepEqual(runs, undisturbed);
    const lost = costs.map((cost) => cost.lost);
    console.log(
      `${kills} disturbances on the ${engine}: the same records. Lost: ${Math.max(...lost).toFixed(1)} s at most, ` +
        `${(lost.reduce((a, b) => a + b, 0) / kills).toFixed(1)} s on average.`,
    );
  } finally {
    await site.close();
  }
}

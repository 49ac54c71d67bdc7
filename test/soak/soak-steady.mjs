// What the built page holds after ten experiments, and after many: counts of objects, listeners, nodes, workers, buffers and the like.
import { openSite } from './page.mjs';
import { assertSteady, restartedAgain, trainedAgain } from './steady.mjs';

/** Experiments, or ends of workers, after which a page has all that it keeps. */
const WARM = 10;

/** WARM, and up to `most` in four steps. */
function marksTo(most) {
  return [WARM, ...[0.25, 0.5, 0.75, 1].map((share) => Math.round(WARM + share * (most - WARM)))];
}

export async function soakSteady({ runs, engine }) {
  const site = await openSite();
  const options = { address: site.address, engine, log: console.log };
  try {
    const experiment = { widths: [4], steps: 200 };
    assertSteady(await trainedAgain({ ...options, experiment, marks: marksTo(runs) }));
    console.log(`${runs} experiments on the ${engine}: the page holds no more than after ${WARM}.`);
    const restarts = Math.max(2 * WARM, Math.round(runs / 10));
    const longer = { widths: [4], steps: 6000 };
    // On a GPU there is no pool.
    for (const part of engine === 'gpu' ? ['worker'] : ['worker', 'core']) {
      assertSteady(await restartedAgain({ ...options, experiment: longer, part, marks: marksTo(restarts) }));
      console.log(
        `${part} ended ${restarts} times: the same records, and the page holds no more than after ${WARM}.`,
      );
    }
  } finally {
    await site.close();
  }
}

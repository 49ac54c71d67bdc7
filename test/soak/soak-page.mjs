// The built page on one engine under many reloads, crashes, closed tabs and kills: of the browser, of the workers, of the GPU process.
import assert from 'node:assert/strict';
import { disturbed, openSite } from './page.mjs';

/**
 * In turn. Between two deaths of a GPU process the browser is killed: Chromium gives a page one GPU more, and after the third death none
 * to any page.
 */
const kinds = {
  cpu: ['crash', 'core', 'reload', 'worker', 'kill', 'close'],
  gpu: ['crash', 'gpu', 'reload', 'worker', 'close', 'kill'],
};
/** SwiftShader needs about 15 ms a step for two small sizes. */
const experiments = {
  cpu: (kills) => ({ widths: [4, 8, 16], steps: 3000 * kills }),
  gpu: (kills) => ({ widths: [4, 8], steps: 200 * kills }),
};

export async function soakPage({ kills, seed, engine }) {
  const site = await openSite();
  const on = { address: site.address, engine, seed, log: console.log };
  try {
    const { undisturbed, seconds, runs, costs } = await disturbed({
      ...on,
      experiment: experiments[engine](kills),
      kinds: Array.from({ length: kills }, (_, i) => kinds[engine][i % kinds[engine].length]),
    });
    assert.deepEqual(runs, undisturbed);
    assert.ok(costs.every(({ missing }) => missing === 0));
    console.log(`${kills} disturbances on the ${engine}: the same records. ${lossIn(costs, seconds)}`);
    if (engine === 'gpu') await soakTakenGpu(on);
  } finally {
    await site.close();
  }
}

/** Kills the GPU process of one browser three times: the processor trains where there is no GPU, and the GPU where there is one again. */
async function soakTakenGpu(on) {
  const { undisturbed, runs, recoveries, costs } = await disturbed({
    ...on,
    experiment: { widths: [4, 8], steps: 4000 },
    kinds: ['gpu', 'gpu', 'core', 'leave', 'gpu', 'leave', 'core', 'crash'],
  });
  const moves = recoveries.map(({ lost, engine }) => `${lost} lost, ${engine} goes on`);
  assert.deepEqual(moves.slice(0, 2), ['gpu lost, gpu goes on', 'gpu lost, cpu goes on']);
  for (const [i, run] of runs.entries()) {
    assert.equal(run.status, 'finished');
    assert.deepEqual(run.curve.steps, undisturbed[i].curve.steps);
    assert.ok(run.engines.includes('cpu'));
    const [last, whole] = [run, undisturbed[i]].map(({ evaluations }) => evaluations.at(-1).losses);
    // As much as a GPU's record may differ from the processor's.
    last.forEach((loss, r) =>
      assert.ok(Math.abs(Math.log(loss / whole[r])) < 0.3, `${loss}, not ${whole[r]}`),
    );
    console.log(
      `${run.plan.id}, trained by ${run.engines.join(', ')}: ${last.join(' ')}; undisturbed ${whole.join(' ')}.`,
    );
  }
  assert.ok(costs.every(({ missing }) => missing === 0));
  console.log(`${moves.join('; ')}.`);
}

/** What reloads and the like cost in seconds of training, and how long the page took to be back where it was after a loss of its parts. */
function lossIn(costs, seconds) {
  const isShownLater = ({ kind }) => kind === 'gpu' || kind === 'core';
  const lost = costs.filter((cost) => !isShownLater(cost)).map((cost) => cost.lost * seconds);
  const back = costs.filter(isShownLater).map((cost) => cost.back);
  const words = (values) =>
    values.length === 0
      ? 'none'
      : `${Math.max(...values).toFixed(1)} s at most, ${(values.reduce((a, b) => a + b, 0) / values.length).toFixed(1)} s on average`;
  return `Lost: ${words(lost)}. Back where it was after the loss of a part: ${words(back)}.`;
}

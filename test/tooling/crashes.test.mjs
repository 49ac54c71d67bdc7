// Covers src/ui/library and src/ui/session/history.ts in a real browser: a reload, a crash, a closed tab, a killed browser, workers and
// a GPU process that end, at random moments of an experiment on the built page. `npm run soak -- page` does so for longer. Also that the
// page, many experiments later, holds no more than before (src/base/breakage.ts, src/ui/places/history/lab-history.ts): `npm run soak -- steady`.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { disturbed, openSite, Visitor } from '../soak/page.mjs';
import { assertSteady, restartedAgain, trainedAgain } from '../soak/steady.mjs';

/* global document */
/** In the page: whether it says that storage is full. */
function isFull() {
  const stage = document.querySelector('lab-app').shadowRoot.querySelector('lab-stage');
  return stage.shadowRoot.textContent.includes('no room is left');
}
/** In the page: whether it does not say so any more. */
function hasRoom() {
  const stage = document.querySelector('lab-app').shadowRoot.querySelector('lab-stage');
  return !stage.shadowRoot.textContent.includes('no room is left');
}

describe('an experiment on the page', () => {
  let site;
  before(async () => (site = await openSite()));
  after(() => site.close());

  // Workers that end have tests of their own, below.
  it('comes to the same after a crash, a closed tab, a reload, and a killed browser', async () => {
    const { undisturbed, runs, costs } = await disturbed({
      address: site.address,
      engine: 'cpu',
      experiment: { widths: [4, 8], steps: 10_000 },
      kinds: ['crash', 'close', 'reload', 'kill'],
      seed: 3,
    });
    assert.equal(costs.length, 4);
    assert.deepEqual(runs, undisturbed);
  });

  it('goes on after the death of the GPU process: to the same, or on the processor, which it says', async () => {
    const { undisturbed, runs, recoveries, message } = await disturbed({
      address: site.address,
      engine: 'gpu',
      experiment: { widths: [4], steps: 800 },
      kinds: ['gpu'],
      seed: 3,
    });
    const [{ engine }] = recoveries;
    // Browsers differ in whether they give a GPU again.
    assert.deepEqual(runs[0].engines, engine === 'gpu' ? ['gpu'] : ['gpu', 'cpu']);
    if (engine === 'gpu') assert.deepEqual(runs, undisturbed);
    else assert.match(message, /^The GPU was lost for good.*Training goes on, on the processor/);
  });

  it('trains on where there is no room for it, says so each time, and keeps all of it once there is', async () => {
    const trainWithin = async (bytes) => {
      const visitor = new Visitor(site.address, 'cpu');
      try {
        await visitor.open();
        await visitor.limit(bytes);
        await visitor.start({ widths: [4, 8], steps: 300 });
        const { runs } = await visitor.ended();
        assert.ok(runs.every(({ status }) => status === 'finished'));
        await visitor.page.waitForFunction(isFull);
        await visitor.limit(null);
        await visitor.page.waitForFunction(hasRoom);
        const before = await visitor.lab();
        await visitor.open();
        await visitor.page.waitForFunction(() => globalThis.lab().status === 'finished');
        assert.deepEqual(await visitor.lab(), before);
      } finally {
        await visitor.leave();
      }
    };
    // At once, as each waits until the page tries again.
    await Promise.all([1, 2000, 20_000].map(trainWithin));
  });

  it('holds no more after 22 of them than after ten', async () => {
    const experiment = { widths: [4], steps: 200 };
    assertSteady(await trainedAgain({ address: site.address, engine: 'cpu', experiment, marks: [10, 22] }));
  });

  for (const [part, name] of Object.entries({ worker: 'its worker', core: 'a worker of its pool' })) {
    it(`comes to the same where ${name} ends, and holds no more after three such ends than after one`, async () => {
      // Long enough for any machine to end it before it is done.
      const experiment = { widths: [4], steps: 10_000 };
      assertSteady(
        await restartedAgain({ address: site.address, engine: 'cpu', experiment, part, marks: [1, 3] }),
      );
    });
  }
});

// Covers src/ui/main.ts as it is built, from question to question: each opens with what was recorded of it, replays, and starts; and the
// first one is measured without WebGPU.
/* global Navigator */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { requireBrowser } from '../support/browser.mjs';
import { builtPage } from '../support/built-page.mjs';
import { importSource } from '../support/golden-files.mjs';
import { Site } from '../support/site.mjs';
import { Visit } from '../support/visit.mjs';

const lab = 'http://lab.localhost/cards/';

describe('the questions of the built page', () => {
  let built;
  const site = new Site();
  let browser;
  let cards;

  before(async () => {
    built = await builtPage();
    // Later: a build after sources were bundled for Node is one for development.
    ({ cards } = await importSource('src/lab/gallery/cards.ts'));
    site.places.set(lab, built.folder);
    await site.open();
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await puppeteer.launch({
      executablePath: requireBrowser(),
      args: ['--disable-background-networking', ...sandbox],
    });
  });
  after(async () => {
    await browser?.close();
    await site.close();
    built?.remove();
  });

  it('open with a recorded figure and its number, replay, start, and stop', async () => {
    const context = await site.visitor(browser);
    const visit = await Visit.open(context, `${lab}?engine=cpu&threads=2`);
    await visit.ready();
    // A text of one's own is not recorded, and starts only once there is one.
    const recorded = cards.filter(({ id }) => id !== 'text');
    for (const { id, question, picture } of recorded) {
      await visit.openCard(id);
      await visit.hears('lab-question', question);
      await visit.hears('lab-stage .tag', 'Recorded');
      const finding = await visit.find('lab-stage [slot=words] .finding');
      assert.match(await finding.evaluate(({ textContent }) => textContent), /\d/, id);
      if (!['law', 'forecast', 'bill'].includes(picture)) {
        await visit.find('lab-views lab-figure-chart canvas');
        await visit.click('lab-stage input[name=view][value=law]');
      }
      await visit.click('lab-figure .replay');
    }
    for (const { id, question } of recorded) {
      await visit.openCard(id);
      await visit.hears('lab-question', question);
      await visit.ready();
      await visit.click('lab-run-controls button.primary');
      await visit.hears('lab-stage .tag', 'Measuring now');
      await visit.click('lab-run-controls .stop:enabled');
      await visit.ready();
    }
    assert.deepEqual(visit.complaints, []);
    await context.close();
  });

  it('are measured without WebGPU, from a cold load to a law of one’s own', async () => {
    const context = await site.visitor(browser);
    const visit = await Visit.open(context, lab, () => delete Navigator.prototype.gpu);
    await visit.hears('lab-stage .tag', 'Recorded');
    await visit.shrink({ 'training.steps': 1500 });
    await visit.train();
    await visit.hears('lab-stage .tag', 'Measured here');
    assert.match(await visit.status(), /^Finished\. The exponent/);
    assert.deepEqual(visit.complaints, []);
    await context.close();
  });
});

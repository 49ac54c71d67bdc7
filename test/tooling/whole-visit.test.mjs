// Covers src/ui/lab-app-styles.ts, src/ui/parts/{tokens,place-styles}.ts, src/ui/session/theme-controller.ts and src/ui/lab-app.ts as they are
// built: what stays still through a whole run, what goes onto paper, and what a window at 400 % of its size shows.
/* global Event, PerformanceObserver, document, getComputedStyle, innerWidth */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import { requireBrowser } from '../support/browser.mjs';
import { builtPage, servedFrom } from '../support/built-page.mjs';
import { Visit } from '../support/visit.mjs';

/** The default experiment in a second: as many sizes, few steps. */
const short = { 'training.steps': 60, 'training.schedule.warmupSteps': 6, 'evaluation.samples': 64 };
const windows = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844, hasTouch: true, isMobile: true },
};

/** Adds up how far things move that nobody moved, from the first paint on. */
function watchShifts() {
  globalThis.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries())
      if (!hadRecentInput) globalThis.shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

describe('a whole visit', () => {
  let built;
  let server;
  let browser;
  let visit;

  before(async () => {
    built = await builtPage();
    server = await preview(servedFrom(built.folder));
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await puppeteer.launch({
      executablePath: requireBrowser(),
      args: ['--disable-background-networking', ...sandbox],
    });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    built?.remove();
  });

  const open = async (viewport) => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport(viewport);
    const opened = await Visit.open(
      { newPage: () => page },
      `${server.resolvedUrls.local[0]}?engine=cpu&threads=2`,
      watchShifts,
    );
    await opened.ready();
    return opened;
  };

  for (const [name, viewport] of Object.entries(windows)) {
    it(`moves nothing by itself on a ${name}, from the first paint to the end of a run`, async () => {
      visit = await open(viewport);
      await visit.shrink(short);
      await visit.train();
      await visit.page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
      const shifted = await visit.page.evaluate(() => globalThis.shifted);
      assert.ok(shifted < 0.05, `expected a cumulative layout shift under 0.05, got ${shifted}`);
    });
  }

  /** How an element is shown, by its place. */
  const styleOf = async (place) =>
    (await visit.find(place)).evaluate((element) => {
      const { display, position, backgroundColor, color } = getComputedStyle(element);
      return { isSeen: element.checkVisibility(), display, position, backgroundColor, color };
    });

  it('shows at 400 % of its size all that it shows at 100 %, and nothing stays over what is read', async () => {
    await visit.page.setViewport({ width: 320, height: 256 });
    for (const place of ['lab-header', 'lab-side .run']) {
      const { position } = await styleOf(place);
      assert.equal(position, 'static', place);
    }
    // What only screen readers read lies within what holds it: it widens nothing.
    const loose = await visit.page.evaluate(() => {
      const within = (node) =>
        [...node.querySelectorAll('*')].flatMap((element) => [
          ...(element.matches('.hidden-text') ? [element] : []),
          ...(element.shadowRoot ? within(element.shadowRoot) : []),
        ]);
      return within(document)
        .filter(({ parentElement }) => parentElement && getComputedStyle(parentElement).position === 'static')
        .map(({ outerHTML }) => outerHTML);
    });
    assert.deepEqual(loose, []);
    // Charts follow the width a moment later.
    await visit.page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, {
      polling: 20,
    });
  });

  it('prints what was found: question, figure, all tabs, black on white, without controls', async () => {
    await visit.page.setViewport({ width: 718, height: 1000 });
    await visit.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await visit.page.emulateMediaType('print');
    for (const place of [
      'lab-header',
      'lab-side .run',
      'lab-side .dials',
      'lab-stage .share',
      'lab-figure .segmented',
    ])
      assert.equal((await styleOf(place)).isSeen, false, place);
    for (const place of ['lab-question h1', 'lab-figure .law canvas', 'lab-stage .tag', 'lab-figure .size'])
      assert.equal((await styleOf(place)).isSeen, true, place);
    const { backgroundColor, color } = await styleOf('body');
    assert.deepEqual([backgroundColor, color], ['rgb(255, 255, 255)', 'rgb(21, 24, 26)']);
    const tray = await visit.find('lab-tray');
    const panels = await tray.evaluate(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('.panel')].map((panel) => [
        panel.checkVisibility(),
        panel.innerText.trim(),
      ]),
    );
    assert.deepEqual(
      panels,
      ['In words', 'Forecast', 'The bill', 'Runs', 'Networks', 'Method'].map((title) => [true, title]),
    );
    await visit.page.emulateMediaType('screen');
  });

  it('draws its charts on light paper before it is printed, and in its own theme after', async () => {
    const figure = await visit.find('lab-figure');
    await visit.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    // The page is drawn again a moment after each.
    const becomes = (expected) =>
      visit.page.waitForFunction((shown, theme) => shown.theme === theme, { polling: 20 }, figure, expected);
    await becomes('dark');
    for (const [type, theme] of Object.entries({ beforeprint: 'light', afterprint: 'dark' })) {
      await visit.page.evaluate((name) => void globalThis.dispatchEvent(new Event(name)), type);
      await becomes(theme);
    }
    assert.deepEqual(visit.complaints, []);
  });
});

// Covers src/ui/main.ts, src/ui/page/lab-first.ts and src/ui/analysis.lazy.ts as they load. What a browser fetches before a visitor can press Start, and what
// it fetches after, seen from the server.
/* global Navigator, customElements, document, requestAnimationFrame, window */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import { requireBrowser } from '../support/browser.mjs';
import { builtPage, servedFrom } from '../support/built-page.mjs';

describe('the first load', () => {
  let built;
  /** Scripts that the browser asked for, by whatever thread. */
  const scripts = new Set();
  /** What the site does not have, as after it was changed. */
  let gone = null;
  let server;
  let browser;
  let page;

  const site = {
    name: 'site',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = request.url.split('?')[0];
        if (path.endsWith('.js')) scripts.add(path);
        if (!gone?.test(path)) return next();
        response.writeHead(404).end();
      });
    },
  };
  const isReady = () =>
    document
      .querySelector('lab-app')
      .shadowRoot?.querySelector('lab-side')
      ?.shadowRoot?.querySelector('lab-run-controls')
      ?.shadowRoot?.querySelector('button.primary')?.disabled === false;
  const notices = () =>
    document.querySelector('lab-app').shadowRoot.querySelector('lab-notices').shadowRoot.textContent;
  const hasPart = (name) => [...scripts].some((path) => path.includes(`/${name}.lazy-`));
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  before(async () => {
    built = await builtPage();
    server = await preview({ ...servedFrom(built.folder), plugins: [site] });
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await puppeteer.launch({
      executablePath: requireBrowser(),
      args: ['--enable-unsafe-webgpu', '--disable-background-networking', '--no-first-run', ...sandbox],
    });
    page = await browser.newPage();
    // A guard against hangs.
    page.setDefaultTimeout(120_000);
    // The page is idle when the test says so, and nothing asks the site for a part but the page itself.
    await page.evaluateOnNewDocument(() => {
      const calls = [];
      window.requestIdleCallback = (call) => calls.push(call);
      window.idle = () => calls.forEach((call) => call());
      delete Navigator.prototype.serviceWorker;
      const look = () => {
        const figure = document.querySelector('lab-first')?.shadowRoot?.querySelector('lab-figure');
        window.drawnBeforeApp =
          figure?.shadowRoot?.querySelectorAll('canvas').length ?? window.drawnBeforeApp;
        if (!customElements.get('lab-app')) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(server.resolvedUrls.local[0]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    built?.remove();
  });

  it('takes less than 120 kB of script, gzipped, until a recorded law is drawn', async () => {
    await page.waitForFunction(isReady);
    assert.equal(await page.evaluate(() => window.drawnBeforeApp), 2, 'expected curves and a law');
    const asked = [...scripts];
    const first = asked.slice(
      0,
      asked.findIndex((path) => path.includes('/lab-app-')),
    );
    const sizes = first.map((path) => gzipSync(readFileSync(join(built.folder, path))).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total > 30_000 && total < 120_000, `expected less than 120000 bytes, got ${total}`);
    assert.equal(asked.filter((path) => path.includes('/main-')).length, 1, 'expected a worker');
  });

  it('leaves what trains, fits and plans until the page is idle, and has it before the first start', async () => {
    assert.ok(!hasPart('analysis') && !hasPart('training'));
    gone = /\/analysis\.lazy-/;
    await page.evaluate(() => window.idle());
    await until(() => hasPart('analysis') && hasPart('training'));
  });

  it('says that a part is missing on a site that has changed, and tries again', async () => {
    await page.waitForFunction(`(${notices})().includes('could not be loaded')`);
    gone = null;
    await page.evaluate(() =>
      document
        .querySelector('lab-app')
        .shadowRoot.querySelector('lab-notices')
        .shadowRoot.querySelector('button')
        .click(),
    );
    await page.waitForFunction(`!(${notices})().includes('could not be loaded')`);
    await page.waitForFunction(() => customElements.get('lab-planner') !== undefined);
  });
});

// The built page as a visitor's browser has it: what it does without a network, and when the site has a new version.
/* global DOMException, caches, navigator */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { requireBrowser } from '../support/browser.mjs';
import { Site } from '../support/site.mjs';
import { Visit } from '../support/visit.mjs';

const root = dirname(dirname(import.meta.dirname));
const lab = 'http://lab.localhost/some/folder/';
const onProcessor = `${lab}?engine=cpu&threads=2`;

describe('the built page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'built-page-'));
  const first = join(folder, 'first');
  const site = new Site();
  let browser;

  before(async () => {
    await build({ root, logLevel: 'error', build: { outDir: first, emptyOutDir: true } });
    site.places.set(lab, first);
    await site.open();
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await puppeteer.launch({
      executablePath: requireBrowser(),
      // What Chromium itself asks of the network while a form is filled in.
      args: ['--disable-features=AutofillServerCommunication', '--disable-background-networking', ...sandbox],
    });
  });
  after(async () => {
    await browser?.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  /** Calls with a fresh visitor's browser. */
  const withVisitor = async (call) => {
    const context = await site.visitor(browser);
    try {
      await call(context);
    } finally {
      await context.close();
    }
  };

  it('trains without a network after the first load, also after a reload, and fits tables there', () =>
    withVisitor(async (context) => {
      const visit = await Visit.open(context, onProcessor);
      await visit.kept();
      await site.close();
      try {
        await visit.page.reload();
        await visit.shrink({
          'model.widths': [4, 8, 12, 16],
          'training.steps': 40,
          'training.schedule.warmupSteps': 4,
          'data.branches': [],
        });
        await visit.train();
        await visit.click('lab-header [title*=table]');
        const input = await visit.find('lab-points-source input');
        await input.uploadFile(join(root, 'test/fixtures/tables/00-base.csv'));
        await visit.find('lab-law-panel');
      } finally {
        await site.open();
      }
      assert.deepEqual(visit.complaints, []);
    }));

  it('says nothing where a browser has no service workers for it, or refuses them', () =>
    withVisitor(async (context) => {
      for (const withhold of [
        () => delete Object.getPrototypeOf(navigator).serviceWorker,
        () => {
          navigator.serviceWorker.register = () =>
            Promise.reject(new DOMException('not here', 'SecurityError'));
        },
      ]) {
        const visit = await Visit.open(context, onProcessor, withhold);
        await visit.ready();
        await visit.hasPart('lab-planner');
        assert.equal(await visit.page.$('>>> .notice'), null);
        assert.deepEqual(visit.complaints, []);
      }
    }));

  it('offers a new version without forcing it: pages keep the parts of their own until they are reloaded', async () => {
    const second = join(folder, 'second');
    const changed = {
      name: 'changed',
      transform: (code, id) => (/src\/ui\/.*\.ts$/.test(id) ? `${code}\nglobalThis.version = 2;` : null),
    };
    const output = { outDir: second, emptyOutDir: true };
    await build({ root, logLevel: 'error', build: output, plugins: [changed] });
    await withVisitor(async (context) => {
      const [visit, other] = [await Visit.open(context, onProcessor), await Visit.open(context, onProcessor)];
      const versionOf = ({ page }) => page.evaluate(() => globalThis.version ?? 1);
      await visit.kept();
      await other.kept();
      site.places.set(lab, second);
      try {
        await visit.page.reload();
        await visit.hears('lab-notices', 'A new version of this page is there.');
        await other.hears('lab-notices', 'A new version of this page is there.');
        assert.equal(await versionOf(visit), 1);
        await visit.click('lab-header [title*=table]');
        await visit.hasPart('lab-points');

        await visit.click('lab-notices button');
        await visit.page.waitForFunction(() => globalThis.version === 2, { polling: 50 });
        assert.equal(await versionOf(other), 1);
        await other.click('lab-header [title*=table]');
        await other.hasPart('lab-points');
        assert.equal(await versionOf(other), 1);
        await other.page.reload();
        await other.ready();
        assert.equal(await versionOf(other), 2);

        // Once the only page is a new one, what was kept for the old ones goes.
        await other.page.close();
        await visit.page.reload();
        await visit.ready();
        const files = await listed(second);
        await visit.page.waitForFunction(
          async (count) => {
            const [name] = await caches.keys();
            return (await (await caches.open(name)).keys()).length === count;
          },
          { polling: 50 },
          files.length,
        );
        assert.deepEqual([...visit.complaints, ...other.complaints], []);
      } finally {
        site.places.set(lab, first);
      }
    });
  });
});

/** The files that a built page keeps. */
async function listed(folder) {
  const code = await readFile(join(folder, 'service-worker.js'), 'utf8');
  return [...code.matchAll(/"url": "([^"]+)"/g)].map(([, url]) => url);
}

// Covers src/ui/main.ts as it is built. The built page as a visitor's browser has it: what it asks of a network, what its policy lets
// through, what it does without a network and when the site has a new version. Also src/worker/offline/{client,main,protocol}.ts.
/* global DOMException, Event, Worker, caches, document, location, navigator */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { requireBrowser } from '../support/browser.mjs';
import { builtPage } from '../support/built-page.mjs';
import { openCli } from '../support/cli.mjs';
import { Site } from '../support/site.mjs';
import { Visit } from '../support/visit.mjs';

const root = dirname(dirname(import.meta.dirname));
const lab = 'http://lab.localhost/some/folder/';
const onProcessor = `${lab}?engine=cpu&threads=2`;
const text = 'http://texts.example/rhyme.txt';
const rhyme = 'The cat sat on the mat. The rat sat on the cat. '.repeat(60);

/** What a function returns, once that is anything. */
async function eventually(find) {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
}

describe('the built page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'built-page-'));
  let built;
  let first;
  const site = new Site();
  let browser;
  /** A link to an experiment on the visitor's text, which has the text's address in place of its name. */
  let link;

  before(async () => {
    built = await builtPage();
    first = built.folder;
    site.places.set(lab, first);
    site.places.set('http://texts.example/', () => rhyme);
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
    built?.remove();
    rmSync(folder, { recursive: true });
  });

  /** What was asked for that is no file of the page. */
  const notOwn = () => site.requests.filter((address) => !address.startsWith(lab));

  /** Calls with a fresh visitor's browser. */
  const withVisitor = async (call) => {
    const context = await site.visitor(browser);
    try {
      await call(context);
    } finally {
      await context.close();
    }
  };

  it('asks for nothing but its own files and the address that a visitor typed, and keeps to its policy, for a whole session', () =>
    withVisitor(async (context) => {
      site.requests.length = 0;
      const visit = await Visit.open(context, onProcessor);
      await visit.ready();
      await visit.openCard('text');
      await visit.type('lab-text-source #address', text);
      assert.deepEqual(notOwn(), []);
      await visit.click('lab-text-source .address button');
      await visit.shrink({
        'model.widths': [4, 8, 12, 16],
        'training.steps': 60,
        'training.schedule.warmupSteps': 5,
        'data.branches': [],
        'evaluation.samples': 16,
      });
      await visit.train();
      await visit.click('lab-weights form button.primary');
      await visit.find('lab-weights .written');
      await visit.click('lab-weights .actions button[type=button]');
      await visit.find('lab-weights .probabilities');
      await visit.click('lab-runs-table [aria-label*=JSON]');
      await visit.shrink({ 'task.name': text });
      link = await visit.share();

      await visit.click('lab-header nav [href="#table"]');
      const input = await visit.find('lab-points-source input');
      await input.uploadFile(join(root, 'test/fixtures/tables/00-base.csv'));
      await visit.find('lab-law-panel');
      const another = await visit.find('lab-points-source input');
      await another.uploadFile(join(root, 'test/fixtures/records/version-1.json'));
      await visit.hears('lab-notices', 'Recorded run.');

      assert.deepEqual(visit.complaints, []);
      assert.deepEqual(notOwn(), [text]);
    }));

  it('takes a challenge from its link to a hand-in that the command line accepts', () =>
    withVisitor(async (context) => {
      const cli = await openCli();
      try {
        const visit = await Visit.open(context, `${lab}?engine=cpu&threads=1`);
        const { page } = visit;
        const session = await page.createCDPSession();
        await session.send('Browser.setDownloadBehavior', {
          behavior: 'allow',
          downloadPath: cli.folder,
          browserContextId: context.id,
        });
        const type = async (name, value) =>
          (await visit.find(`input[name=${name}]`)).evaluate((field, text) => {
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          }, value);
        await visit.ready();
        await visit.shrink({
          'model.widths': [4, 6],
          'training.steps': 20,
          'training.batch': 8,
          'training.schedule.warmupSteps': 2,
          'lrSweep.enabled': false,
          'seeds.count': 2,
          'evaluation.samples': 64,
          'evaluation.points': 3,
        });
        await page.evaluate(() => (location.hash = '#challenge'));
        await type('title', 'Tiny');
        await type('budget', '514560');
        await visit.find('lab-challenge-form svg.qr');
        const link = await (await visit.find('lab-challenge-form input.link')).evaluate(({ value }) => value);
        await visit.click('lab-challenge-form a.button[href*=challenge]');
        await visit.hears('lab-challenge', 'Tiny');
        await type('steps', '400');
        await visit.hears('lab-challenge section.design', 'With 52 steps it fits.');
        await type('steps', '20');
        await visit.click('lab-challenge button.start');
        await visit.hears('lab-challenge .numbers', '1.971 × 10⁵ FLOPs of 5.146 × 10⁵ FLOPs spent (38 %)');
        // It has ended, and is written.
        await visit.find('lab-challenge button.start');
        await page.evaluate(() => document.querySelector('lab-app').library.flush());
        await page.reload();
        await visit.hears('lab-challenge .numbers', '1.971 × 10⁵ FLOPs of 5.146 × 10⁵ FLOPs spent (38 %)');
        await visit.click('lab-challenge input[value=final]');
        await type('prediction', '0.11');
        await visit.click('lab-challenge button.seal:enabled');
        await visit.click('lab-challenge .final button.save:enabled');
        await visit.hears('lab-challenge .final', 'Saved as challenge-');
        assert.deepEqual(visit.complaints, []);
        const file = await eventually(() =>
          readdirSync(cli.folder).find((name) => /^challenge-\w+\.json$/.test(name)),
        );
        const { code, stdout } = await cli.inHere(
          'challenge',
          'verify',
          join(cli.folder, file),
          '--link',
          link,
        );
        assert.match(
          stdout,
          /, "Tiny": Data manifold, .*\n[^]*\nScore: a loss of 0\.\d+; 0\.11000 was predicted, .* % off\.\n[^]*All holds\.\n$/,
        );
        assert.equal(code, 0);
      } finally {
        cli.remove();
      }
    }));

  it('starts nothing, fetches nothing and reads no file because of a link', () =>
    withVisitor(async (context) => {
      site.requests.length = 0;
      const visit = await Visit.open(context, link);
      await visit.hears('lab-text-source', text);
      await visit.kept();
      await visit.shrink({ 'task.name': 'rhyme' });
      await visit.openCard('bigger');
      await visit.share();
      await visit.page.reload();
      await visit.ready();
      await visit.kept();
      assert.equal(await visit.status(), '');
      assert.deepEqual(visit.complaints, []);
      assert.deepEqual(notOwn(), []);
    }));

  it('builds a sweep of compute budgets in the designer, shows its valleys, and trains what waits in the queue', () =>
    withVisitor(async (context) => {
      const visit = await Visit.open(context, `${onProcessor}#design`);
      await visit.design({ 'task.type': 'zipf-facts' });
      await visit.click('lab-design input[value=isoflop]');
      await visit.design({
        'task.facts': '10 k',
        'model.depth': '1',
        'model.widths': '4, 8, 16, 32, 64, 128',
        'data.budgets': '30 M, 1e8, 0.3 G',
        'data.sizesPerBudget': '6',
        'training.batch': '16',
        'training.schedule.warmupSteps': '5',
        'lrSweep.count': '1',
        'seeds.count': '1',
        'evaluation.samples': '1024',
        'evaluation.points': '2',
      });
      await visit.hears('lab-plan-preview', '18 points, 18 networks');
      await visit.click('lab-plan-preview button.primary:enabled');
      await visit.ends();
      await visit.hears('lab-views lab-figure-chart', 'Loss at each budget');
      await visit.hears('lab-views lab-figure-chart:nth-child(2)', 'best N ∝ C');

      await visit.click('lab-experiment-panel [href="#design"]');
      await visit.design({ 'task.type': 'manifold' });
      await visit.click('lab-design input[value=sizes]');
      await visit.design({
        'model.widths': '8, 11, 16, 23',
        'training.steps': '60',
        'training.schedule.warmupSteps': '5',
      });
      await visit.click('lab-design .add');
      await visit.design({ 'task.dimension': '2' });
      await visit.click('lab-design .add');
      await visit.page.reload();
      await visit.ready();
      await visit.hears('lab-queue', '2 · Data manifold, dimension 2');
      await visit.click('lab-queue .go');
      await visit.hears('lab-queue', 'Nothing waits.');
      await visit.ends();
      await visit.click('lab-header nav [href="#history"]');
      await visit.hears('lab-history', '3 entries');
      assert.deepEqual(visit.complaints, []);
    }));

  it('runs no script that was injected into it, and no string as code', () =>
    withVisitor(async (context) => {
      const injected = 'http://lab.localhost/injected/';
      const attack =
        '<script>document.title = "injected"</script><svg onload="document.title = \'injected\'"></svg>';
      site.places.set(injected, async (rest) => {
        const body = await readFile(join(first, rest));
        return rest === 'index.html' ? String(body).replace('<body>', `<body>${attack}`) : body;
      });
      const visit = await Visit.open(context, injected);
      await visit.ready();
      const refusals = await visit.page.evaluate(() => {
        const attempts = [
          () => (document.body.innerHTML = '<b>markup</b>'),
          () => (document.createElement('script').src = 'http://lab.localhost/elsewhere.js'),
          () => new Worker('http://lab.localhost/elsewhere.js'),
        ];
        return attempts.map((attempt) => {
          try {
            attempt();
            return 'done';
          } catch (error) {
            return error.name;
          }
        });
      });
      assert.equal(await visit.page.title(), 'Scaling Lab');
      assert.deepEqual(refusals, ['TypeError', 'TypeError', 'TypeError']);
      for (const rule of ['script-src-elem inline', 'script-src-attr inline', 'require-trusted-types-for']) {
        assert.ok(
          visit.complaints.some((complaint) => complaint.startsWith(rule)),
          `${rule} in ${visit.complaints.join('\n')}`,
        );
      }
    }));

  it('trains without a network after the first load, also after a reload, and fits tables there; fetches again what is gone', () =>
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
        await visit.click('lab-header nav [href="#table"]');
        const input = await visit.find('lab-points-source input');
        await input.uploadFile(join(root, 'test/fixtures/tables/00-base.csv'));
        await visit.find('lab-law-panel');
        const licences = await (await visit.find('lab-stage footer a')).evaluate(({ href }) => href);
        assert.match(
          await visit.page.evaluate((href) => fetch(href).then((file) => file.text()), licences),
          /comlink/,
        );
      } finally {
        await site.open();
      }
      // As where the browser needed the room.
      await visit.page.evaluate(async () => {
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await visit.page.reload();
      await keeps(visit, (await listed(first)).length);
      assert.deepEqual(visit.complaints, []);
    }));

  it('keeps nothing of a site that is changed while it is read, and tries again on the next visit', () =>
    withVisitor(async (context) => {
      site.requests.length = 0;
      site.places.set(lab, (rest) =>
        rest === 'licences.txt' ? 'of another version' : readFile(join(first, rest)),
      );
      let visit;
      try {
        visit = await Visit.open(context, onProcessor);
        while (!site.requests.includes(`${lab}licences.txt`))
          await new Promise((done) => setTimeout(done, 50));
        await visit.page.waitForFunction(
          async () => (await navigator.serviceWorker.getRegistration()) === undefined,
          { polling: 50 },
        );
      } finally {
        site.places.set(lab, first);
      }
      await visit.page.reload();
      await visit.kept();
    }));

  it('has the notice of every package whose code is in it', async () => {
    const licences = await readFile(join(first, 'licences.txt'), 'utf8');
    const maps = readdirSync(join(first, 'assets')).filter((file) => file.endsWith('.map'));
    const sources = maps.flatMap((file) => JSON.parse(readFileSync(join(first, 'assets', file))).sources);
    const used = new Set(sources.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]));
    // In the service worker, which has no map.
    const packages = [...used, 'workbox-core', 'workbox-precaching'].filter(Boolean);
    assert.ok(packages.includes('d3-dsv') && packages.includes('lit-html'));
    for (const name of packages) {
      const home = join(root, 'node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(home, 'package.json')));
      const notice = readdirSync(home).find((file) => /^licence|^license/i.test(file));
      assert.ok(licences.includes(`${name} ${version} (${license})`), name);
      assert.ok(licences.includes(readFileSync(join(home, notice), 'utf8').trim()), name);
    }
  });

  it('says nothing where a browser has no service workers for it, or refuses them', () =>
    withVisitor(async (context) => {
      for (const withhold of [
        () => delete Object.getPrototypeOf(navigator).serviceWorker,
        () =>
          Object.defineProperty(navigator, 'serviceWorker', {
            get: () => {
              throw new DOMException('not here', 'SecurityError');
            },
          }),
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
      const versionOf = ({ page }) => page.evaluate(() => globalThis.version ?? 1);
      const visit = await Visit.open(context, onProcessor);
      await visit.kept();
      const other = await Visit.open(context, onProcessor);
      await other.kept();
      site.places.set(lab, second);
      try {
        // As when a visitor comes back to a page that was open all the time.
        await visit.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        await visit.hears('lab-notices', 'A new version of this page is there.');
        await other.page.reload();
        await other.hears('lab-notices', 'A new version of this page is there.');
        assert.equal(await versionOf(visit), 1);
        await visit.click('lab-header nav [href="#table"]');
        await visit.hasPart('lab-tables');

        await visit.click('lab-notices button');
        await visit.page.waitForFunction(() => globalThis.version === 2, { polling: 50 });
        assert.equal(await versionOf(other), 1);
        await other.click('lab-header nav [href="#table"]');
        await other.hasPart('lab-tables');
        assert.equal(await versionOf(other), 1);
        await other.page.reload();
        await other.ready();
        assert.equal(await versionOf(other), 2);

        // Once the only page is a new one, what was kept for the old ones goes.
        await other.page.close();
        await visit.page.reload();
        await visit.ready();
        await keeps(visit, (await listed(second)).length);
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

/** Waits until a visitor's browser keeps as many files. */
function keeps({ page }, count) {
  return page.waitForFunction(
    async (expected) => {
      const [name] = await caches.keys();
      return name !== undefined && (await (await caches.open(name)).keys()).length === expected;
    },
    { polling: 50 },
    count,
  );
}

// Covers test/support/pseudo-locale.mjs and the layout of every place of the page: words that are 40 % longer fit into a window of
// 360 px, and none is cut.
// cspell:ignore Stárttt Twöö thrééé
/* global document, getComputedStyle, innerWidth, location */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { requireBrowser } from '../support/browser.mjs';
import { pseudoLocale, pseudoModule, pseudoText } from '../support/pseudo-locale.mjs';
import { Visit } from '../support/visit.mjs';

const root = dirname(dirname(import.meta.dirname));

/** Each place with an element of it. */
const places = {
  '#e': 'lab-stage lab-tray',
  '#gallery': 'lab-gallery h1',
  '#lesson': 'lab-lessons h1',
  '#lesson=bigger': 'lab-lesson h1',
  '#compare=bigger-d2,bigger-d8': 'lab-compare table',
  '#table': 'lab-points-source input',
  '#history': 'lab-history h1',
  '#design': 'lab-design h1',
  '#glossary': 'lab-glossary dl',
  '#why': 'lab-why h1',
};

/** What does not fit, in words for people; in the page. */
function misfits() {
  const found = new Set();
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.add(`the page is ${scrollWidth} px wide`);
  const name = (element) =>
    `${element.getRootNode().host?.localName ?? ''} ${element.localName}.${element.className}: ${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)}`;
  /** Whether something around an element scrolls, or is there for screen readers only. */
  const isApart = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const { overflowX, clipPath, textOverflow } = getComputedStyle(at);
      if (['auto', 'scroll'].includes(overflowX) || clipPath !== 'none' || textOverflow === 'ellipsis')
        return true;
    }
    return false;
  };
  const look = (scope) => {
    for (const element of scope.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const isText = [...element.childNodes].some(
        ({ nodeType, data }) => nodeType === 3 && data.trim() !== '',
      );
      if (!isText || element.localName === 'style' || !element.checkVisibility({ visibilityProperty: true }))
        continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width === 0 || isApart(element)) continue;
      if (left < -1 || right > innerWidth + 1)
        found.add(`outside, ${Math.round(left)} to ${Math.round(right)}: ${name(element)}`);
      const isInline = getComputedStyle(element).display === 'inline';
      if (!isInline && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        found.add(`cut, ${element.scrollWidth} in ${element.clientWidth}: ${name(element)}`);
    }
  };
  look(document);
  return [...found];
}

describe('words that are 40 % longer, in a window of 360 px', () => {
  const built = mkdtempSync(join(tmpdir(), 'pseudo-locale-'));
  let server;
  let browser;
  let visit;

  before(async () => {
    const output = { root, logLevel: 'error', build: { outDir: built, emptyOutDir: true } };
    await build({ ...output, plugins: [pseudoLocale] });
    server = await preview({ ...output, preview: { port: 0 } });
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await puppeteer.launch({
      executablePath: requireBrowser(),
      args: ['--disable-background-networking', ...sandbox],
    });
    const context = await browser.createBrowserContext();
    visit = await Visit.open(context, `${server.resolvedUrls.local[0]}?engine=cpu&threads=2`);
    await visit.page.setViewport({ width: 360, height: 740, hasTouch: true, isMobile: true });
    await visit.ready();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(built, { recursive: true });
  });

  const fits = async (where) => assert.deepEqual(await visit.page.evaluate(misfits), [], where);

  it('are made from the words of the page, and leave names in them alone', () => {
    assert.equal(pseudoText('Start [it|this] {now}'), 'Stárttt [it|this] {now}');
    assert.match(
      pseudoModule("export const words = { id: 'step', title: 'Start', more: `Two ${n} of three` };"),
      /id: 'step', title: 'Stárttt', more: `Twöö \$\{n\} öff thrééé+`/,
    );
  });

  for (const [hash, element] of Object.entries(places)) {
    it(`fit into ${hash}`, async () => {
      await visit.page.evaluate((next) => (location.hash = next), hash);
      await visit.find(element);
      await visit.page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
      await fits(hash);
    });
  }

  it('fit into the help, the tour and the sheet for sharing', async () => {
    await visit.page.evaluate(() => (location.hash = '#e'));
    await visit.click('lab-header [title*="?"]');
    await visit.find('lab-header dialog[open]');
    await fits('help');
    await visit.click('lab-header .ways button');
    await visit.find('lab-tour .card:popover-open');
    await fits('tour');
    await visit.click('lab-tour .skip');
    await visit.click('lab-stage .share');
    await visit.find('lab-share dialog[open] .address');
    await fits('share');
    assert.deepEqual(visit.complaints, []);
  });
});

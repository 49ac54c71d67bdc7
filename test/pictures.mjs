// `npm run pictures`: the icons of the page, the picture that stands for it where it is shared (build/pictures), and those of the
// README (docs/images). All but the icons are the page itself, with the laws that are recorded in it.
/* global document, localStorage */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { createServer } from 'vite';
import { requireBrowser } from './support/browser.mjs';
import { importSource } from './support/golden-files.mjs';

const root = dirname(import.meta.dirname);
const folder = join(root, 'build', 'pictures');

/** The mark of the page on a tile: `air` is the share of its side around the mark, `radius` that of its corners. */
const icon = ({ air, radius }) => {
  const scale = 1 - 2 * air;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="100%" height="100%" style="display: block">
    <rect width="32" height="32" rx="${32 * radius}" fill="#15181a"/>
    <g transform="translate(${32 * air} ${32 * air}) scale(${scale})">
      <path d="M5 6l22 20" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/>
      <g fill="#fbdd67"><circle cx="8" cy="8.7" r="3.4"/><circle cx="16" cy="16" r="3.4"/><circle cx="24" cy="23.3" r="3.4"/></g>
    </g>
  </svg>`;
};
const icons = [
  { file: 'icon-192.png', size: 192, air: 0.06, radius: 0.22 },
  { file: 'icon-512.png', size: 512, air: 0.06, radius: 0.22 },
  // Phones cut these into shapes of their own: what matters lies in the middle.
  { file: 'icon-maskable.png', size: 512, air: 0.2, radius: 0 },
  { file: 'apple-touch-icon.png', size: 180, air: 0.12, radius: 0 },
];

const { composeExperiment } = await importSource('src/lab/presets/resolve.ts');
const { specToHash } = await importSource('src/lab/share/spec-link.ts');
const hash = await specToHash(composeExperiment('manifold', {}));

const server = await createServer({ root, logLevel: 'warn', server: { hmr: false } });
await server.listen();
const browser = await puppeteer.launch({
  executablePath: requireBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const { file, size, ...look } of icons) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<body style="margin: 0">${icon(look)}</body>`);
  await writeFile(join(folder, file), await page.screenshot({ omitBackground: true }));
}
// 1200 x 630, as previews want it.
await page.setViewport({ width: 600, height: 315, deviceScaleFactor: 2 });
await page.goto(new URL(`?embed=law${hash}`, server.resolvedUrls.local[0]).href);
await page.waitForFunction(() => document.querySelector('lab-embed')?.shadowRoot?.querySelector('canvas'));
// A picture has no links.
await page.evaluate(() => {
  document.querySelector('lab-embed').shadowRoot.querySelector('footer a').replaceWith('Scaling Lab');
});
await new Promise((resolve) => setTimeout(resolve, 500));
await writeFile(join(folder, 'preview.png'), await page.screenshot());

// The README's, of a visitor who has been here before.
await page.setViewport({ width: 1280, height: 800 });
await page.evaluateOnNewDocument(() => localStorage.setItem('scaling-lab-tour', 'seen'));
const shown = {
  'first-screen': ['', 'lab-stage'],
  comparison: ['#compare=bigger-d2,bigger-d4,bigger-d8', 'lab-compare'],
  lesson: ['#lesson=bigger', 'lab-lesson'],
};
for (const [name, [place, element]] of Object.entries(shown)) {
  await page.goto('about:blank');
  await page.goto(new URL(`?engine=cpu${place}`, server.resolvedUrls.local[0]).href);
  await page.waitForFunction(
    (tag) =>
      document.querySelector('lab-app')?.shadowRoot?.querySelector(tag)?.shadowRoot?.querySelector('*'),
    {},
    element,
  );
  await new Promise((resolve) => setTimeout(resolve, 4000));
  await writeFile(join(root, 'docs', 'images', `${name}.png`), await page.screenshot());
}
await browser.close();
await server.close();

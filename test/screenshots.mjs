// Pictures of every state of the page, for eyes: `node test/screenshots.mjs [state[-viewport[-theme]]…]` writes out/screenshots/<state>-<viewport>-<theme>.png.
// No GPU is needed: the states are synthetic (test/ui/gallery). Anything the page logs is printed and fails the run.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { createServer } from 'vite';
import { requireBrowser } from './support/browser.mjs';

const root = dirname(import.meta.dirname);
const folder = join(root, 'out', 'screenshots');

const viewports = {
  projector: { width: 1920, height: 1080 },
  laptop: { width: 1440, height: 900 },
  frame: { width: 480, height: 320 },
  phone: { width: 390, height: 844, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};
/** Questions whose recorded answer is drawn in the lab. */
const cards = [
  ...['bigger', 'floor', 'data', 'axes', 'optimal', 'forecast', 'counting', 'skills', 'recipes', 'rates'],
  ...['repeats', 'ceiling', 'breaks', 'seeing', 'text', 'bill'],
];
const everywhere = [
  'ready',
  'running',
  'finished',
  'forecast-open',
  'forecast',
  ...['no-webgpu', 'no-webgpu-help', 'no-webgpu-running', 'no-webgpu-finished'],
  'no-adapter',
  ...['tales', 'parity-mix', 'text-missing', 'text-given'],
  ...['history', 'history-empty', 'compare', 'compare-empty'],
  ...['gallery', 'lessons', 'lesson-bigger', 'glossary', 'why', 'design', 'share', 'help', 'tour'],
  'points',
  'points-surface',
  'points-forms',
  'points-isoflop',
];
const onLaptop = [
  ...['opening', 'software', 'compiling', 'paused', 'too-few', 'diverged', 'stopped'],
  ...[
    'device-lost',
    'failed',
    'ghost',
    'glyphs',
    'zipf-data',
    'addition',
    'forecast-training',
    'forecast-missed',
  ],
  ...['floor', 'data', 'budget', 'rate', 'recipe', 'sudden', 'forecast'].map((id) => `lesson-${id}`),
  ...['link-broken', ...cards.map((id) => `card-${id}`)],
  ...['points-N', 'points-D', 'points-C', 'points-frontier'],
];

/** Only where such a page is shown. */
const elsewhere = [
  { state: 'presented', viewport: 'projector' },
  { state: 'lesson-presented', viewport: 'projector' },
  { state: 'embed', viewport: 'frame' },
];

const asked = process.argv.slice(2);
const isAsked = ({ state, viewport, theme }) =>
  asked.length === 0 ||
  [state, `${state}-${viewport}`, `${state}-${viewport}-${theme}`].some((name) => asked.includes(name));
const themes = ['light', 'dark'];
const shots = [
  ...everywhere.flatMap((state) => ['projector', 'laptop', 'phone'].map((viewport) => ({ state, viewport }))),
  ...onLaptop.map((state) => ({ state, viewport: 'laptop' })),
  ...elsewhere,
]
  .flatMap((shot) => themes.map((theme) => ({ ...shot, theme })))
  .filter(isAsked);

await mkdir(folder, { recursive: true });
const server = await createServer({ root, logLevel: 'warn', server: { hmr: false } });
await server.listen();
const [url] = server.resolvedUrls.local;
const browser = await puppeteer.launch({
  executablePath: requireBrowser(),
  args: ['--enable-unsafe-webgpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});

let complaints = 0;
for (const { state, viewport, theme } of shots) {
  const name = `${state}-${viewport}-${theme}`;
  const page = await browser.newPage();
  const complain = (text) => {
    complaints++;
    console.error(`${name}: ${text}`);
  };
  page.on('console', (message) => {
    const isDevelopment = message.text().startsWith('Lit is in dev mode');
    if (['error', 'warn'].includes(message.type()) && !isDevelopment) complain(message.text());
  });
  page.on('pageerror', (error) => complain(error.stack ?? String(error)));
  await page.setViewport(viewports[viewport]);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.goto(new URL(`test/ui/gallery/?state=${state}`, url).href);
  await page.waitForSelector(`html[data-ready="${state}"]`, { timeout: 60_000 });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: viewport === 'phone' });
  await page.close();
  console.log(name);
}
await browser.close();
await server.close();
process.exitCode = complaints > 0 ? 1 : 0;

// The suite runs in a real browser with WebGPU. CHROME_PATH picks another Chromium; FIREFOX_PATH adds Firefox, whose
// naga is a second WGSL compiler. Vite's ?raw and ?inline imports, and our ?law, are answered by
// plugins of a few lines.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner';
import { importSource } from './test/support/golden-files.mjs';
import { testFiles } from './test/support/test-files.mjs';

const asText = (context) => 'raw' in context.query || 'inline' in context.query;
const raw = {
  name: 'raw',
  resolveMimeType: (context) => (asText(context) ? 'js' : undefined),
  transform: (context) => (asText(context) ? `export default ${JSON.stringify(context.body)}` : undefined),
};

/** A recording as the page shows it: `import law from './recordings/….json?law'`. */
const recordings = {
  name: 'recordings',
  resolveMimeType: (context) => ('law' in context.query ? 'js' : undefined),
  async transform(context) {
    if (!('law' in context.query)) return undefined;
    const { lawModule } = await importSource('build/recordings.ts');
    return lawModule(join(import.meta.dirname, context.path));
  },
};

/** Published tables lie beside the project, if at all: tests fetch /published/<file> and say when it is not there. */
const publishedFolder = join(import.meta.dirname, '..', 'shared', 'data');
const published = {
  name: 'published',
  async serve(context) {
    if (!context.path.startsWith('/published/')) return undefined;
    const file = join(publishedFolder, basename(context.path));
    return existsSync(file) ? { body: await readFile(file, 'utf8'), type: 'text/plain' } : undefined;
  },
};

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const browsers = [
  chromeLauncher({ launchOptions: { args: ['--enable-unsafe-webgpu', ...quiet, ...sandbox] } }),
];
if (process.env.FIREFOX_PATH) {
  const launchOptions = {
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH,
    extraPrefsFirefox: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  };
  browsers.push(Object.assign(chromeLauncher({ launchOptions }), { name: 'Firefox' }));
}

export default {
  files: testFiles(),
  // One page at a time: pages share the browser's storage.
  concurrency: 1,
  nodeResolve: { browser: true, exportConditions: ['browser', 'development'] },
  browsers,
  plugins: [raw, recordings, published, esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json' })],
  // A guard against hangs, longer than the longest wait of a test.
  testFramework: { config: { ui: 'bdd', timeout: 180_000 } },
  browserStartTimeout: 180_000,
  testsStartTimeout: 180_000,
  testsFinishTimeout: 600_000,
};

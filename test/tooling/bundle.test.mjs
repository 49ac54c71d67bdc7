// Covers src/cli/start/bundle.mjs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bundleFolder, makeBundle } from '../../src/cli/start/bundle.mjs';

describe('the bundle of the command line', () => {
  let root;
  let folder;
  const put = (path, content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const load = (name) => import(pathToFileURL(join(folder, name)).href);

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'bundle-'));
    put('package-lock.json', '{}');
    put('tsconfig.json', '{ "compilerOptions": { "target": "ES2022" } }');
    put('shaders/double.wgsl', '// y = 2 x');
    put('src/engine/kernels.wasm', 'wasm');
    put('src/engine/kernels.ts', `export const url: URL = new URL('./kernels.wasm', import.meta.url);`);
    put('src/lab/names.json', '["ada"]');
    put('src/cli/optional/node_modules/x/huge.ts', 'no source of ours');
    put(
      'src/cli/main.ts',
      `import { readFileSync } from 'node:fs';
      import double from '../../shaders/double.wgsl?raw';
      import { url } from '../engine/kernels.js';
      import names from '../lab/names.json';
      export const found = [double, names[0], readFileSync(url, 'utf8')];
      export const sibling = new URL('./worker.js', import.meta.url);
      export function fail(): never {
        throw new Error('as told');
      }`,
    );
    put('src/cli/worker.ts', `import { url } from '../engine/kernels.js';\nexport const found = url;`);
    folder = bundleFolder(root);
    const programs = ['src/cli/main.ts', 'src/cli/worker.ts'];
    // As when two start at the same time.
    await Promise.all([makeBundle(root, folder, programs), makeBundle(root, folder, programs)]);
  });
  after(() => rmSync(root, { recursive: true }));

  it('reads shaders and JSON, and finds a .wasm by its URL', async () => {
    assert.deepEqual((await load('main.js')).found, ['// y = 2 x', 'ada', 'wasm']);
  });

  it('has every program under its own name in one folder', async () => {
    const { sibling } = await load('main.js');
    assert.equal(sibling.href, pathToFileURL(join(folder, 'worker.js')).href);
    const { found } = await load('worker.js');
    assert.equal(found.href, pathToFileURL(join(folder, 'kernels.wasm')).href);
  });

  it('names the lines of the sources where something fails', () => {
    const url = JSON.stringify(pathToFileURL(join(folder, 'main.js')).href);
    const args = ['--enable-source-maps', '--input-type=module', '--eval', `(await import(${url})).fail()`];
    const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.match(stderr, /at .*main\.ts:8:/);
  });

  it('is made once where several start together, and leaves nothing beside it', () => {
    assert.deepEqual(readdirSync(dirname(folder)), [basename(folder)]);
  });

  it('leaves nothing of one that cannot be made', async () => {
    const other = join(dirname(folder), 'other');
    await assert.rejects(makeBundle(root, other, ['src/cli/missing.ts']), /missing\.ts/);
    assert.deepEqual(readdirSync(dirname(folder)), [basename(folder)]);
  });

  it('is another as soon as a source is another, and the same again when it is undone', () => {
    put('shaders/double.wgsl', '// y = x + x');
    assert.notEqual(bundleFolder(root), folder);
    put('shaders/double.wgsl', '// y = 2 x');
    assert.equal(bundleFolder(root), folder);
    put('src/cli/optional/node_modules/x/huge.ts', 'changed');
    assert.equal(bundleFolder(root), folder);
  });
});

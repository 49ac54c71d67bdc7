// Covers build/recordings.ts: the law of a recording in the built page.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { importSource } from '../support/golden-files.mjs';

const root = dirname(dirname(import.meta.dirname));

describe('the first law', () => {
  it('is in the built page as numbers, without what fits, in at most 4 kB', async () => {
    const { recordings } = await importSource('build/recordings.ts');
    const [{ output }] = await build({
      root,
      configFile: false,
      logLevel: 'warn',
      plugins: [recordings],
      build: { write: false, lib: { entry: join(root, 'src/lab/gallery/first-law.ts'), formats: ['es'] } },
    });
    assert.equal(output.length, 1);
    const [{ code }] = output;
    assert.match(code, /alpha/);
    const bytes = gzipSync(code).length;
    assert.ok(bytes < 4096, `${bytes} bytes`);
  });
});

// `service-worker.js`: the code of src/worker/offline/main.ts behind the list of all built files.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin as RolldownPlugin } from 'rolldown';
import type { Plugin } from 'vite';
import { forOthers } from './site.js';

const ENTRY = fileURLToPath(new URL('../src/worker/offline/main.ts', import.meta.url));

/** `collect` is a plugin for the bundle of the service worker, which is made before that of the page. */
export function serviceWorker(collect: () => RolldownPlugin): Plugin {
  let code = '';
  return {
    name: 'service-worker',
    apply: 'build',
    async renderStart() {
      const { output } = await build({
        input: ENTRY,
        write: false,
        plugins: [collect()],
        transform: { define: { 'process.env.NODE_ENV': '"production"' } },
        output: { format: 'iife', minify: true },
      });
      ({ code } = output[0]);
    },
    // After all has been written: what counts is what the site will serve.
    async writeBundle({ dir }, bundle) {
      const files = await Promise.all(
        Object.keys(bundle)
          .filter((file) => !file.endsWith('.map') && !forOthers.has(file))
          .sort()
          .map((file) => entryOf(dir!, file)),
      );
      await writeFile(
        join(dir!, 'service-worker.js'),
        `const builtFiles = ${JSON.stringify(files, null, 1)};\n${code}`,
      );
    },
  };
}

/** A file as Workbox lists it. Browsers refuse one with another content, as on a site that is changed just now. */
async function entryOf(
  folder: string,
  url: string,
): Promise<{ readonly url: string; readonly revision: string; readonly integrity: string }> {
  const digest = createHash('sha256')
    .update(await readFile(join(folder, url)))
    .digest('base64');
  return { url, revision: digest, integrity: `sha256-${digest}` };
}

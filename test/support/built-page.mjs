// The page as it is built: once for all tests of a run of `npm test`, which names its folder in BUILT_PAGE, else for each file of tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';

const root = dirname(dirname(import.meta.dirname));

/** Builds the page into a folder. Maps name the packages that code comes from; the page does not know of them. */
export async function buildPage(outDir) {
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, sourcemap: 'hidden' } });
  return outDir;
}

/** A folder with the built page, to read and to serve; `remove` deletes it where it was made for this file alone. */
export async function builtPage() {
  const shared = process.env.BUILT_PAGE;
  if (shared) return { folder: shared, remove: () => undefined };
  const folder = await buildPage(mkdtempSync(join(tmpdir(), 'built-page-')));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** What `preview` of Vite serves it with, on a free port. */
export const servedFrom = (folder) => ({
  root,
  logLevel: 'error',
  build: { outDir: folder },
  preview: { port: 0 },
});

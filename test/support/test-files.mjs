// The files that the browser runs, of every *.test.ts under test/.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Folders whose tests leave nothing behind that the others would meet. One page runs all of a row, since a page takes a second to load; what
 * reloads, or fills and clears what the browser keeps, has a page of its own.
 */
const sharedPages = {
  base: ['base'],
  data: ['data'],
  engine: ['engine', 'reference'],
  figures: ['figures'],
  fit: ['fit'],
  lab: ['lab'],
  laws: ['laws'],
  models: ['models'],
  runner: ['runner'],
  places: ['ui/places'],
  session: ['ui/session'],
  parts: [
    'ui/charts',
    'ui/device',
    'ui/experiment',
    'ui/glossary',
    'ui/language',
    'ui/law',
    'ui/parts',
    'ui/run',
    'ui/share',
  ],
};
const folder = join('out', 'suites');

/** A file for each of those rows, written here, which imports all of its tests; and every other test file itself. */
export function testFiles() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = readdirSync('test', { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.split(sep).join('/'))
    .sort();
  const shared = Object.entries(sharedPages).map(([name, folders]) => ({
    name,
    files: files.filter((file) => folders.some((start) => file.startsWith(`${start}/`))),
  }));
  const isShared = new Set(shared.flatMap((page) => page.files));
  const alone = files.filter((file) => !isShared.has(file)).map((file) => `test/${file}`);
  return [...shared.map(sharedPage), ...alone];
}

function sharedPage({ name, files }) {
  const path = join(folder, `${name}.test.ts`);
  writeFileSync(path, files.map((file) => `import '../../test/${file}';\n`).join(''));
  return path;
}

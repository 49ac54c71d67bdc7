// The files that the browser runs, of every *.test.ts under test/.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Folders whose tests share nothing with each other: no storage, no device. One page runs all of a folder, since a page takes a second to load. */
const sharedPages = ['base', 'data', 'figures', 'fit', 'lab', 'laws', 'models'];
const folder = join('out', 'suites');

/** A file for each of those folders, written here, which imports all of its tests; and every other test file itself. */
export function testFiles() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = readdirSync('test', { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.split(sep).join('/'))
    .sort();
  const folderOf = (file) => file.slice(0, file.indexOf('/'));
  const alone = files.filter((file) => !sharedPages.includes(folderOf(file))).map((file) => `test/${file}`);
  return [
    ...sharedPages.map((name) =>
      sharedPage(
        name,
        files.filter((file) => folderOf(file) === name),
      ),
    ),
    ...alone,
  ];
}

function sharedPage(name, files) {
  const path = join(folder, `${name}.test.ts`);
  writeFileSync(path, files.map((file) => `import '../../test/${file}';\n`).join(''));
  return path;
}

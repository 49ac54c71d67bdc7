// Every file of tests begins with the sources that it covers, `// Covers src/fit/isoflop/{fit,valley}.ts: …`, and each source is
// covered by one. A folder stands for the files in it, not for those in its folders, a star for part of one name. `npm run lint` runs it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The patterns of paths that the first lines of a file name after `Covers`; null if they do not begin with it. */
export function coveredBy(text) {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const head = lines.slice(0, end < 0 ? lines.length : end).map((line) => line.slice(2).trim());
  if (!head[0]?.startsWith('Covers ')) return null;
  const paths = head.join(' ').match(/(?<![\w./])(?:src|test|shaders|build)\/[\w./*{},-]+/g) ?? [];
  return paths.map((path) => path.replace(/[.,:/]+$/, ''));
}

/** What is wrong, a line each: `tests` are texts by path, `files` the paths that there are. */
export function faultsOf(tests, files) {
  const faults = [];
  const covered = new Set();
  for (const [test, text] of Object.entries(tests)) {
    const patterns = coveredBy(text);
    if (!patterns?.length) faults.push(`${test}: its first line should be "// Covers src/…"`);
    for (const pattern of patterns ?? []) {
      for (const one of withoutBraces(pattern)) {
        const matching = files.filter((file) => expressionOf(one).test(file));
        if (matching.length === 0) faults.push(`${test}: covers ${one}, which is not there`);
        for (const file of matching) covered.add(file);
      }
    }
  }
  const bare = files.filter((file) => isSource(file) && !covered.has(file));
  return [...faults, ...bare.map((file) => `${file}: no test says that it covers it`)];
}

const isSource = (file) => /^src\/.*\.(ts|mjs)$/.test(file) && !/\.d\.m?ts$/.test(file);

/** `a/{b,c}.ts` as `a/b.ts` and `a/c.ts`. */
function withoutBraces(pattern) {
  const [, before, inside, after] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  if (inside === undefined) return [pattern];
  return inside.split(',').flatMap((name) => withoutBraces(`${before}${name}${after}`));
}

function expressionOf(pattern) {
  const parts = pattern.split('*').map((part) => part.replace(/[.\\^$+?()|[\]]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}(/[^/]+)?$`);
}

function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((file) => !file.includes('/node_modules/'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(import.meta.dirname);
  const files = ['src', 'test', 'shaders', 'build'].flatMap((folder) => filesBelow(root, folder));
  const names = files.filter((file) => file.startsWith('test/') && /\.test\.(ts|mjs)$/.test(file));
  const tests = Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
  const faults = faultsOf(tests, files);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

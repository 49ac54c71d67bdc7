// The command line as plain JavaScript. Node cannot read our TypeScript and WGSL; compiling them at every start took seconds.
// So they are bundled once, into node_modules/.cache, and again when a source has changed.
import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Programs and threads; each becomes `<name>.js`, all in one folder. */
export const entries = ['src/cli/main.ts', 'src/cli/host/pool-worker.ts'];

const sourceFolders = ['src', 'shaders'];
const WEEK = 7 * 24 * 60 * 60 * 1000;

const cacheOf = (root) => join(root, 'node_modules', '.cache', 'scaling-lab');

/** Every file below a folder except packages, sorted, so that equal trees give equal lists. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      return entry.name === 'node_modules' ? [] : filesBelow(path);
    });
}

const sourcesOf = (root) => sourceFolders.flatMap((name) => filesBelow(join(root, name)));

/** The folder for a bundle of the present sources; if it exists, the bundle is complete. */
export function bundleFolder(root) {
  const hash = createHash('sha256');
  for (const path of [...sourcesOf(root), join(root, 'package-lock.json'), join(root, 'tsconfig.json')]) {
    hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  }
  return join(cacheOf(root), hash.digest('hex').slice(0, 16));
}

/** `import source from './x.wgsl?raw'`: a file as a string. */
const rawFiles = {
  name: 'raw-files',
  resolveId: {
    filter: { id: /\?raw$/ },
    handler: (specifier, importer) => join(dirname(importer), specifier),
  },
  load: {
    filter: { id: /\?raw$/ },
    handler: (id) => `export default ${JSON.stringify(readFileSync(id.replace(/\?raw$/, ''), 'utf8'))}`,
  },
};

/**
 * Bundles the entries into `folder`. Every .wasm of the sources lies beside them, so that `new URL('./x.wasm', import.meta.url)`
 * finds it there as it does beside its source.
 */
export async function makeBundle(root, folder, programs = entries) {
  // Other processes may do the same at this time, so a bundle gets its name only when it is complete.
  const unfinished = join(cacheOf(root), `unfinished-${randomUUID()}`);
  try {
    await writeBundle(root, unfinished, programs);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  removeOld(root, folder);
}

async function writeBundle(root, folder, programs) {
  const { build } = await import('rolldown');
  await build({
    cwd: root,
    input: Object.fromEntries(programs.map((path) => [basename(path, '.ts'), join(root, path)])),
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    plugins: [rawFiles],
    logLevel: 'warn',
    output: {
      dir: folder,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      sourcemap: true,
    },
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const path of sourcesOf(root).filter((name) => name.endsWith('.wasm'))) {
    copyFileSync(path, join(folder, basename(path)));
  }
}

/** Bundles of earlier sources; a run that takes days may still load parts of one. */
function removeOld(root, current) {
  for (const name of readdirSync(cacheOf(root))) {
    const path = join(cacheOf(root), name);
    // A folder that has disappeared was another process's unfinished bundle.
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (path !== current && Date.now() - made > WEEK) rmSync(path, { recursive: true, force: true });
  }
}

// Builds the package into dist/: the library and the command line as plain JavaScript, and the types. `npm pack` runs it.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'rolldown';

const here = import.meta.dirname;
const root = dirname(dirname(here));
const dist = join(here, 'dist');
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const names = Object.keys(dependencies);

rmSync(dist, { recursive: true, force: true });
await build({
  cwd: root,
  input: { 'fit-package': 'src/cli/package/fit-package.ts', 'fit-main': 'src/cli/package/fit-main.ts' },
  platform: 'node',
  tsconfig: join(root, 'tsconfig.json'),
  // Anything else from a package would come into the bundle without its licence.
  external: (id) => id.startsWith('node:') || !(id.startsWith('.') || id.startsWith('/')),
  logLevel: 'warn',
  output: { dir: dist, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  plugins: [
    {
      name: 'known-packages',
      resolveId(id) {
        if (id.startsWith('.') || id.startsWith('/') || id.startsWith('node:') || id.startsWith('src/'))
          return null;
        if (!names.some((name) => id === name || id.startsWith(`${name}/`))) {
          throw new Error(`${id} is imported, and package.json does not name it`);
        }
        return null;
      },
    },
  ],
});
const program = join(dist, 'scaling-lab.js');
writeFileSync(
  program,
  "#!/usr/bin/env node\nimport { main } from './fit-main.js';\n\nprocess.exitCode = await main(process.argv.slice(2));\n",
);
chmodSync(program, 0o755);
const types = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--project', join(here, 'tsconfig.json'), '--outDir', join(dist, 'types')],
  ],
  { stdio: 'inherit' },
);
if (types.status !== 0) throw new Error('the types could not be written');
if (existsSync(join(root, 'LICENSE'))) copyFileSync(join(root, 'LICENSE'), join(here, 'LICENSE'));

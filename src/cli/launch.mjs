// The command line's first step, in plain Node: lets Vite read the TypeScript and the WGSL, runs main.ts with the arguments, and
// ends the process with its exit code.
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** Ends once everything printed has left; Dawn's threads would keep the process alive for ever. */
function exit(code) {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** Vite, or null on a fresh clone. */
async function loadVite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return null;
  }
}

const vite = await loadVite();
if (vite) {
  const config = { root, configFile: false, logLevel: 'error' };
  const { module } = await vite.runnerImport(join(root, 'src/cli/main.ts'), config);
  exit(await module.main(process.argv.slice(2)));
} else {
  console.error('The packages are not installed yet. Run `npm ci` first.');
  exit(1);
}

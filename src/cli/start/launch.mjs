// The command line's first step, in plain Node: bundles the TypeScript and the WGSL if they have changed, runs main.ts with the
// arguments, and ends the process with its exit code.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFolder, makeBundle } from './bundle.mjs';
import { installPackages } from './install.mjs';

const root = dirname(dirname(dirname(import.meta.dirname)));

/**
 * Codes of what cannot be printed any more because nobody reads it: a terminal that was closed, a pipe to `head`. That must not end a run that
 * has results to save.
 */
const UNREAD = ['EPIPE', 'EIO', 'ECONNRESET'];

for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Exits once all output is written; Dawn's threads would keep the process alive for ever. Where results were lost, it says so. */
function exit(code) {
  process.stdout.write('', () => {
    const { errored } = process.stdout;
    const isLost = errored !== null && !UNREAD.includes(errored.code);
    if (isLost) console.error(`What this command prints could not be written: ${errored.message}.`);
    process.stderr.write('', () => process.exit(code === 0 && isLost ? 1 : code));
  });
}

/** The bundle's folder. A bundle contains the packages that it needs, so they are installed only where there is no bundle. */
async function prepare() {
  const folder = bundleFolder(root);
  if (!existsSync(folder)) {
    installPackages(root);
    await makeBundle(root, folder);
  }
  return folder;
}

/** Runs the command and returns its exit code. */
async function launch() {
  let folder;
  try {
    folder = await prepare();
  } catch (error) {
    console.error(error.message);
    return 1;
  }
  // Stack traces then name lines of the sources.
  process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(join(folder, 'main.js')));
  return main(process.argv.slice(2));
}

exit(await launch());

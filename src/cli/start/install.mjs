// npm packages for a fresh clone: `npm start`, `npm test` and the command line all begin here, so it uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';

/**
 * Paths of the packages that `present` lacks or has in another version than `wanted`; both are the `packages` of a lock file.
 * What only tests and tools need counts with `dev`. Packages for other platforms are optional and may be absent.
 */
export function missingPackages(wanted, present, { dev = false } = {}) {
  return neededPackages(wanted, dev).filter((path) => {
    if (path in present) return present[path].version !== wanted[path].version;
    const { optional, peer, devOptional } = wanted[path];
    return !(optional || peer || (devOptional && !dev));
  });
}

const neededPackages = (wanted, dev) =>
  Object.keys(wanted).filter((path) => path !== '' && (dev || !wanted[path].dev));

/**
 * True if a folder's node_modules holds what its package-lock.json asks for; more may be there. npm notes what it installed in a
 * lock file of its own, last of all, so an install that was broken off has none. Versions are compared, since a checkout
 * changes dates.
 */
export function isInstalled(folder, { dev = false } = {}) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = presentPackages(folder);
  if (!present || missingPackages(wanted, present, { dev }).length > 0) return false;
  const noted = neededPackages(wanted, dev).filter((path) => path in present);
  return noted.every((path) => existsSync(join(folder, path, 'package.json')));
}

/**
 * Installs a folder's locked packages where they are missing, and says so on stderr, with `what` they are. Throws if npm fails;
 * its own words are on stderr by then.
 */
export function installPackages(folder, { dev = false, what = 'packages' } = {}) {
  if (isInstalled(folder, { dev })) return;
  oneAtATime(folder, () => {
    if (isInstalled(folder, { dev })) return;
    console.error(`Installing ${what} (npm ci) …`);
    // npm removes all that is there first, so what tests and tools need comes again if it was there.
    const scope = dev || hasDevPackages(folder) ? '--include=dev' : '--omit=dev';
    // Ctrl-C may come at any time: from here until npm is done the folder counts as empty.
    rmSync(noteOf(folder), { force: true });
    const { status, error } = npm(['ci', scope, '--no-audit', '--no-fund', '--loglevel=error'], folder);
    if (status !== 0) throw new Error(`npm ci failed: ${error?.message ?? `exit code ${status}`}`);
  });
}

/** Under npm its own script is known; a bare `npm` is a .cmd file on Windows and needs a shell there. */
function npm(args, cwd) {
  const options = { cwd, stdio: ['ignore', 'ignore', 'inherit'] };
  const script = process.env.npm_execpath;
  return script
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function hasDevPackages(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = presentPackages(folder) ?? {};
  return Object.keys(present).some((path) => wanted[path]?.dev);
}

const noteOf = (folder) => join(folder, 'node_modules', '.package-lock.json');

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** What npm noted, null if there is no note or only a part of one. */
function presentPackages(folder) {
  try {
    return packagesOf(noteOf(folder));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

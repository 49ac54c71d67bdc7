// npm packages for a fresh clone: `npm start`, `npm test` and the command line all begin here, so it uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';

/**
 * Paths of the packages that `present` lacks or has in another version than `needed`; both are the `packages` of a lock file.
 * Packages for tests and tools count only with `dev`. Packages for other platforms are optional and may be absent.
 */
export function missingPackages(needed, present, { dev = false } = {}) {
  return neededPackages(needed, dev).filter((path) => {
    if (path in present) return present[path].version !== needed[path].version;
    const { optional, peer, devOptional } = needed[path];
    return !(optional || peer || (devOptional && !dev));
  });
}

const neededPackages = (needed, dev) =>
  Object.keys(needed).filter((path) => path !== '' && (dev || !needed[path].dev));

/**
 * True if a folder's node_modules holds what its package-lock.json asks for; more may be there. npm writes what it installed to a
 * lock file of its own, last of all, so an interrupted install does not have one. Versions are compared, since a checkout
 * changes dates.
 */
export function isInstalled(folder, { dev = false } = {}) {
  const needed = packagesOf(join(folder, 'package-lock.json'));
  const present = presentPackages(folder);
  if (!present || missingPackages(needed, present, { dev }).length > 0) return false;
  const noted = neededPackages(needed, dev).filter((path) => path in present);
  return noted.every((path) => existsSync(join(folder, path, 'package.json')));
}

/**
 * Installs a folder's locked packages where they are missing, and says so on stderr with their name `what`. Throws if npm fails,
 * after npm's own messages on stderr.
 */
export function installPackages(folder, { dev = false, what = 'packages' } = {}) {
  if (isInstalled(folder, { dev })) return;
  oneAtATime(folder, () => {
    if (isInstalled(folder, { dev })) return;
    console.error(`Installing ${what} (npm ci) …`);
    // npm first removes everything, so packages for tests and tools are installed again if they were there.
    const scope = dev || hasDevPackages(folder) ? '--include=dev' : '--omit=dev';
    // Ctrl-C may come at any time, so until npm is done the folder counts as empty.
    rmSync(noteOf(folder), { force: true });
    const { status, error } = npm(['ci', scope, '--no-audit', '--no-fund', '--loglevel=error'], folder);
    if (status !== 0) throw new Error(`npm ci failed: ${error?.message ?? `exit code ${status}`}`);
  });
}

/** npm sets the path of its script; without it, `npm` is a .cmd file on Windows, which needs a shell. */
function npm(args, cwd) {
  const options = { cwd, stdio: ['ignore', 'ignore', 'inherit'] };
  const script = process.env.npm_execpath;
  return script
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function hasDevPackages(folder) {
  const needed = packagesOf(join(folder, 'package-lock.json'));
  const present = presentPackages(folder) ?? {};
  return Object.keys(present).some((path) => needed[path]?.dev);
}

const noteOf = (folder) => join(folder, 'node_modules', '.package-lock.json');

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** The packages in npm's lock file, null if it is missing or incomplete. */
function presentPackages(folder) {
  try {
    return packagesOf(noteOf(folder));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

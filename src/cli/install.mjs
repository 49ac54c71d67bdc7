// npm packages for a fresh clone: `npm start` and `npm test` both begin here, so it uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * True if node_modules holds what package-lock.json asks for. npm notes what it installed in a lock file of its own;
 * versions are compared, since a checkout changes dates. Packages for other platforms are optional and may be absent.
 */
export function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const present = readJson(installed).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || present[path]?.version === version || ((optional || peer) && !(path in present)),
  );
}

/** Installs the locked packages where they are missing. Throws if npm fails; its own words are on stderr by then. */
export function installPackages(root) {
  if (isInstalled(root)) return;
  console.log('Installing packages (npm ci) …');
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // Under npm its own script is known; a bare `npm` is a .cmd file on Windows and needs a shell there.
  const npm = process.env.npm_execpath;
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ci failed: ${error?.message ?? `exit code ${status}`}`);
}

// The Chromium-family browser that the suite runs in: CHROME_PATH, else an installed one, else, where that is possible
// without asking, a fresh one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, posix, win32 } from 'node:path';

const commands = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

/** Where browsers usually lie on a platform (process.platform), best first. */
export function browserCandidates(platform, env) {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env.HOME ? [posix.join(env.HOME, 'Applications')] : [])];
    return macApps.flatMap((app) =>
      folders.map((folder) => posix.join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return windowsPrograms.flatMap((program) => folders.map((folder) => win32.join(folder, program)));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => posix.join(folder, command)));
}

/** Path of the browser to use, null if there is none. A CHROME_PATH that leads nowhere throws. */
export function findBrowser({ platform = process.platform, env = process.env, exists = existsSync } = {}) {
  if (env.CHROME_PATH) {
    if (exists(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new Error(
      `CHROME_PATH: expected a Chrome or Chromium executable, found no file ${env.CHROME_PATH}`,
    );
  }
  return browserCandidates(platform, env).find(exists) ?? null;
}

/** Debian and the distributions made from it let root install without a question. */
export const canInstall = () =>
  process.platform === 'linux' && process.getuid() === 0 && existsSync('/etc/debian_version');

export function installWithApt(name) {
  console.log(`Installing ${name} (apt-get) …`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
}

/** The browser's path, installed first if need be. Throws with what to do where that is left to a person. */
export function requireBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (canInstall()) installWithApt('chromium');
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error('no browser: install Google Chrome or Chromium, or set CHROME_PATH to its executable');
}

// Chromium brings a Vulkan driver that computes on the processor (SwiftShader) and the Vulkan loader to find it with. Where no
// other adapter works, the command line starts itself again with them, since loaders read these variables only at the start.

import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const MANIFEST = 'vk_swiftshader_icd.json';
/** Set to the folder for the second start, so that it reports what it uses and does not start a third time. */
const MARK = 'SCALING_LAB_SOFTWARE_DRIVER';

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const usualFolders = ['/usr/lib', '/usr/lib64', '/opt/google', '/snap/chromium/current/usr/lib'];

/** The folder of this process's software driver, null if it uses the machine's own drivers. */
export function softwareDriverInUse(): string | null {
  return process.env[MARK] ?? null;
}

/** Ends the second start as a closed terminal does when the first is killed: nobody would see or stop it any more. */
export function endWithFirstStart(): void {
  process.once('disconnect', () => process.kill(process.pid, 'SIGHUP'));
}

/** A Chromium's folder with its software driver; null if there is none, or if the environment already selects drivers. */
export function findSoftwareDriver(): string | null {
  if (process.platform !== 'linux' || process.env.VK_DRIVER_FILES || process.env.VK_ICD_FILENAMES)
    return null;
  return candidates().find((folder) => existsSync(join(folder, MANIFEST))) ?? null;
}

/** Folders in which a Chromium may live: CHROME_PATH's, those of the browsers on PATH, the usual ones. */
function candidates(): string[] {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => browserNames.map((name) => join(folder, name)));
  const programs = [process.env.CHROME_PATH ?? '', ...onPath].filter(
    (path) => path !== '' && existsSync(path),
  );
  const usual = usualFolders.flatMap((folder) => browserNames.map((name) => join(folder, name)));
  return [...programs.map((path) => dirname(realpathSync(path))), ...usual];
}

/** Runs this command again with the driver of `folder`, and exits with its exit code. Never resolves. */
export function restartWithSoftwareDriver(folder: string): Promise<never> {
  const libraries = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const env = {
    ...process.env,
    VK_DRIVER_FILES: join(folder, MANIFEST),
    LD_LIBRARY_PATH: libraries,
    [MARK]: folder,
  };
  const child = spawn(process.execPath, process.argv.slice(1), {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // The child decides what to save and when to end. Ctrl-C reaches both processes.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => (signal === 'SIGINT' ? undefined : child.kill(signal)));
  }
  return new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal) console.error(`The run was ended by ${signal}.`);
      process.exit(code ?? 1);
    });
  });
}

// One process at a time writes to a folder of results. The lock is a file that names its process, so one that was left by a process
// that was killed is known to be stale.

import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { missingIsNull, replaceFile } from '../shared/files.js';

/** Two processes that find a stale lock at the same time differ by less. */
const CONTEST_MILLISECONDS = 200;

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Since when the process runs, by the system's clock; null where the system does not say. A later process may get the same number. */
  readonly started: string | null;
}

export class FolderLock {
  readonly #path: string;
  readonly #text = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
  } satisfies Owner);

  private constructor(path: string) {
    this.#path = path;
  }

  /** Throws InputError while another process has the lock, and the errors of the system. */
  static async claim(path: string): Promise<FolderLock> {
    const lock = new FolderLock(path);
    while (!(await lock.#make())) {
      const owner = await readOwner(path);
      if (owner && isRunning(owner)) throw new InputError(inUse(owner, path));
      // It takes the place of a stale one, and is the owner unless another process did so too, and later.
      await replaceFile(path, lock.#text);
      await sleep(CONTEST_MILLISECONDS);
      if (await lock.isOurs()) break;
    }
    return lock;
  }

  async isOurs(): Promise<boolean> {
    return (await readFile(this.#path, 'utf8').catch(missingIsNull)) === this.#text;
  }

  async release(): Promise<void> {
    if (await this.isOurs()) await rm(this.#path, { force: true });
  }

  /** False where there is one. */
  async #make(): Promise<boolean> {
    try {
      await writeFile(this.#path, this.#text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }
}

/** The owner that a lock names; null where the lock is gone or names none. */
async function readOwner(path: string): Promise<Owner | null> {
  const read = async (): Promise<Owner | null> =>
    ownerOf((await readFile(path, 'utf8').catch(missingIsNull)) ?? '');
  const owner = await read();
  if (owner) return owner;
  // Its owner may be about to write it.
  await sleep(CONTEST_MILLISECONDS);
  return read();
}

function ownerOf(text: string): Owner | null {
  try {
    const { pid, host, started } = parseJson(text) as Partial<Record<keyof Owner, unknown>>;
    const isOwner = typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && typeof host === 'string';
    return isOwner ? { pid, host, started: typeof started === 'string' ? started : null } : null;
  } catch {
    // Half of a lock, or no lock at all.
    return null;
  }
}

/** Whether a process still runs. Those of another machine count as running: there is no way to know. */
function isRunning({ pid, host, started }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const since = startOf(pid);
  return since === null || started === null || since === started;
}

/** When a process began, as Linux says it (proc_pid_stat(5)); null elsewhere. A process that has ended and was not waited for has no start. */
function startOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? 'ended' : fields[18];
  } catch {
    return null;
  }
}

function inUse({ pid, host }: Owner, path: string): string {
  const folder = dirname(path);
  if (host !== hostname()) {
    return `${folder} is in use by process ${pid} of the machine ${host}. If that process has ended, delete ${path}.`;
  }
  return `${folder} is in use by process ${pid}. Wait until that has ended, or take another --out.`;
}

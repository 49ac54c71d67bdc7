// A turn that processes take one after another: two terminals may both want packages in the same folder.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A turn that is older was broken off, though its process number may live on in another. */
const LONGEST_MINUTES = 20;

/** Calls `work` while no other process does so for the same name; waits for one that does. */
export function oneAtATime(name, work) {
  const file = join(tmpdir(), `scaling-lab-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`);
  for (let waited = false; !claim(file); waited = true) {
    if (!waited) console.error('Waiting for another process that installs here …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** False while somebody else has the turn. The file names its owner's process. */
function claim(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > LONGEST_MINUTES * 60_000) return true;
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    // Its process has ended. One of another person's lives on, and a file that is gone was given back.
    return error.code === 'ESRCH';
  }
}

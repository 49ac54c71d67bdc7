// A lock between processes: two terminals may install packages in the same folder.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An older lock is left from a process that was interrupted, even if its number now belongs to another process. */
const LONGEST_MINUTES = 20;

/** Calls `work` while no other process does so for the same name; waits until it is free. */
export function oneAtATime(name, work) {
  const file = join(tmpdir(), `scaling-lab-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`);
  for (let waited = false; !claim(file); waited = true) {
    if (!waited) console.error('Waiting for another process that is installing packages …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** False while another process has the lock. The file names its owner's process. */
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
    // The owner has ended. (A process of another user counts as running; a missing file means that the lock is free.)
    return error.code === 'ESRCH';
  }
}

// Loaded before the command line: while the file that FULL_DISK names is there, nothing can be written to a file, as on a full disk.
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';

const file = await open(process.execPath, 'r');
const { prototype } = file.constructor;
await file.close();
for (const name of ['write', 'writeFile']) {
  const { [name]: write } = prototype;
  prototype[name] = async function (...args) {
    if (existsSync(process.env.FULL_DISK)) {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
    }
    return write.apply(this, args);
  };
}

// Loaded before the command line: the system never says that anything is on the disk, as when a network drive is gone.
import { open } from 'node:fs/promises';

const file = await open(process.execPath, 'r');
const { prototype } = file.constructor;
await file.close();
for (const name of ['sync', 'datasync']) prototype[name] = () => new Promise(() => undefined);

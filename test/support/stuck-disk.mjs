// Loaded before the command line: the system never says that anything is on the disk, as when a network drive is gone.
import { open } from 'node:fs/promises';
import { setInterval } from 'node:timers';

const file = await open(process.execPath, 'r');
const { prototype } = file.constructor;
await file.close();
// A request to the system keeps the process alive, as this timer does.
for (const name of ['sync', 'datasync'])
  prototype[name] = () => new Promise(() => setInterval(() => undefined, 1e6));

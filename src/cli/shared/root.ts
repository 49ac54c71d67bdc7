// Where the project lies on disk. The command line runs from a bundle as well as from its sources, so a path that starts at
// `import.meta` leads elsewhere than it seems; one that starts here does not.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's own folder: the nearest above with a lock file. */
export const root = nearest(import.meta.dirname);

function nearest(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`expected package-lock.json above ${import.meta.dirname}`);
  return nearest(above);
}

// Packages that few people need. Each group has its own package file and lock file in optional/, and is installed there when it is
// first needed.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, isInstalled } from '../start/install.mjs';
import { root } from '../shared/root.js';

/** What is installed, for the message while people wait. */
const groups = {
  dawn: 'Dawn, which opens GPUs: 132 MB',
  bench: 'the libraries that the bench compares with: 330 MB',
  cluster: 'the client of NATS, which hands out the runs of a sweep: 2 MB',
} as const;

export type OptionalGroup = keyof typeof groups;

const folderOf = (group: OptionalGroup): string => join(root, 'src/cli/optional', group);

/** True if a group's packages are there; asking installs nothing. */
export function hasOptional(group: OptionalGroup): boolean {
  return isInstalled(folderOf(group));
}

/** A package of a group. Installs the group first if necessary, and says so on stderr. Throws if npm fails. */
export async function loadOptional(group: OptionalGroup, name: string): Promise<unknown> {
  installPackages(folderOf(group), { what: groups[group] });
  // `require` finds the build of TensorFlow.js for Node; such a build is a module's default export.
  const path = createRequire(join(folderOf(group), 'package.json')).resolve(name);
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  return module.default ?? module;
}

// Packages that few people need, each group with a package file and a lock file of its own in optional/. They are installed there
// when they are first wanted.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, isInstalled } from '../start/install.mjs';
import { root } from '../shared/root.js';

/** For people, who will wait for it. */
const groups = {
  dawn: 'Dawn, which opens GPUs: 132 MB',
  bench: 'the libraries to race against: 330 MB',
} as const;

export type OptionalGroup = keyof typeof groups;

const folderOf = (group: OptionalGroup): string => join(root, 'src/cli/optional', group);

/** True if a group's packages are there; asking installs nothing. */
export function hasOptional(group: OptionalGroup): boolean {
  return isInstalled(folderOf(group));
}

/** A package of a group, which is installed first if need be; what is done is said on stderr. Throws if npm fails. */
export async function loadOptional(group: OptionalGroup, name: string): Promise<unknown> {
  installPackages(folderOf(group), { what: groups[group] });
  // As `require` finds it: there TensorFlow.js has its build for Node. Such a build is a module's default.
  const path = createRequire(join(folderOf(group), 'package.json')).resolve(name);
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  return module.default ?? module;
}

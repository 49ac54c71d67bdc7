// The WGSL of every kernel.

import type { KernelName } from '../kernels/registry.js';
import { batchSources } from './sources/batches.js';
import { layerSources } from './sources/layers.js';
import { linearSources } from './sources/linear.js';
import { outputSources } from './sources/outputs.js';
import { updateSources } from './sources/updates.js';

/** Parts of the code of each kernel, in order: library files, each whole, then its own. */
export type Sources = Readonly<Partial<Record<KernelName, readonly string[]>>>;

export const kernelSources = {
  ...batchSources,
  ...layerSources,
  ...linearSources,
  ...outputSources,
  ...updateSources,
} as const satisfies Readonly<Record<KernelName, readonly string[]>>;

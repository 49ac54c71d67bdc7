// The WGSL of every kernel.

import type { KernelName } from '../kernels/registry.js';
import { batchSources } from './sources/batches.js';
import { layerSources } from './sources/layers.js';
import { linearSources } from './sources/linear.js';
import { outputSources } from './sources/outputs.js';
import { updateSources } from './sources/updates.js';

export const kernelSources = {
  ...batchSources,
  ...layerSources,
  ...linearSources,
  ...outputSources,
  ...updateSources,
} as const satisfies Readonly<Record<KernelName, readonly string[]>>;

// THE registry of kernels: what the Params of each hold, what it reads and what it writes, in the order of its bindings (0 is
// Params, then reads, then writes). Every engine has a body for each: shaders/ and src/engine/cpu/kernels/.

import { batchKernels } from './batches.js';
import { layerKernels } from './layers.js';
import { linearKernels } from './linear.js';
import { outputKernels } from './outputs.js';
import { updateKernels } from './updates.js';

export const kernels = {
  ...batchKernels,
  ...layerKernels,
  ...linearKernels,
  ...outputKernels,
  ...updateKernels,
} as const;

export type KernelName = keyof typeof kernels;

// THE registry of kernels: the source of each, what its Params struct holds, what it reads and what it writes, in the order of
// its bindings (0 is Params, then reads, then writes). Library files are put in front of the source whole.

import { batchKernels } from './kernels/batches.js';
import { layerKernels } from './kernels/layers.js';
import { linearKernels } from './kernels/linear.js';
import { outputKernels } from './kernels/outputs.js';
import { updateKernels } from './kernels/updates.js';

export const kernels = {
  ...batchKernels,
  ...layerKernels,
  ...linearKernels,
  ...outputKernels,
  ...updateKernels,
} as const;

export type KernelName = keyof typeof kernels;

/** A number for each field of a kernel's Params. */
export type KernelParams<K extends KernelName> = Record<keyof (typeof kernels)[K]['params'], number>;

/** A buffer for each tensor a kernel reads or writes. */
export type KernelTensors<K extends KernelName> = Record<
  (typeof kernels)[K]['reads'][number] | (typeof kernels)[K]['writes'][number],
  GPUBuffer
>;

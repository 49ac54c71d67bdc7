import type { KernelName } from '../../kernels/registry.js';

/** Parts of the code of each kernel, in order: library files, each whole, then its own. */
export type Sources = Readonly<Partial<Record<KernelName, readonly string[]>>>;

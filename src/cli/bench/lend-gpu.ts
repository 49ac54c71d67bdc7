// Other libraries in Node: they look for a browser's navigator, and are loaded past Vite, which is closed once a command runs.

import { createRequire } from 'node:module';

/** `require`, for development dependencies that only the bench loads. */
export const load = createRequire(import.meta.url);

/** Puts this process's GPU where libraries look for one. */
export function lendGpu(gpu: GPU): void {
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' }, configurable: true });
}

/** (rows, columns) -> (columns, rows): PyTorch's weights are (outputs, inputs), everyone else's the other way round. */
export function transposed(values: Float32Array, [rows, columns]: readonly number[]): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

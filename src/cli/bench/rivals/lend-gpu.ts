// For other libraries in Node, which look for a browser's navigator.

/** Puts this process's GPU where libraries look for one. */
export function lendGpu(gpu: GPU): void {
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' }, configurable: true });
}

/** (rows, columns) -> (columns, rows): PyTorch's weights are (outputs, inputs), the other libraries' are transposed. */
export function transposed(values: Float32Array, [rows, columns]: readonly number[]): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

// The gradient arena (slices, R, size). Kernels that sum over a batch's rows write one sum for every slice of the rows; other kernels
// write to the first slice. `sumGradients` then adds all slices to the first, which the optimiser reads.

import type { DeviceBuffer } from '../device.js';
import type { Program } from '../program.js';
import type { ArenaLayout } from '../tensor.js';
import { folded, THREADS } from './grid.js';

/** How rows are split over the slices that a gradient arena has room for. */
export interface Slices {
  readonly count: number;
  /** Rows of a slice; the last ones may have fewer, or none. */
  readonly rows: number;
  /** vec4f from one slice to the next. */
  readonly stride: number;
}

export function slicesOf(
  gradients: DeviceBuffer,
  arena: ArenaLayout,
  batch: { replicas: number; rows: number },
): Slices {
  const floats = batch.replicas * arena.size;
  const count = gradients.size / 4 / floats;
  return { count, rows: Math.ceil(batch.rows / count), stride: floats / 4 };
}

/** Records the sum, or nothing where there is one slice. */
export function sumGradients(
  program: Program,
  arena: ArenaLayout,
  { gradients, replicas }: { gradients: DeviceBuffer; replicas: number },
): void {
  const { count, stride } = slicesOf(gradients, arena, { replicas, rows: 0 });
  if (count === 1) return;
  program.add('gradient_sum', {
    params: { vec4s: stride, slices: count },
    tensors: { gradients },
    workgroups: folded(Math.ceil(stride / THREADS)),
  });
}

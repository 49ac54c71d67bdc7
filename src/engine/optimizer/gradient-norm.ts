// The global norm of each replica's gradient, which optimisers clip by.

import type { Memory } from '../device.js';
import { THREADS } from '../ops/grid.js';
import type { Program } from '../program.js';
import type { OptimizerTensors } from './update.js';

/** Floats of gradient that a workgroup of shaders/gradient_square_sum.wgsl covers: sixteen vec4f a thread. */
const NORM_CHUNK = 16 * 4 * THREADS;

/** Records the global gradient norm of each replica into its state. */
export function recordGradientNorm(program: Program, memory: Memory, tensors: OptimizerTensors): void {
  const { arena, gradients, replicas, replicaCount } = tensors;
  const groups = Math.ceil(arena.size / NORM_CHUNK);
  const partial = memory.storage('gradient square sums', replicaCount * groups);
  program.add('gradient_square_sum', {
    params: { vec4s: arena.size / 4 },
    tensors: { gradients, partial },
    workgroups: [groups, 1, replicaCount],
  });
  program.add('gradient_norm', {
    params: { groups },
    tensors: { partial, replicas },
    workgroups: [1, 1, replicaCount],
  });
}

// The update: global gradient norm, then AdamW or SGD over the flat arena; the schedule as a table made once, in float64.

import type { OptimizerSpec } from '../../models/training-spec.js';
import type { Row } from '../legs.js';
import type { Program } from '../program.js';
import { SEGMENT, type ArenaLayout, type Memory } from '../tensor.js';

/** Floats of gradient that one workgroup of gradient_square_sum covers. */
const NORM_CHUNK = 4096;

/** What an optimiser updates and reads. */
export interface OptimizerTensors {
  readonly arena: ArenaLayout;
  readonly parameters: GPUBuffer;
  readonly gradients: GPUBuffer;
  /** The replicas' state (shaders/lib/replica.wgsl): learning rate, step, gradient norm. */
  readonly replicas: GPUBuffer;
  readonly replicaCount: number;
}

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

/**
 * Records the update and returns what it remembers from step to step: moments or velocity. `learningRateScale` is a tensor's share of the model's learning rate (1 but for muP).
 * Weight decay touches tensors of two or more axes only.
 */
export function recordUpdate(
  program: Program,
  memory: Memory,
  tensors: OptimizerTensors,
  settings: {
    optimizer: OptimizerSpec;
    /** A row an update, which the replicas' step counts name. */
    rows: readonly Row[];
    learningRateScale: (tensor: string) => number;
  },
): GPUBuffer {
  const { optimizer, learningRateScale } = settings;
  const { arena, parameters, gradients, replicas, replicaCount } = tensors;
  const vec4s = arena.size / 4;
  const workgroups = [Math.ceil(vec4s / 64), 1, replicaCount] as const;
  const clip_norm = optimizer.clipNorm ?? 0;
  const schedule = memory.storage('schedule', scheduleTable(optimizer, settings.rows));
  const segments = memory.storage('segments', segmentTable(arena, optimizer.weightDecay, learningRateScale));
  const reads = { gradients, replicas, schedule, segments };
  if (optimizer.type === 'adamw') {
    const { beta1, beta2, epsilon } = optimizer;
    const moments = memory.storage('moments', 2 * replicaCount * arena.size);
    program.add('adamw', {
      params: { vec4s, beta1, beta2, epsilon, clip_norm },
      tensors: { ...reads, parameters, moments },
      workgroups,
    });
    return moments;
  }
  const velocity = memory.storage('velocity', replicaCount * arena.size);
  program.add('sgd', {
    params: { vec4s, momentum: optimizer.momentum, clip_norm },
    tensors: { ...reads, parameters, velocity },
    workgroups,
  });
  return velocity;
}

/** ScheduleStep of shaders/lib/optimizer.wgsl for every row: four floats each. */
function scheduleTable(optimizer: OptimizerSpec, rows: readonly Row[]): Float32Array {
  const table = new Float32Array(rows.length * 4);
  rows.forEach(({ step, factor }, row) => {
    table[4 * row] = factor;
    if (optimizer.type === 'adamw') {
      table[4 * row + 1] = 1 / (1 - optimizer.beta1 ** (step + 1));
      table[4 * row + 2] = 1 / Math.sqrt(1 - optimizer.beta2 ** (step + 1));
    }
  });
  return table;
}

/** Segment of shaders/lib/optimizer.wgsl for every 64 floats of the arena: two floats each. */
function segmentTable(
  arena: ArenaLayout,
  weightDecay: number,
  learningRateScale: (tensor: string) => number,
): Float32Array {
  const table = new Float32Array((arena.size / SEGMENT) * 2);
  const tensors = [...arena.tensors.values()];
  tensors.forEach(({ name, shape, offset }, i) => {
    const end = tensors[i + 1]?.offset ?? arena.size;
    for (let segment = offset / SEGMENT; segment < end / SEGMENT; segment++) {
      table[2 * segment] = learningRateScale(name);
      table[2 * segment + 1] = shape.length >= 2 ? weightDecay : 0;
    }
  });
  return table;
}

// The update: global gradient norm, then AdamW or SGD over the flat arena, or Muon and AdamW for what it leaves; the schedule as
// a table made once, in float64.

import type { DeviceBuffer, Memory } from '../device.js';
import { isMuonMatrix, type ParameterTensor } from '../../models/parameters.js';
import type { AdamSettings, MuonSpec, OptimizerSpec } from '../../models/training-spec.js';
import type { Row } from '../segments.js';
import { folded } from '../ops/grid.js';
import type { Program } from '../program.js';
import { SEGMENT, tensorOf, type ArenaLayout } from '../tensor.js';
import { recordMuon } from './muon.js';
import type { OptimizerTensors } from './tensors.js';

/** Floats of gradient that one workgroup of gradient_square_sum covers. */
const NORM_CHUNK = 4096;

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

interface UpdateSettings {
  readonly optimizer: OptimizerSpec;
  /** What lies in the arena. */
  readonly layout: readonly ParameterTensor[];
  /** A row an update, which the replicas' step counts name. */
  readonly rows: readonly Row[];
  /** A tensor's share of the model's learning rate: 1 but for muP. */
  readonly learningRateScale: (tensor: string) => number;
}

/**
 * Records the update and returns what it remembers from step to step: moments or velocity. Weight decay touches tensors of two
 * or more axes only.
 */
export function recordUpdate(
  program: Program,
  memory: Memory,
  tensors: OptimizerTensors,
  settings: UpdateSettings,
): DeviceBuffer {
  const { optimizer } = settings;
  const { arena, parameters, gradients, replicas, replicaCount } = tensors;
  const vec4s = arena.size / 4;
  const workgroups = folded(Math.ceil(vec4s / 64), replicaCount);
  const clip_norm = optimizer.clipNorm ?? 0;
  const adam = optimizer.type === 'muon' ? optimizer.adamw : optimizer.type === 'adamw' ? optimizer : null;
  const schedule = memory.storage('schedule', scheduleTable(settings.rows, adam));
  const segments = memory.storage('segments', segmentTable(arena, settings));
  const reads = { gradients, replicas, schedule, segments };
  if (optimizer.type === 'sgd') {
    const velocity = memory.storage('velocity', replicaCount * arena.size);
    program.add('sgd', {
      params: { vec4s, momentum: optimizer.momentum, clip_norm },
      tensors: { ...reads, parameters, velocity },
      workgroups,
    });
    return velocity;
  }
  const { beta1, beta2, epsilon } = optimizer.type === 'muon' ? optimizer.adamw : optimizer;
  const moments = memory.storage('moments', 2 * replicaCount * arena.size);
  program.add('adamw', {
    params: { vec4s, beta1, beta2, epsilon, clip_norm },
    tensors: { ...reads, parameters, moments },
    workgroups,
  });
  if (optimizer.type === 'muon') {
    recordMuon(program, memory, { ...tensors, schedule, moments }, { ...settings, optimizer });
  }
  return moments;
}

/** ScheduleStep of shaders/lib/optimizer.wgsl for every row: four floats each. */
function scheduleTable(rows: readonly Row[], adam: AdamSettings | null): Float32Array {
  const table = new Float32Array(rows.length * 4);
  const steps = rows.reduce((most, { step }) => Math.max(most, step + 1), 0);
  const [powers1, powers2] = adam ? [powersUpTo(adam.beta1, steps), powersUpTo(adam.beta2, steps)] : [];
  rows.forEach(({ step, factor }, row) => {
    table[4 * row] = factor;
    if (!powers1 || !powers2) return;
    table[4 * row + 1] = 1 / (1 - powers1[step + 1]);
    table[4 * row + 2] = 1 / Math.sqrt(1 - powers2[step + 1]);
  });
  return table;
}

/**
 * beta^0 … beta^count, a running product, which has the same bits everywhere. The n-th is off by n roundings, so 1 - beta^n by
 * less than 2^-53 / (1 - beta) of itself: nothing to a float32.
 */
function powersUpTo(beta: number, count: number): Float64Array {
  const powers = new Float64Array(count + 1).fill(1);
  for (let n = 1; n <= count; n++) powers[n] = powers[n - 1] * beta;
  return powers;
}

/** Segment of shaders/lib/optimizer.wgsl for every 64 floats of the arena: two floats each. */
function segmentTable(
  arena: ArenaLayout,
  { optimizer, layout, learningRateScale }: UpdateSettings,
): Float32Array {
  const table = new Float32Array((arena.size / SEGMENT) * 2);
  layout.forEach((tensor, i) => {
    const begin = tensorOf(arena, tensor.name).offset;
    const end = i + 1 < layout.length ? tensorOf(arena, layout[i + 1].name).offset : arena.size;
    const scale = learningRateScale(tensor.name);
    for (let segment = begin / SEGMENT; segment < end / SEGMENT; segment++) {
      table[2 * segment] = optimizer.type === 'muon' ? adamwShare(optimizer, tensor) * scale : scale;
      table[2 * segment + 1] = tensor.shape.length >= 2 ? optimizer.weightDecay : 0;
    }
  });
  return table;
}

/** AdamW's learning rate as a factor of Muon's: none for Muon's matrices, which it so leaves alone. */
function adamwShare({ adamw }: MuonSpec, tensor: ParameterTensor): number {
  return isMuonMatrix(tensor) ? 0 : adamw.learningRateFactor;
}

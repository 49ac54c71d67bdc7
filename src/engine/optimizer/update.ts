// What the updates of all optimisers share: what they read and write, the schedule as a table made once in float64, and the settings
// of each segment of the arena.

import type { DeviceBuffer, Memory } from '../device.js';
import type { AdamSettings } from '../../models/optimizers/adamw.js';
import type { CommonSettings } from '../../models/optimizers/optimizer.js';
import type { ParameterTensor } from '../../models/parameters.js';
import { folded, THREADS } from '../ops/grid.js';
import type { Program, Workgroups } from '../program.js';
import type { Rows } from '../segments.js';
import { SEGMENT, tensorOf, type ArenaLayout } from '../tensor.js';

/** What an optimiser updates and reads. */
export interface OptimizerTensors {
  readonly arena: ArenaLayout;
  readonly parameters: DeviceBuffer;
  readonly gradients: DeviceBuffer;
  /** The replicas' state (shaders/lib/replica.wgsl): learning rate, step, gradient norm. */
  readonly replicas: DeviceBuffer;
  readonly replicaCount: number;
}

export interface UpdateSettings<Spec extends CommonSettings> {
  readonly optimizer: Spec;
  /** What lies in the arena. */
  readonly layout: readonly ParameterTensor[];
  /** One for each update; the replicas' step counts are indices of it. */
  readonly rows: Rows;
  /** A tensor's share of the model's learning rate: 1 except in muP. */
  readonly learningRateScale: (tensor: string) => number;
}

/**
 * Records the update of an optimiser and returns what it keeps from step to step: moments or velocity. Weight decay applies only to
 * tensors of two or more axes.
 */
export type RecordUpdate<Spec extends CommonSettings> = (
  program: Program,
  memory: Memory,
  tensors: OptimizerTensors,
  settings: UpdateSettings<Spec>,
) => DeviceBuffer;

/** Workgroups for a thread to every vec4f of the arena. */
export function arenaWorkgroups({ arena, replicaCount }: OptimizerTensors): Workgroups {
  return folded(Math.ceil(arena.size / 4 / THREADS), replicaCount);
}

/** ScheduleStep of shaders/lib/optimizer.wgsl for every row: four floats each. Only Adam has bias corrections. */
export function scheduleTable(rows: Rows, adam: AdamSettings | null): Float32Array {
  const table = new Float32Array(rows.count * 4);
  let steps = 0;
  for (const { step } of rows) steps = Math.max(steps, step + 1);
  const [powers1, powers2] = adam ? [powersUpTo(adam.beta1, steps), powersUpTo(adam.beta2, steps)] : [];
  let row = 0;
  for (const { step, factor } of rows) {
    table[row] = factor;
    if (powers1 && powers2) {
      table[row + 1] = 1 / (1 - powers1[step + 1]);
      table[row + 2] = 1 / Math.sqrt(1 - powers2[step + 1]);
    }
    row += 4;
  }
  return table;
}

/**
 * beta^0 … beta^count, a running product, which has the same bits everywhere. The n-th has n roundings, so the relative
 * error of 1 - beta^n is below 2^-53 / (1 - beta), which a float32 does not show.
 */
function powersUpTo(beta: number, count: number): Float64Array {
  const powers = new Float64Array(count + 1).fill(1);
  for (let n = 1; n <= count; n++) powers[n] = powers[n - 1] * beta;
  return powers;
}

/** Segment of shaders/lib/optimizer.wgsl for every 64 floats of the arena: two floats each. */
export function segmentTable(
  arena: ArenaLayout,
  { optimizer, layout, learningRateScale }: Omit<UpdateSettings<CommonSettings>, 'rows'>,
): Float32Array {
  const table = new Float32Array((arena.size / SEGMENT) * 2);
  layout.forEach((tensor, i) => {
    const begin = tensorOf(arena, tensor.name).offset;
    const end = i + 1 < layout.length ? tensorOf(arena, layout[i + 1].name).offset : arena.size;
    const scale = learningRateScale(tensor.name);
    const decay = tensor.shape.length >= 2 ? optimizer.weightDecay : 0;
    for (let segment = begin / SEGMENT; segment < end / SEGMENT; segment++)
      table.set([scale, decay], 2 * segment);
  });
  return table;
}

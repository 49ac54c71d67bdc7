import type { DeviceBuffer, Memory } from '../device.js';
import type { AdamSettings, AdamwSpec } from '../../models/optimizers/adamw.js';
import type { CommonSettings } from '../../models/optimizers/optimizer.js';
import type { Program } from '../program.js';
import {
  arenaWorkgroups,
  scheduleTable,
  segmentTable,
  type OptimizerTensors,
  type RecordUpdate,
  type UpdateSettings,
} from './update.js';

/** Records AdamW over the whole arena; also returns the schedule that it reads. */
export function recordAdam(
  program: Program,
  memory: Memory,
  tensors: OptimizerTensors,
  settings: UpdateSettings<CommonSettings & AdamSettings>,
): { moments: DeviceBuffer; schedule: DeviceBuffer } {
  const { beta1, beta2, epsilon, clipNorm } = settings.optimizer;
  const { arena, parameters, gradients, replicas, replicaCount } = tensors;
  const schedule = memory.storage('schedule', scheduleTable(settings.rows, settings.optimizer));
  const segments = memory.storage('segments', segmentTable(arena, settings));
  const moments = memory.storage('moments', 2 * replicaCount * arena.size);
  program.add('adamw', {
    params: { vec4s: arena.size / 4, beta1, beta2, epsilon, clip_norm: clipNorm ?? 0 },
    tensors: { gradients, replicas, schedule, segments, parameters, moments },
    workgroups: arenaWorkgroups(tensors),
  });
  return { moments, schedule };
}

export const recordAdamw: RecordUpdate<AdamwSpec> = (program, memory, tensors, settings) =>
  recordAdam(program, memory, tensors, settings).moments;

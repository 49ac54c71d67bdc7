import type { SgdSpec } from '../../models/optimizers/sgd.js';
import { arenaWorkgroups, scheduleTable, segmentTable, type RecordUpdate } from './update.js';

export const recordSgd: RecordUpdate<SgdSpec> = (program, memory, tensors, settings) => {
  const { momentum, clipNorm } = settings.optimizer;
  const { arena, parameters, gradients, replicas, replicaCount } = tensors;
  const schedule = memory.storage('schedule', scheduleTable(settings.rows, null));
  const segments = memory.storage('segments', segmentTable(arena, settings));
  const velocity = memory.storage('velocity', replicaCount * arena.size);
  program.add('sgd', {
    params: { vec4s: arena.size / 4, momentum, clip_norm: clipNorm ?? 0 },
    tensors: { gradients, replicas, schedule, segments, parameters, velocity },
    workgroups: arenaWorkgroups(tensors),
  });
  return velocity;
};

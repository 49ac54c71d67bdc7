// What records the batches of a task.

import type { Task } from '../data/task.js';
import { batchOf, type TaskSpec } from '../data/tasks/tasks.js';
import type { Memory } from '../engine/device.js';
import { uploadBatch, type DrawnBatch } from '../engine/ops/batches.js';
import type { BatchSource } from '../engine/training/training-options.js';

/** Records the batches of `task`. Its tables are in `memory`, once for all runs of a plan. */
export function batchSource({ spec }: Task<TaskSpec>, memory: Memory): BatchSource {
  // A type error here means that a task does not give its kernel all the numbers and tables that src/engine/kernels/batches.ts lists.
  const batch: DrawnBatch = batchOf(spec);
  return uploadBatch(batch, memory);
}

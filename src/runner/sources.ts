// From a task to what records its batches.

import type { Task } from '../data/task.js';
import { batchOf, type TaskSpec } from '../data/tasks/tasks.js';
import type { Memory } from '../engine/device.js';
import { uploadBatch, type DrawnBatch } from '../engine/ops/batches.js';
import type { BatchSource } from '../engine/training/training-options.js';

/** What the engine draws of `task`; its tables live in `memory`, once for all runs of a plan. */
export function batchSource({ spec }: Task<TaskSpec>, memory: Memory): BatchSource {
  // An error of types here: a task does not give its kernel all numbers and tables that src/engine/kernels/batches.ts lists.
  const batch: DrawnBatch = batchOf(spec);
  return uploadBatch(batch, memory);
}

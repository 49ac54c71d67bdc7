// From a task to the op that makes its batches: uploads the task's tables once, for all runs of a plan.

import { glyphSegments } from '../data/tasks/glyphs.js';
import { manifoldTeacher } from '../data/tasks/manifold.js';
import { zipfThresholds } from '../data/tasks/zipf-facts.js';
import type { Task } from '../data/task.js';
import { glyphsBatch, manifoldBatch, zipfFactsBatch } from '../engine/ops/batches.js';
import type { Memory } from '../engine/tensor.js';
import type { BatchSource } from '../engine/trainer.js';

/** The GPU side of `task`; its tables live in `memory`. */
export function batchSource(task: Task, memory: Memory): BatchSource {
  const { spec } = task;
  switch (spec.type) {
    case 'manifold': {
      const { firstWeight, firstBias, secondWeight, secondBias, readout, mean, scale } =
        manifoldTeacher(spec);
      const tensors = [firstWeight, firstBias, secondWeight, secondBias, readout];
      const teacher = memory.storage('teacher', Float32Array.from(tensors.flatMap((tensor) => [...tensor])));
      return (program, target) =>
        manifoldBatch(program, target, { dimension: spec.dimension, teacher, mean, scale });
    }
    case 'zipf-facts': {
      const thresholds = memory.storage('thresholds', zipfThresholds(spec));
      return (program, target) => zipfFactsBatch(program, target, { ...spec, thresholds });
    }
    case 'glyphs': {
      const segments = memory.storage('segments', glyphSegments(spec));
      return (program, target) => glyphsBatch(program, target, { ...spec, segments });
    }
  }
}

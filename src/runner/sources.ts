// From a task to the op that makes its batches: uploads the task's tables once, for all runs of a plan.

import { glyphSegments } from '../data/tasks/glyphs.js';
import { manifoldTeacher, type ManifoldTeacher } from '../data/tasks/manifold.js';
import { zipfThresholds } from '../data/tasks/zipf-facts.js';
import type { Task } from '../data/task.js';
import { glyphsBatch, manifoldBatch, zipfFactsBatch } from '../engine/ops/batches.js';
import { padRows, type Memory } from '../engine/tensor.js';
import type { BatchSource } from '../engine/trainer.js';

/** The GPU side of `task`; its tables live in `memory`. */
export function batchSource(task: Task, memory: Memory): BatchSource {
  const { spec } = task;
  switch (spec.type) {
    case 'manifold': {
      const { mean, scale, ...teacher } = manifoldTeacher(spec);
      const table = memory.storage('teacher', teacherTable(teacher));
      const { dimension } = spec;
      return (program, target) => manifoldBatch(program, target, { dimension, teacher: table, mean, scale });
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

/** The teacher's tensors one after another, rows of the first weight padded as matrices are. */
function teacherTable(teacher: Omit<ManifoldTeacher, 'mean' | 'scale'>): Float32Array {
  const { firstWeight, firstBias, secondWeight, secondBias, readout } = teacher;
  const paddedWeight = padRows(firstWeight, firstWeight.length / firstBias.length);
  const tensors = [paddedWeight, firstBias, secondWeight, secondBias, readout];
  return Float32Array.from(tensors.flatMap((tensor) => [...tensor]));
}

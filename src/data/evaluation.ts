// The fixed evaluation set of a task, given how many samples were asked for.

import type { EvaluationSet, Task } from './task.js';

/** Samples of the set: as many as asked for, save where a task has fewer or says how many. */
export function evaluationCount(set: EvaluationSet, asked: number): number {
  if (set.type === 'exact') return set.count;
  return set.weights?.length ?? Math.min(asked, set.limit ?? asked);
}

/** Weight of each sample; they sum to 1. */
export function evaluationWeights(set: EvaluationSet, asked: number): Float32Array {
  if (set.weights) return Float32Array.from(set.weights);
  const count = evaluationCount(set, asked);
  return new Float32Array(count).fill(1 / count);
}

/** Subtask of each sample, the subtasks having equal parts of the set one after another; null for a task without any. */
export function evaluationGroups({ evaluation, subtasks }: Task, asked: number): Uint32Array | null {
  if (!subtasks) return null;
  const count = evaluationCount(evaluation, asked);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * subtasks.length) / count));
}

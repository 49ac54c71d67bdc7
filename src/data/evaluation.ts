// The fixed evaluation set of a task, given the number of samples that a spec requests.

import type { EvaluationSet, Task } from './task.js';

/** Samples of the set: the requested number, unless the task has fewer or sets the number itself. */
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

/** Subtask of each sample: each subtask is an equal part of the set, one after another. Null for a task without subtasks. */
export function evaluationGroups({ evaluation, subtasks }: Task, asked: number): Uint32Array | null {
  if (!subtasks) return null;
  const count = evaluationCount(evaluation, asked);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * subtasks.length) / count));
}

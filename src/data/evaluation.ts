// The fixed evaluation set of a task, given how many samples were asked for.

import type { EvaluationSet } from './task.js';

/** Samples of the set: as many as asked for, save where a task has fewer or only all will do. */
export function evaluationCount(set: EvaluationSet, asked: number): number {
  return set.type === 'exact' ? set.count : Math.min(asked, set.limit ?? asked);
}

/** Weight of each sample; they sum to 1. */
export function evaluationWeights(set: EvaluationSet, asked: number): Float32Array {
  if (set.type === 'exact') return Float32Array.from(set.weights);
  const count = evaluationCount(set, asked);
  return new Float32Array(count).fill(1 / count);
}

// Results and states of the parts of a run, joined: in company as alone, a replica gives the same numbers.

import type { EvaluationResult } from '../engine/training/evaluation.js';
import type { TrainerSnapshot } from '../models/trainer-snapshot.js';
import type { TimedChunk } from './run-trainer.js';

/** Neighbouring replicas of a run. */
export interface Part {
  readonly first: number;
  readonly count: number;
}

/** Joins the same chunk of the parts of a run, in order; `seconds` is what it took them together. */
export function joinedChunks(chunks: readonly TimedChunk[], seconds: number): TimedChunk {
  const [first] = chunks;
  if (chunks.length === 1) return first;
  const evaluations = chunks.map(({ evaluation }) => evaluation).filter((evaluation) => evaluation !== null);
  return {
    ...first,
    losses: concatenated(chunks.map(({ losses }) => losses)),
    gradientNorms: concatenated(chunks.map(({ gradientNorms }) => gradientNorms)),
    evaluation: evaluations.length > 0 ? joinedEvaluation(evaluations) : null,
    seconds,
  };
}

/** Joins chunks that follow each other. */
export function joinedInTime(chunks: readonly TimedChunk[]): TimedChunk {
  if (chunks.length === 1) return chunks[0];
  const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const rows = (of: (chunk: TimedChunk) => Float32Array): Float32Array => {
    const replicas = of(chunks[0]).length / chunks[0].count;
    const all = Array.from({ length: replicas }, (_, r) =>
      chunks.map((chunk) => of(chunk).subarray(r * chunk.count, (r + 1) * chunk.count)),
    );
    return concatenated(all.flat());
  };
  return {
    ...chunks[0],
    count,
    losses: rows(({ losses }) => losses),
    gradientNorms: rows(({ gradientNorms }) => gradientNorms),
    evaluation: chunks[chunks.length - 1].evaluation,
    seconds: chunks.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function joinedEvaluation(parts: readonly EvaluationResult[]): EvaluationResult {
  const all = (of: (part: EvaluationResult) => Float32Array | null): Float32Array | null => {
    const arrays = parts.map(of).filter((array) => array !== null);
    return arrays.length > 0 ? concatenated(arrays) : null;
  };
  return {
    losses: concatenated(parts.map(({ losses }) => losses)),
    standardErrors: concatenated(parts.map(({ standardErrors }) => standardErrors)),
    accuracies: all(({ accuracies }) => accuracies),
    exactMatches: all(({ exactMatches }) => exactMatches),
    groupLosses: all(({ groupLosses }) => groupLosses),
  };
}

/** Joins the states of the parts of a run, in order, at one place of its steps. */
export function joinedSnapshots(parts: readonly TrainerSnapshot[]): TrainerSnapshot {
  const [first] = parts;
  const contents = first.contents.map((_, i) => concatenated(parts.map(({ contents }) => contents[i])));
  return { ...first, contents };
}

/** The state of a part of a run with so many replicas: every buffer has the replica as its leading axis. */
export function snapshotOf(
  { contents, ...place }: TrainerSnapshot,
  { first, count }: Part,
  replicas: number,
): TrainerSnapshot {
  const own = contents.map((content) => {
    const each = content.length / replicas;
    return content.slice(first * each, (first + count) * each);
  });
  return { ...place, contents: own };
}

/** The items, or null where one of them is. */
export function allOf<T>(parts: readonly (T | null)[]): T[] | null {
  const whole = parts.filter((part) => part !== null);
  return whole.length === parts.length ? whole : null;
}

function concatenated<A extends Float32Array | Uint32Array<ArrayBuffer>>(arrays: readonly A[]): A {
  const whole = new (arrays[0].constructor as new (length: number) => A)(
    arrays.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

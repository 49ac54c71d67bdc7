// The score of a challenge: two numbers, both better where they are lower.

import type { ReplicaRecord } from '../records/write-records.js';

export interface Score {
  /** Of the final run at its end, on the evaluation set of the challenge. */
  readonly loss: number;
  readonly prediction: number;
  /** Distance of the prediction, as a share of the loss. */
  readonly error: number;
}

/** Null for a run that was not trained to its end, or diverged. */
export function scoreOf(
  prediction: number,
  lines: readonly Pick<ReplicaRecord, 'outcome' | 'evaluations'>[],
): Score | null {
  const line = lines.at(0);
  const loss = line?.outcome === 'finished' ? (line.evaluations.losses.at(-1) ?? null) : null;
  if (loss === null || loss <= 0) return null;
  return { loss, prediction, error: Math.abs(prediction - loss) / loss };
}

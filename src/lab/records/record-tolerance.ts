// How near a GPU's record must come to the processor. Each op agrees to the last bits, but a GPU sums in another order and has other
// functions, and training is chaotic: a difference of one bit grows with every step, fastest at the highest learning rates. Measured
// on SwiftShader over five experiments (docs/decisions/0013): 4e-7 up to step 20, and of 84 replicas half still within 1e-5 at the
// end; those whose learning rate is near the edge of stability were up to 0.2 apart by then, as two seeds are. So early losses are
// held tightly, and later ones to what seeds differ by: those that were trained again, since a record must not say how near it has
// to come, and within bounds.

import { log } from '../../base/maths/elementary.js';
import { groupBy } from '../../base/group-by.js';
import type { Agreement } from './compare-records.js';
import type { ReplicaRecord } from './write-records.js';

/** Up to this step differences have not grown. */
const EARLY_STEPS = 20;
/** Of losses, relative: what hardware's exp and tanh may be off by, and PyTorch's parity over 50 steps is held to. */
const EARLY = 1e-4;
/** Standard deviations between seeds, of the logarithm of the loss. */
const SEED_DEVIATIONS = 3;
/** In their place where fewer than two seeds were trained again, and at least: differences of log losses. */
const LATE = 0.3;
/** At most: a factor of two. */
const MOST_LATE = 0.7;

export const GPU_TOLERANCE = `losses within ${EARLY} up to step ${EARLY_STEPS}; later, since training is chaotic, within ${SEED_DEVIATIONS} standard deviations between the seeds trained again, at least ${LATE} and at most ${MOST_LATE} of the logarithm`;

/**
 * Losses agree within the tolerance, which what was trained again gives, never the record. Accuracies and standard errors, which follow from losses, are not compared; nor are late losses
 * of what has diverged.
 */
export function withinGpuTolerance(trained: readonly ReplicaRecord[]): Agreement {
  const late = Math.min(MOST_LATE, Math.max(LATE, SEED_DEVIATIONS * seedDeviation(trained)));
  return ({ outcome }, { column, step }, recorded, expected) => {
    if (column !== 'losses' && column !== 'subtaskLosses') return null;
    const isEarly = step <= EARLY_STEPS;
    if (!isEarly && outcome === 'diverged') return null;
    if (recorded === null || expected === null) return recorded === expected;
    if (isEarly)
      return Math.abs(recorded - expected) <= EARLY * Math.max(Math.abs(recorded), Math.abs(expected));
    return recorded === expected || Math.abs(log(recorded / expected)) <= late;
  };
}

/** Between seeds, pooled over runs and learning rates, of the log of the last loss; 0 where there is one seed. */
function seedDeviation(lines: readonly ReplicaRecord[]): number {
  const finished = lines.filter(
    ({ outcome, evaluations }) => outcome === 'finished' && (evaluations.losses.at(-1) ?? 0) > 0,
  );
  let sum = 0;
  let degrees = 0;
  for (const group of groupBy(finished, ({ run, learningRate }) => `${run} ${learningRate}`).values()) {
    const values = group.map(({ evaluations }) => log(evaluations.losses.at(-1)!));
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    sum += values.reduce((total, value) => total + (value - mean) ** 2, 0);
    degrees += values.length - 1;
  }
  return degrees > 0 ? Math.sqrt(sum / degrees) : 0;
}

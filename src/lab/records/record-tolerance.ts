// How close a GPU's record must be to the processor. Each op agrees to the last bits, but a GPU sums in another order and has other
// functions, and training is chaotic: a difference of one bit grows with every step, fastest at the highest learning rates. Measured
// on SwiftShader over five experiments (docs/decisions/0013): 4e-7 up to step 20, and at the end half of 84 replicas were still within
// 1e-5. Replicas with a learning rate near the edge of stability differed by up to 0.2, as two seeds do. So early losses have a tight
// tolerance, and later ones the spread between seeds, within bounds. The seeds are those trained again: a record must not set its own
// tolerance.

import { log } from '../../base/maths/elementary.js';
import { groupBy } from '../../base/group-by.js';
import { exactly, type Agreement } from './compare-records.js';
import type { Records } from './record.js';
import type { ReplicaRecord } from './write-records.js';

/** Up to this step differences have not grown. */
const EARLY_STEPS = 20;
/** Relative, for losses: as much as hardware's exp and tanh may be off, and the tolerance of PyTorch's parity over 50 steps. */
const EARLY = 1e-4;
/** Standard deviations between seeds, of the logarithm of the loss. */
const SEED_DEVIATIONS = 3;
/** Lower bound, and the tolerance where fewer than two seeds were trained again: difference of log losses. */
const LATE = 0.3;
/** Upper bound: a factor of two. */
const MOST_LATE = 0.7;

export const GPU_TOLERANCE =
  `losses within ${EARLY} up to step ${EARLY_STEPS}; later, since training is chaotic, within ${SEED_DEVIATIONS} standard ` +
  `deviations between the seeds trained again, at least ${LATE} and at most ${MOST_LATE} of the logarithm`;

/** Ids of the runs that a GPU has trained, from their beginning to their end or a part of the way. */
export function runsOnGpu({ runs }: Pick<Records, 'runs'>): Set<string> {
  return new Set(runs.filter(({ engines }) => engines.includes('gpu')).map(({ plan }) => plan.id));
}

/** What a GPU has trained is compared within the tolerance, and exactly what the processor trained alone. */
export function agreementFor(
  records: Pick<Records, 'runs'>,
): (trained: readonly ReplicaRecord[]) => Agreement {
  const onGpu = runsOnGpu(records);
  return (trained) => {
    const within = withinGpuTolerance(trained);
    return (line, ...numbers) => (onGpu.has(line.run) ? within : exactly)(line, ...numbers);
  };
}

/**
 * Losses agree within the tolerance, which comes from what was trained again, never from the record. Accuracies and standard errors
 * follow from losses and are not compared; nor are late losses of diverged replicas.
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

/** Standard deviation of the last log loss between seeds, pooled over runs and learning rates; 0 for a single seed. */
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

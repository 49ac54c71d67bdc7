// Rows of one size as one point: its loss at the best learning rate and batch size.

import { groupBy } from '../../base/group-by.js';
import { tuneConfig, type TunedConfig } from '../../lab/records/tuning.js';
import type { MeasuredPoint } from './point-table.js';

/**
 * Tuned over the learning rates and the batch sizes of the rows, a geometric mean over the rest; null if no learning rate has all its rows
 * finished. A table without batch sizes, learning rates or seeds has one of each.
 */
export function tuneRows(rows: readonly MeasuredPoint[]): TunedConfig | null {
  return [...groupBy(rows, ({ batch }) => batch).values()]
    .map(tuneRate)
    .reduce((best, other) => (best === null || (other && other.logLoss < best.logLoss) ? other : best));
}

function tuneRate(rows: readonly MeasuredPoint[]): TunedConfig | null {
  return tuneConfig(
    rows.map(({ lr, seed, loss, loss_se }) => ({
      learningRate: lr ?? 1,
      seed: seed ?? 0,
      outcome: loss === null ? null : { loss, standardError: loss_se ?? 0 },
    })),
  );
}

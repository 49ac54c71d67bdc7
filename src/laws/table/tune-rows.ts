// Rows of one size as one point: its loss at the best learning rate.

import { tuneConfig, type TunedConfig } from '../../lab/records/tuning.js';
import type { MeasuredPoint } from './point-table.js';

/**
 * Tuned over the learning rates of the rows, a geometric mean over the rest; null if no learning rate has all its rows finished. A table
 * without learning rates or seeds has one of each.
 */
export function tuneRows(rows: readonly MeasuredPoint[]): TunedConfig | null {
  return tuneConfig(
    rows.map(({ lr, seed, loss, loss_se }) => ({
      learningRate: lr ?? 1,
      seed: seed ?? 0,
      outcome: loss === null ? null : { loss, standardError: loss_se ?? 0 },
    })),
  );
}

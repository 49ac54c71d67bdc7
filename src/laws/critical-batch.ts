// The critical batch size from a table of a small sweep: steps to one loss at several batch sizes, or the curves of loss over steps.

import { InputError } from '../base/errors.js';
import { formatCount, formatNumber } from '../base/format.js';
import { groupBy } from '../base/group-by.js';
import {
  fitCriticalBatch,
  type BatchPoint,
  type CriticalBatchFit,
  type CriticalBatchRefusal,
} from '../fit/other/critical-batch.js';
import { levelWords, type Recipe } from './recipe.js';
import { mixedConfigurations, type FinishedPoint, type PointTable } from './table/point-table.js';

export interface TableCriticalBatch {
  /** The loss to which steps are counted. */
  readonly target: number;
  readonly points: readonly BatchPoint[];
  readonly fit: CriticalBatchFit | CriticalBatchRefusal;
  readonly warnings: readonly string[];
}

/** A row: the loss after so many steps. */
interface Reached {
  readonly batch: number;
  readonly steps: number;
  readonly loss: number;
}

/** Losses that are one but for rounding. */
const SAME_LOSS = 1.01;

/** Whether the table has batch sizes and steps. */
export function hasBatches({ columns }: Pick<PointTable, 'columns'>): boolean {
  return columns.batch !== undefined && columns.steps !== undefined;
}

/**
 * Counts the steps of each batch size to `target`, by default the lowest loss that all come to, and fits. Rows of one batch are the
 * points of its curve; one row a batch is the end of it. Throws InputError for a table without the columns, with a value in them
 * that is not a number above 0, or where no loss is reached by all.
 */
export function criticalBatchOfTable(table: PointTable, target: number | null): TableCriticalBatch {
  const curves = [...groupBy(rowsOf(table), ({ batch }) => batch).values()].map((rows) =>
    [...rows].sort((a, b) => a.steps - b.steps || a.loss - b.loss),
  );
  const lowest = curves.map((rows) => rows.reduce((least, { loss }) => Math.min(least, loss), Infinity));
  const common = lowest.reduce((most, loss) => Math.max(most, loss), 0);
  const reached = target ?? common;
  const endsOnly = curves.every((rows) => rows.length === 1);
  const best = lowest.reduce((least, loss) => Math.min(least, loss), Infinity);
  if (endsOnly && common > SAME_LOSS * best) {
    throw new InputError(
      `the runs end at losses from ${formatNumber(best, 4)} to ${formatNumber(common, 4)}; steps are counted to one loss. Give several ` +
        'rows for each batch size, with the loss over steps',
      'loss',
    );
  }
  const points = endsOnly
    ? curves.map(([{ batch, steps }]) => ({ batch, steps }))
    : curves.flatMap((rows) => crossing(rows, reached));
  const missing = curves.length - points.length;
  const warnings = [...mixedConfigurations(table)];
  if (missing > 0) {
    warnings.push(
      `${missing} batch sizes do not come to a loss of ${formatNumber(reached, 4)}, or begin below it, and are left out.`,
    );
  }
  return { target: reached, points, fit: fitCriticalBatch(points), warnings };
}

/** What the critical batch size means, in sentences; of a refusal, its reason. */
export function criticalBatchInWords({ fit, target }: TableCriticalBatch): string {
  if (fit.type === 'refused') return fit.reason;
  const batch = formatCount(fit.parameters.criticalBatch);
  return (
    `At the critical batch size of ${batch}, reaching a loss of ${formatNumber(target, 4)} takes twice the minimum number of steps and twice ` +
    'the minimum number of samples. Far below it, doubling the batch halves the steps; far above it, it only costs more.'
  );
}

/** How it was fitted. */
export function criticalBatchRecipe({ fit, target, points }: TableCriticalBatch): Recipe {
  const head: Recipe = [
    ['Form', 'steps = leastSteps + leastExamples / batch (McCandlish et al. 2018)'],
    ['Points', `${points.length} batch sizes, steps to a loss of ${formatNumber(target, 4)}`],
    ['Objective', 'sum of squared residuals of log steps'],
  ];
  if (fit.type === 'refused') return [...head, ['Refused', fit.reason]];
  return [
    ...head,
    ['Starts', `${fit.method.followed} of ${fit.method.starts} critical batches, those of the points`],
    ['Intervals', `${levelWords(fit.method)}, delta method with Student t`],
  ];
}

function rowsOf({ columns, names, points }: PointTable): readonly Reached[] {
  const { batch: batchColumn, steps: stepColumn } = columns;
  if (batchColumn === undefined || stepColumn === undefined) {
    throw new InputError(
      `a critical batch size needs columns batch and steps; the file has ${names.join(', ')}`,
    );
  }
  const read = (
    { line, cells, ...row }: FinishedPoint,
    quantity: 'batch' | 'steps',
    column: string,
  ): number => {
    const value = row[quantity];
    if (value !== null && value > 0) return value;
    throw new InputError(`line ${line}: ${column} is "${cells[column]}"; expected a number above 0`, column);
  };
  return points.map((row) => ({
    batch: read(row, 'batch', batchColumn),
    steps: read(row, 'steps', stepColumn),
    loss: row.loss,
  }));
}

/** Where a curve first comes down to a loss, between two of its points by a line in the logarithms; nothing where it does not. */
function crossing(rows: readonly Reached[], target: number): BatchPoint[] {
  const after = rows.findIndex(({ loss }) => loss <= target);
  if (after < 0) return [];
  const { batch, steps, loss } = rows[after];
  if (after === 0) return loss === target ? [{ batch, steps }] : [];
  const before = rows[after - 1];
  const share = Math.log(before.loss / target) / Math.log(before.loss / loss);
  return [{ batch, steps: before.steps * (steps / before.steps) ** share }];
}

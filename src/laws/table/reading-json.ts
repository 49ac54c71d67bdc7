// How a file was read, for JSON documents and in words.

import type { IgnoredColumn } from './ignored.js';
import { listOf } from './loss-column.js';
import type { PointsReading } from './read-points.js';
import { leftInWords, type RowsLeft } from './rows-left.js';
import { takenInWords, type TakenColumns } from './taken-columns.js';

/** What every JSON document about a table says of how it was read. */
export interface ReadingJson {
  /** By what they hold; `name` is null where a size is computed, by `formula`. */
  readonly columns: TakenColumns;
  readonly ignored: readonly IgnoredColumn[];
  /** Columns over which the table is tuned. */
  readonly tuned: readonly string[];
  /** `read` is `used` and all that are `left`. */
  readonly rows: { readonly read: number; readonly used: number; readonly left: readonly RowsLeft[] };
}

export function readingJson({ taken, ignored, tuned, rowCount, used, left }: PointsReading): ReadingJson {
  return { columns: taken, ignored, tuned, rows: { read: rowCount, used, left } };
}

/** The same as sentences. */
export function readingInWords({ taken, ignored, rowCount, used, left }: PointsReading): readonly string[] {
  const names = ignored.map(({ name, why }) => `${name} (${why})`);
  return [
    takenInWords(taken),
    ...(names.length > 0 ? [`Ignored: ${listOf(names, 12)}.`] : []),
    `${used} of ${rowCount} rows are fitted.`,
    ...(left.length > 0 ? [leftInWords(left)] : []),
  ].filter((line) => line !== '');
}

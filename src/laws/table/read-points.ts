// A file of points -> the table that laws are fitted to, and what a person should know of how it was read. Pure; the page runs it
// in a worker, where a file of 10^5 rows keeps nobody waiting.

import { InputError } from '../../base/errors.js';
import {
  importPoints,
  readRows,
  recogniseColumns,
  type ColumnMapping,
  type RowProblem,
  type SizeColumn,
} from './columns.js';
import { chosenRows, filtersOf, firstChoice, type FilterChoice, type PointFilter } from './filters.js';
import type { PointTable } from './point-table.js';
import type { TextTable } from './read-rows.js';

/** A file's text, and what a person decided of it; null for what the names of its columns say. */
export interface PointsRequest {
  readonly text: string;
  readonly columns: ColumnMapping | null;
  readonly choice: FilterChoice | null;
  /** Fit the surface by Huber's loss, to which points far off count little. */
  readonly robust: boolean;
}

/** How a file was read. */
export interface PointsReading {
  /** Of all columns; none where the file is no table. */
  readonly names: readonly string[];
  readonly rowCount: number;
  /** What the numbers of rows count: lines of the file, or rows of a JSON list. */
  readonly counts: TextTable['counts'];
  readonly columns: ColumnMapping;
  readonly sizes: readonly SizeColumn[];
  readonly filters: readonly PointFilter[];
  readonly choice: FilterChoice;
  /** Rows that are fitted. */
  readonly used: number;
  /** Sentences about what was assumed. */
  readonly notes: readonly string[];
  /** The first few rows that are left out, and how many there are in all. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  /** Why there is nothing to fit, null if there is. */
  readonly refusal: string | null;
}

/** Bad rows that are named one by one. */
const MOST_NAMED = 10;

const unread: PointsReading = {
  names: [],
  rowCount: 0,
  counts: 'line',
  columns: {},
  sizes: [],
  filters: [],
  choice: {},
  used: 0,
  notes: [],
  problems: [],
  problemCount: 0,
  refusal: null,
};

/** Reads a file; `table` is null where `reading.refusal` says why. Throws nothing that a person's file could cause. */
export function readPoints(request: PointsRequest): {
  readonly reading: PointsReading;
  readonly table: PointTable | null;
} {
  let reading = unread;
  try {
    const rows = readRows(request.text);
    const recognised = recogniseColumns(rows.names);
    const columns = request.columns ?? recognised.columns;
    const filters = filtersOf(rows, recognised.columns);
    const choice = request.choice ?? firstChoice(filters, rows, recognised.columns);
    const { names, counts } = rows;
    const { sizes } = recognised;
    reading = { ...unread, names, counts, rowCount: rows.rows.length, columns, sizes, filters, choice };
    const { table, problems, notes } = importPoints(chosenRows(rows, choice), columns);
    const used = table.points.length;
    reading = {
      ...reading,
      used,
      notes,
      problems: problems.slice(0, MOST_NAMED),
      problemCount: problems.length,
      refusal: used > 0 ? null : 'No row has all that a law needs; what is wrong with each is listed below.',
    };
    return { reading, table: used > 0 ? table : null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { reading: { ...reading, refusal: error.message }, table: null };
  }
}

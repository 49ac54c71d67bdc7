// A file of points -> the table that laws are fitted to, and what a person should know of how it was read. The page and the command line
// read by it, so that one file has the same rows on both. Pure; the page runs it in a worker.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { InputError } from '../../base/errors.js';
import { sentence } from '../../base/sentence.js';
import { recogniseColumns } from './columns.js';
import {
  conditionsOf,
  filtersOf,
  firstChoice,
  rowsWhere,
  type Condition,
  type FilterChoice,
  type PointFilter,
} from './filters.js';
import type { ColumnMapping, PointTable } from './point-table.js';
import type { RowProblem } from './read-row.js';
import type { SizeColumn } from './size-columns.js';
import { readRows } from './text/read-rows.js';
import type { TextTable } from './text/text-table.js';
import { readTable } from './read-table.js';

/** What a person decided of a file; what is left out follows from the names of its columns. */
export interface ReadingOptions {
  /** All columns by what they hold, in place of what their names say. */
  readonly columns?: ColumnMapping | null;
  /** Some columns by what they hold, the rest by their names. */
  readonly named?: ColumnMapping;
  /** Which series are read; by default the first of each column of words. */
  readonly choice?: FilterChoice | null;
  /** Reads only rows that meet these conditions. */
  readonly where?: readonly Condition[];
  /** Reads all rows, whatever series they belong to, but for those that `choice` or `where` leave out. */
  readonly allRows?: boolean;
  /** Columns from which no series is chosen. */
  readonly keep?: readonly string[];
  /** Throws where a person would have to look: at the first row that cannot be read, or if no row is left. */
  readonly strict?: boolean;
}

/** How a file was read. */
export interface PointsReading {
  /** Of all columns; none where the file is not a table. */
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
  /** Sentences about what was assumed of its columns, and of its rows. */
  readonly notes: readonly string[];
  /** Sentences about sizes that are computed, and about points of training curves: laws that use them say so too. */
  readonly tableNotes: readonly string[];
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
  tableNotes: [],
  problems: [],
  problemCount: 0,
  refusal: null,
};

/**
 * Reads a file. With `strict` it throws InputError for what is wrong with the file; without it leaves out rows that it cannot read, and
 * `table` is null where `reading.refusal` says why.
 */
export function readPoints(
  text: string,
  options: ReadingOptions & { readonly strict: true },
): { readonly reading: PointsReading; readonly table: PointTable };
export function readPoints(
  text: string,
  options?: ReadingOptions,
): { readonly reading: PointsReading; readonly table: PointTable | null };
export function readPoints(
  text: string,
  options: ReadingOptions = {},
): { readonly reading: PointsReading; readonly table: PointTable | null } {
  // As far as the file was read before it was refused: a person can choose other columns.
  let reading = unread;
  try {
    const given = readRows(text);
    const recognised = recogniseColumns(given.names, given.rows);
    const { names, counts } = given;
    const columns = options.columns ?? { ...recognised.columns, ...options.named };
    reading = { ...reading, names, counts, columns, rowCount: given.rows.length, sizes: recognised.sizes };
    const rows = rowsWhere(given, options.where ?? []);
    const filters = filtersOf(rows, recognised.columns);
    const choice = options.choice ?? chooseSeries(rows, filters, recognised.columns, options);
    reading = { ...reading, filters, choice };
    requireColumns(columns, names);
    const { table, problems } = readTable(rowsWhere(rows, conditionsOf(choice)), columns);
    const wrong = problems.find(({ isWrong }) => isWrong);
    if (options.strict && wrong) throw problemError(wrong, counts);
    const used = table.points.length;
    reading = {
      ...reading,
      used,
      notes: [...given.notes, ...recognised.notes, ...choiceNotes(choice, filters)],
      tableNotes: tableNotes(table),
      problems: problems.slice(0, MOST_NAMED),
      problemCount: problems.length,
      refusal: used > 0 ? null : 'No row has all that a law needs; what is wrong with each is listed below.',
    };
    if (options.strict && used === 0) throw problemError(problems[0], counts);
    return { reading, table: used > 0 ? table : null };
  } catch (error) {
    if (options.strict || !(error instanceof InputError)) throw error;
    return { reading: { ...reading, refusal: error.message }, table: null };
  }
}

/** How a table that is not from a file was read: it has no columns to choose but those of N. */
export function readingOfTable(table: PointTable, sizeColumns: readonly SizeColumn[]): PointsReading {
  const { columns, points } = table;
  return {
    ...unread,
    columns,
    sizes: sizeColumns,
    rowCount: points.length,
    counts: 'row',
    used: points.length,
    tableNotes: tableNotes(table),
  };
}

/** One row as a sentence: `line 3: loss is "two", which is not a number`. */
export function problemInWords({ line, reason }: RowProblem, counts: TextTable['counts']): string {
  return `${counts} ${line}: ${reason}`;
}

function problemError(problem: RowProblem, counts: TextTable['counts']): InputError {
  return new InputError(problemInWords(problem, counts));
}

function chooseSeries(
  rows: TextTable,
  filters: readonly PointFilter[],
  columns: ColumnMapping,
  { allRows = false, keep = [] }: ReadingOptions,
): FilterChoice {
  const open = filters.filter(({ column }) => !keep.includes(column));
  return allRows ? {} : firstChoice(open, rows, columns);
}

function choiceNotes(choice: FilterChoice, filters: readonly PointFilter[]): string[] {
  return Object.entries(choice).map(([column, value = '']) => {
    const count = filters.find((filter) => filter.column === column)?.values.length ?? 1;
    return `Only rows with ${column} = ${value === '' ? '(empty)' : value} are fitted, one of ${count} series.`;
  });
}

function tableNotes({ filled, points }: PointTable): string[] {
  const onTheWay = points.filter(({ cooled }) => !cooled).length;
  return [
    ...Object.values(filled),
    ...(onTheWay > 0
      ? [`${onTheWay} rows are points of training curves: only the envelope of the frontier uses them.`]
      : []),
  ];
}

/** Throws InputError where no law could be fitted. */
function requireColumns(columns: ColumnMapping, names: readonly string[]): void {
  const has = names.join(', ');
  for (const name of Object.values(columns)) {
    if (name !== undefined && !names.includes(name)) {
      throw new InputError(`there is no column ${name}; the file has ${has}`, name);
    }
  }
  if (columns.loss === undefined) {
    throw new InputError(sentence(`which column is the loss? The file has ${has}`), 'loss');
  }
  if (!hasSize(columns)) {
    throw new InputError(
      sentence(`a law needs N, D or C beside the loss: which columns are they? The file has ${has}`),
      'N',
    );
  }
}

/** Whether there is something for a law to run along; batch sizes and steps have a law of their own. */
function hasSize({ N, D, C, batch, steps }: ColumnMapping): boolean {
  return [N, D, C].some((size) => size !== undefined) || (batch !== undefined && steps !== undefined);
}

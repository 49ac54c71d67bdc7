// A file of points -> the table that laws are fitted to, and what a person should know of how it was read. The page and the command line
// read by it, so that one file has the same rows on both. Pure; the page runs it in a worker.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { InputError } from '../../base/errors.js';
import { sentence } from '../../base/sentence.js';
import {
  conditionsOf,
  filtersOf,
  rowsWhere,
  type Condition,
  type FilterChoice,
  type PointFilter,
} from './filters.js';
import { bestRows, tuningInWords } from './best-rows.js';
import { listOf } from './loss-column.js';
import { cooledRows, type ColumnMapping, type PointTable, type Tuning } from './point-table.js';
import { groupsOf, seriesOf, type Group, type Split } from './series.js';
import type { RowProblem } from './read-row.js';
import type { SizeColumn } from './size-columns.js';
import type { TextTable } from './text/text-table.js';
import { withoutFlagged } from './flags.js';
import { ignoredColumns, type IgnoredColumn } from './ignored.js';
import { numberCells, readTable } from './read-table.js';
import { recognisedTable } from './recognised-table.js';
import { problemsLeft, type RowsLeft } from './rows-left.js';
import { sixND } from './six-nd.js';
import { takeColumns, type Scales, type TakenColumns } from './taken-columns.js';
import { hasDecimalCommas, type DecimalMark } from './text/decimal-mark.js';

/** What a person decided of a file; what is left out follows from the names of its columns. */
export interface ReadingOptions {
  /** All columns by what they hold, in place of what their names say. */
  readonly columns?: ColumnMapping | null;
  /** Some columns by what they hold, the rest by their names. */
  readonly named?: ColumnMapping;
  /** Which rows are read, by the values of columns; by default those of the first group, where a column splits the table. */
  readonly choice?: FilterChoice | null;
  /** The column that splits the table into groups with a law each; null for none, by default that which the rows call for. */
  readonly split?: string | null;
  /** How the minimum over settings is read. */
  readonly tuning?: Tuning;
  /** Reads only rows that meet these conditions. */
  readonly where?: readonly Condition[];
  /** Reads all rows, whatever group they belong to, but for those that `choice` or `where` leave out. */
  readonly allRows?: boolean;
  /** Columns by which no groups are made, and whose flags leave out no rows. */
  readonly keep?: readonly string[];
  /** What the numbers of some columns are multiplied by, in place of what their names say. */
  readonly scales?: Scales;
  /** What begins decimals; by default what the cells say. */
  readonly decimal?: DecimalMark | null;
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
  /** The same with their scales, and those that are computed. */
  readonly taken: TakenColumns;
  /** The columns that no law reads. */
  readonly ignored: readonly IgnoredColumn[];
  readonly sizes: readonly SizeColumn[];
  readonly filters: readonly PointFilter[];
  readonly choice: FilterChoice;
  /** The column that splits the table into groups with a law each, null where one law holds for all. */
  readonly split: Split | null;
  /** Columns over which the table is tuned: of each size the best row counts. */
  readonly tuned: readonly string[];
  /** Rows that are fitted. */
  readonly used: number;
  /** Rows that are not, by the reason; with `used` they are all. */
  readonly left: readonly RowsLeft[];
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

/** Bad rows that are named one by one, and columns. */
const MOST_NAMED = 10;
const MOST_LISTED = 30;

const unread: PointsReading = {
  names: [],
  rowCount: 0,
  counts: 'line',
  columns: {},
  taken: {},
  ignored: [],
  sizes: [],
  filters: [],
  choice: {},
  split: null,
  tuned: [],
  used: 0,
  left: [],
  notes: [],
  tableNotes: [],
  problems: [],
  problemCount: 0,
  refusal: null,
};

/** A file that was read. */
export interface ReadPoints<Table = PointTable | null> {
  readonly reading: PointsReading;
  readonly table: Table;
  /** The rows of each group of `reading.split`, whatever the choice; none without one. */
  readonly groups: readonly Group[];
}

/**
 * Reads a file. With `strict` it throws InputError for what is wrong with the file; without it leaves out rows that it cannot read, and
 * `table` is null where `reading.refusal` says why.
 */
export function readPoints(
  text: string,
  options: ReadingOptions & { readonly strict: true },
): ReadPoints<PointTable>;
export function readPoints(text: string, options?: ReadingOptions): ReadPoints;
export function readPoints(text: string, options: ReadingOptions = {}): ReadPoints {
  // As far as the file was read before it was refused: a person can choose other columns.
  let reading = unread;
  try {
    const { given, recognised, factors } = recognisedTable(text, options);
    const { names, counts } = given;
    const columns = options.columns ?? { ...recognised.columns, ...options.named };
    reading = { ...reading, names, counts, columns, rowCount: given.rows.length, sizes: recognised.sizes };
    const asked = rowsWhere(given, options.where ?? []);
    const keep = [...(options.keep ?? []), ...Object.keys(options.choice ?? {})];
    const flagged = withoutFlagged(asked, keep);
    const filters = filtersOf(flagged.table, recognised.columns);
    reading = { ...reading, filters, choice: options.choice ?? {} };
    requireColumns(columns, given);
    const { taken, notes } = takeColumns(given, columns, options.scales ?? {});
    const decimalComma = isDecimalComma(given, columns, options.decimal);
    const whole = readTable(flagged.table, taken, decimalComma);
    const askedSplit = options.allRows
      ? null
      : (options.split ?? (options.split === null ? null : given.curves));
    const series = seriesOf(whole.table, filters, options.keep ?? [], askedSplit);
    const { split, settings, together, measured } = series;
    const choice = options.choice ?? firstGroup(split);
    const chosen = rowsWhere(flagged.table, conditionsOf(choice));
    const isWhole = chosen.rows.length === flagged.table.rows.length;
    const { table: rows, problems } = isWhole ? whole : readTable(chosen, taken, decimalComma);
    const tunedBy = { settings, together, tuning: options.tuning ?? 'best' };
    const table: PointTable = { ...rows, ...tunedBy };
    const wrong = problems.find(({ isWrong }) => isWrong);
    if (options.strict && wrong) throw problemError(wrong, counts);
    const fitted = fittedRows(table);
    const choosing = [
      ...flagged.columns,
      ...Object.keys(choice),
      ...factors,
      ...settings,
      ...(split ? [split.column] : []),
    ];
    reading = {
      ...reading,
      choice,
      split,
      tuned: fitted.over,
      used: fitted.used,
      taken: { ...taken, ...computedColumns(table) },
      ignored: ignoredColumns(given, { columns, sizes: recognised.sizes, rows: choosing, measured }),
      left: [
        ...rowsLeft('other rows were asked for', given, asked),
        ...flagged.left,
        ...rowsLeft(`not ${conditionsInWords(choice)}`, flagged.table, chosen),
        ...problemsLeft(problems),
        ...fitted.left,
      ],
      notes: [
        ...given.notes,
        ...recognised.notes,
        ...notes,
        ...flagged.left.map(({ why, count }) => sentence(`${rowsInWords(count)} left out, ${why}`)),
        ...series.notes,
        ...choiceNotes(choice, filters),
      ],
      tableNotes: tableNotes(table, fitted),
      problems: problems.slice(0, MOST_NAMED),
      problemCount: problems.length,
      refusal:
        table.points.length > 0
          ? null
          : 'No row has all that a law needs; what is wrong with each is listed below.',
    };
    if (table.points.length > 0) {
      const groups = split ? groupsOf({ ...whole.table, ...tunedBy }, split) : [];
      return { reading, table, groups };
    }
    if (options.strict) throw problemError(problems[0], counts);
    return { reading, table: null, groups: [] };
  } catch (error) {
    if (options.strict || !(error instanceof InputError)) throw error;
    return { reading: { ...reading, refusal: error.message }, table: null, groups: [] };
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

/** The sizes that are computed, as columns. */
function computedColumns({ columns, filled }: PointTable): TakenColumns {
  const formulas = Object.entries(columns).filter(([size]) => size in filled);
  return Object.fromEntries(
    formulas.flatMap(([size, formula]) =>
      Object.values(sixND).some(({ text }) => text === formula)
        ? [[size, { name: null, scale: 1, formula }]]
        : [],
    ),
  );
}

/** One decision for all rows of the file. */
function isDecimalComma(table: TextTable, columns: ColumnMapping, asked: DecimalMark | null = null): boolean {
  return asked === null ? hasDecimalCommas(numberCells(table, columns)) : asked === 'comma';
}

function rowsLeft(why: string, before: TextTable, after: TextTable): readonly RowsLeft[] {
  const count = before.rows.length - after.rows.length;
  return count === 0 ? [] : [{ why, count }];
}

function conditionsInWords(choice: FilterChoice): string {
  return Object.entries(choice)
    .map(([column, value = '']) => `${column} = ${value}`)
    .join(', ');
}

function rowsInWords(count: number): string {
  return count === 1 ? '1 row is' : `${count} rows are`;
}

/** The choice of a table that is split, before a person chose. */
function firstGroup(split: Split | null): FilterChoice {
  return split === null ? {} : { [split.column]: split.values[0] };
}

function choiceNotes(choice: FilterChoice, filters: readonly PointFilter[]): string[] {
  return Object.entries(choice).map(([column, value = '']) => {
    const count = filters.find((filter) => filter.column === column)?.values.length ?? 1;
    return `Only rows with ${column} = ${value === '' ? '(empty)' : value} are fitted, one of ${count} groups.`;
  });
}

/** The rows that laws are fitted to, and those that they leave out though they can be read. */
interface FittedRows {
  readonly used: number;
  readonly over: readonly string[];
  readonly left: readonly RowsLeft[];
  readonly notes: readonly string[];
}

function fittedRows(table: PointTable): FittedRows {
  const { tuning = 'best' } = table;
  const ends = cooledRows(table).table;
  const best = bestRows(ends, { tuning });
  const names = best.over.join(' and ');
  const left = [
    { why: 'a point of a training curve before its end', count: table.points.length - ends.points.length },
    { why: `not at the best ${names} of its size`, count: best.left },
  ];
  return {
    used: best.table.points.length,
    over: best.over,
    left: left.filter(({ count }) => count > 0),
    notes: tuningInWords(best, tuning),
  };
}

function tableNotes({ filled, points }: PointTable, fitted?: FittedRows): string[] {
  const onTheWay = points.filter(({ cooled }) => !cooled).length;
  return [
    ...Object.values(filled),
    ...(onTheWay > 0
      ? [`${onTheWay} rows are points of training curves: only the envelope of the frontier uses them.`]
      : []),
    ...(fitted?.notes ?? []),
  ];
}

/** Throws InputError where no law could be fitted. */
function requireColumns(columns: ColumnMapping, { names, notes }: TextTable): void {
  const has = listOf(names, MOST_LISTED);
  const said = notes.map((note) => `${note} `).join('');
  for (const name of Object.values(columns)) {
    if (name !== undefined && !names.includes(name)) {
      throw new InputError(`there is no column ${name}; the file has ${has}`, name);
    }
  }
  if (columns.loss === undefined) {
    throw new InputError(said + sentence(`which column is the loss? The file has ${has}`), 'loss');
  }
  if (!hasSize(columns)) {
    throw new InputError(
      said + sentence(`a law needs N, D or C beside the loss: which columns are they? The file has ${has}`),
      'N',
    );
  }
}

/** Whether there is something for a law to run along; batch sizes and steps have a law of their own. */
function hasSize({ N, D, C, batch, steps }: ColumnMapping): boolean {
  return [N, D, C].some((size) => size !== undefined) || (batch !== undefined && steps !== undefined);
}

// Tables of measured points, ours or published ones: columns are found by their names, and what is wrong is said with line and
// column. C training FLOPs, D samples or tokens seen, L loss, N parameters.

import { parse, type CsvError } from 'csv-parse/browser/esm/sync';
import { InputError } from '../base/errors.js';

/** What a column can hold. */
export const pointQuantities = ['N', 'D', 'C', 'loss', 'loss_se', 'lr', 'seed'] as const;
export type PointQuantity = (typeof pointQuantities)[number];

/** A row; null where the cell is empty or there is no such column. */
export interface MeasuredPoint extends Readonly<Record<PointQuantity, number | null>> {
  /** Line of the file, from 1. */
  readonly line: number;
  /** `finished`, or how else it ended; '' without such a column. */
  readonly outcome: string;
  /** The row as it stands, by the names of the columns. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface PointTable {
  /** Which column of the file holds what, by its name there. */
  readonly columns: Readonly<Partial<Record<PointQuantity, string>>>;
  /** All columns of the file. */
  readonly names: readonly string[];
  readonly points: readonly MeasuredPoint[];
}

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Names that published tables use, as bare lower-case letters. The first that is there wins, so that data are counted as
 * unique samples where a table has both.
 */
export const knownNames: Readonly<Record<PointQuantity, readonly string[]>> = {
  N: words('n ntotal nparams numparams params parameters parametercount modelsize nnonemb nnoembed'),
  D: words('dunique uniquesamples d dtokens tokens tokensseen ntokens trainingtokens samples examples'),
  C: words('c flops flop compute trainingflops cpflop cbudget'),
  loss: words(
    'loss l testloss valloss validationloss evalloss finalloss losscval testcenats besttestcenats testmse meanloss lossexact',
  ),
  loss_se: words('lossse se stderr standarderror lossstderr'),
  lr: words('lr learningrate'),
  seed: words('seed'),
};

/** A name as it is compared: its letters in lower case. */
export const bare = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Reads a table with a header line; commas, semicolons or tabs. `mapping` names columns that are called something else.
 * Throws InputError, with line and column, for what is no table, has no loss, or holds text where a number should be.
 */
export function readPointsCsv(
  text: string,
  mapping: Readonly<Partial<Record<PointQuantity, string>>> = {},
): PointTable {
  const [header, ...rows] = readLines(text);
  if (!header) throw new InputError('the file is empty; expected a header line and rows of points');
  const names = header.cells;
  const columns: Partial<Record<PointQuantity, string>> = {};
  for (const quantity of pointQuantities) {
    const name = mapping[quantity] ?? findColumn(names, knownNames[quantity]);
    if (name === undefined) continue;
    if (!names.includes(name)) throw missing(name, names);
    columns[quantity] = name;
  }
  if (columns.loss === undefined) throw missing('loss', names);
  if (rows.length === 0) throw new InputError('there are no rows under the header line');
  const outcomeColumn = names.findIndex((name) => bare(name) === 'outcome');
  const points = rows.map(({ line, cells }): MeasuredPoint => {
    const value = (quantity: PointQuantity): number | null => {
      const name = columns[quantity];
      return name === undefined ? null : readNumber(cells[names.indexOf(name)] ?? '', line, name);
    };
    const numbers = Object.fromEntries(pointQuantities.map((quantity) => [quantity, value(quantity)]));
    const outcome = outcomeColumn < 0 ? '' : (cells[outcomeColumn] ?? '');
    const byName = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
    return { ...(numbers as Record<PointQuantity, number | null>), line, outcome, cells: byName };
  });
  return { columns, names, points };
}

/** A line of a table, from 1, cut into its cells. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What parts the cells of a table: the letter of which its first line has most. */
export function delimiterOf(text: string): string {
  const firstLine = /[^\r\n]+/.exec(text)?.[0] ?? '';
  const count = (letter: string): number => firstLine.split(letter).length;
  return [',', ';', '\t'].reduce((best, letter) => (count(letter) > count(best) ? letter : best));
}

/** Cuts a table into cells; `ragged` lets lines have more or fewer than the first. Throws InputError for what is no table. */
export function readLines(text: string, { ragged = false } = {}): Line[] {
  try {
    const options = {
      bom: true,
      delimiter: delimiterOf(text),
      trim: true,
      skip_empty_lines: true,
      comment: '#',
      info: true,
      relax_column_count: ragged,
    };
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    // The parser's own words name the line.
    throw new InputError(`this is no table: ${(error as CsvError).message}`);
  }
}

/** The first column of the file that is called one of these, as bare lower-case letters. */
export function findColumn(names: readonly string[], known: readonly string[]): string | undefined {
  for (const wanted of known) {
    const found = names.find((name) => bare(name) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function missing(name: string, names: readonly string[]): InputError {
  return new InputError(`there is no column ${name}; the file has ${names.join(', ')}`, name);
}

function readNumber(cell: string, line: number, column: string): number | null {
  if (cell === '') return null;
  const value = Number(cell);
  if (Number.isFinite(value)) return value;
  throw new InputError(`line ${line}, column ${column}: expected a number, got "${cell}"`, column);
}

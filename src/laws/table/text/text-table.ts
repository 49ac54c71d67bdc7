import { InputError } from '../../../base/errors.js';
import type { Line } from './csv.js';

/** Tables with more are refused: reading them would take longer than a second. */
const MOST_COLUMNS = 2000;
const MOST_CELLS = 10_000_000;
const LONGEST_NAME = 300;

/** A file as a table of text: names of columns, and rows of cells. */
export interface TextTable {
  /** Different from each other. */
  readonly names: readonly string[];
  readonly rows: readonly Line[];
  /** What `line` counts: lines of the file, or rows of a JSON list. */
  readonly counts: 'line' | 'row';
  /** What separates the cells; null where they were read from JSON. */
  readonly delimiter: string | null;
  /** The column that names the run of each row, where the file has a training curve for each. */
  readonly curves?: string;
  /** Sentences about what was made of the file. */
  readonly notes: readonly string[];
}

/** Throws InputError for a table with more columns or cells than are read, or with a name that is none. */
export function checkShape(names: Iterable<string>, rows: number): void {
  let columns = 0;
  for (const { length } of names) {
    columns++;
    if (length > LONGEST_NAME) {
      throw new InputError(
        `column ${columns} has a name of ${length} characters, and at most ${LONGEST_NAME} are possible; is the first line the names?`,
      );
    }
  }
  if (columns > MOST_COLUMNS) {
    throw new InputError(
      `the table has ${columns} columns, and at most ${MOST_COLUMNS} are possible; expected a row for each run`,
    );
  }
  if (rows * columns > MOST_CELLS) {
    throw new InputError(
      `the table has ${rows} rows of ${columns} columns, and at most ${MOST_CELLS} cells are possible; ` +
        `${Math.floor(MOST_CELLS / rows)} columns, or ${Math.floor(MOST_CELLS / columns)} rows, would work`,
    );
  }
}

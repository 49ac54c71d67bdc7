import type { Line } from './csv.js';

/** A file as a table of text: names of columns, and rows of cells. */
export interface TextTable {
  /** Different from each other. */
  readonly names: readonly string[];
  readonly rows: readonly Line[];
  /** What `line` counts: lines of the file, or rows of a JSON list. */
  readonly counts: 'line' | 'row';
  /** What separates the cells; null where they were read from JSON. */
  readonly delimiter: string | null;
  /** Sentences about what was made of the file. */
  readonly notes: readonly string[];
}

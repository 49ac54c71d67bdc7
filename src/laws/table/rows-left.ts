// How many rows of a file are left out, by the reason.

import { groupBy } from '../../base/group-by.js';
import type { RowProblem } from './read-row.js';

export interface RowsLeft {
  readonly why: string;
  readonly count: number;
}

/** Rows that cannot be fitted, by what is wrong with them. */
export function problemsLeft(problems: readonly RowProblem[]): readonly RowsLeft[] {
  return [...groupBy(problems, ({ why }) => why)].map(([why, { length }]) => ({ why, count: length }));
}

/** `2 rows are left out: did not finish: crashed` … in a sentence; '' where none is. */
export function leftInWords(left: readonly RowsLeft[]): string {
  if (left.length === 0) return '';
  const parts = left.map(({ why, count }) => `${count} (${why})`);
  return `Rows left out: ${parts.join(', ')}.`;
}

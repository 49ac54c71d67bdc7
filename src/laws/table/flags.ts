// Columns that mark rows to leave out: outlier, diverged, exclude; or to keep: include, valid.
// cspell:ignore wahr vrai falsch

import { wordsOf } from './text/names.js';
import type { Line } from './text/csv.js';
import type { RowsLeft } from './rows-left.js';
import type { TextTable } from './text/text-table.js';

const bad = new Set(
  [
    'outlier',
    'outliers',
    'diverged',
    'exclude',
    'excluded',
    'drop',
    'dropped',
    'skip',
    'skipped',
    'bad',
    'invalid',
  ].concat([
    ...[
      'failed',
      'crashed',
      'ignore',
      'ignored',
      'broken',
      'remove',
      'removed',
      'reject',
      'rejected',
      'discard',
      'nan',
    ],
  ]),
);
const good = new Set([
  'include',
  'included',
  'keep',
  'kept',
  'valid',
  'use',
  'used',
  'ok',
  'converged',
  'finished',
  'completed',
]);
const yes = new Set(['1', '1.0', 'true', 'yes', 'y', 'x', '✓', '✗', 't', 'wahr', 'vrai']);
const no = new Set(['0', '0.0', 'false', 'no', 'n', '', 'f', 'falsch', 'faux', '-', 'none', 'nan', 'null']);

interface Flag {
  readonly column: string;
  readonly at: number;
  /** Whether a cell has its row left out. */
  readonly isLeft: (cell: string) => boolean;
}

/** The flags among the columns: by their names, if their cells only say yes or no. */
function flagsOf({ names, rows }: TextTable): readonly Flag[] {
  return names.flatMap((column, at): Flag[] => {
    const said = wordsOf(column).filter((word) => word !== 'is' && word !== 'was' && word !== 'has');
    const [word] = said;
    if (said.length !== 1 || !(bad.has(word) || good.has(word))) return [];
    const isFlag = rows.every(({ cells }) => yes.has(cellOf(cells, at)) || no.has(cellOf(cells, at)));
    if (!isFlag) return [];
    const isBad = bad.has(word);
    return [{ column, at, isLeft: (cell) => yes.has(cell) === isBad }];
  });
}

function cellOf(cells: readonly string[], at: number): string {
  return (cells[at] ?? '').trim().toLowerCase();
}

/** The rows that no flag leaves out, but for flags that a person chooses rows by; where a flag would leave none it counts for nothing. */
export function withoutFlagged(
  table: TextTable,
  keep: readonly string[],
): { readonly table: TextTable; readonly columns: readonly string[]; readonly left: readonly RowsLeft[] } {
  const left: RowsLeft[] = [];
  const columns: string[] = [];
  let { rows }: { rows: readonly Line[] } = table;
  for (const { column, at, isLeft } of flagsOf(table)) {
    columns.push(column);
    if (keep.includes(column)) continue;
    const kept = rows.filter(({ cells }) => !isLeft(cellOf(cells, at)));
    if (kept.length === 0 || kept.length === rows.length) continue;
    left.push({ why: `marked by ${column}`, count: rows.length - kept.length });
    rows = kept;
  }
  return { table: { ...table, rows }, columns, left };
}

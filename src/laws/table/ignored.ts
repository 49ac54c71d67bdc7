// The columns that no law reads, each with the reason, so that a person sees what was not taken.

import { measureOf } from './loss-column.js';
import { isOfRuns, type ColumnMapping } from './point-table.js';
import type { SizeColumn } from './size-columns.js';
import { stateColumns } from './state.js';
import type { TextTable } from './text/text-table.js';

export interface IgnoredColumn {
  readonly name: string;
  readonly why: string;
}

/** What is known of the columns besides. */
export interface ColumnUses {
  readonly columns: ColumnMapping;
  readonly sizes: readonly SizeColumn[];
  /** Columns that choose rows: flags, settings that are tuned over, series. */
  readonly rows: readonly string[];
  /** Columns that differ between rows of one size, but were measured. */
  readonly measured: readonly string[];
}

const twice = /^(.*) \((\d+)\)$/;

/** In the order of the file. */
export function ignoredColumns(
  table: TextTable,
  { columns, sizes, rows, measured }: ColumnUses,
): readonly IgnoredColumn[] {
  const { names } = table;
  const used = new Set([...Object.values(columns), ...rows, ...stateColumns(names, table.rows)]);
  return names.flatMap((name, at) => {
    if (used.has(name)) return [];
    const measure = measured.includes(name) ? 'differs between rows of one size: measured, not set' : null;
    const why = whyIgnored(name, sizes, names) ?? measure ?? whyOfCells(table, at);
    return [{ name, why }];
  });
}

function whyIgnored(name: string, sizes: readonly SizeColumn[], names: readonly string[]): string | null {
  const [, first, time] = twice.exec(name) ?? [];
  if (first !== undefined && names.includes(first)) return `column ${time} of that name; the first is taken`;
  if (sizes.some(({ column }) => column === name)) return 'another count of N';
  if (measureOf(name) !== null) return 'another loss, or something said of one';
  if (isOfRuns(name)) return 'describes runs';
  return null;
}

function whyOfCells({ rows }: TextTable, at: number): string {
  const [first] = rows;
  const isSame = rows.every(({ cells }) => (cells[at] ?? '') === (first?.cells[at] ?? ''));
  return isSame ? 'the same in all rows' : 'its name is of no quantity that laws use';
}

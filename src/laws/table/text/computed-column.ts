// A column that is computed from others of its table.

import type { TextTable } from './text-table.js';

/** The table with the column, and what it was computed from. */
export interface ComputedColumn {
  readonly table: TextTable;
  readonly column: string;
  readonly from: readonly string[];
}

/** Adds a column, empty where the value is not a number, with a sentence about it. */
export function withComputedColumn(
  table: TextTable,
  {
    column,
    from,
    note,
  }: { readonly column: string; readonly from: readonly string[]; readonly note: string },
  valueOf: (cells: readonly string[]) => number,
): ComputedColumn {
  const { names } = table;
  const rows = table.rows.map(({ line, cells }) => {
    const value = valueOf(cells);
    const padded = [...cells, ...Array<string>(Math.max(0, names.length - cells.length)).fill('')];
    return { line, cells: [...padded, Number.isFinite(value) ? String(value) : ''] };
  });
  return {
    table: { ...table, names: [...names, column], rows, notes: [...table.notes, note] },
    column,
    from,
  };
}

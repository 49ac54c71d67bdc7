// A file as a table of text, with what its columns hold, and with the sizes that follow from others.

import { recogniseColumns, type RecognisedColumns } from './columns.js';
import { withDerivedTokens } from './derived-sizes.js';
import type { ColumnMapping, PointQuantity } from './point-table.js';
import { rowsOfSeeds } from './seed-columns.js';
import { withShapeSize } from './shape-size.js';
import type { SizeColumn } from './size-columns.js';
import { readRows } from './text/read-rows.js';
import type { ComputedColumn } from './text/computed-column.js';

/** What a person said of the columns. */
interface SaidColumns {
  /** All of them, in place of what their names say. */
  readonly columns?: ColumnMapping | null;
  /** Some of them. */
  readonly named?: ColumnMapping;
}

export interface RecognisedTable {
  readonly given: ComputedColumn['table'];
  readonly recognised: RecognisedColumns;
  /** Columns that a size is computed from. */
  readonly factors: readonly string[];
}

/** Throws InputError for an empty file, for what is not a table, or for a table without rows. */
export function recognisedTable(text: string, said: SaidColumns): RecognisedTable {
  const given = rowsOfSeeds(readRows(text));
  const recognised = recogniseColumns(given.names, given.rows);
  return withTokens(withSize({ given, recognised, factors: [] }, said), said);
}

/** With N from the shape of its networks, where that is all it says of them. */
function withSize(table: RecognisedTable, { columns, named = {} }: SaidColumns): RecognisedTable {
  const { N, D, C, loss = named.loss } = table.recognised.columns;
  const isSized = (N ?? named.N) !== undefined || (D === undefined && C === undefined);
  if (isSized || loss === undefined) return table;
  const sized = withShapeSize(table.given);
  // A person's own columns name it too, once it was shown.
  if (sized === null || (columns != null && columns.N !== sized.column)) return table;
  const sizes: readonly SizeColumn[] = [{ convention: 'non-embedding', column: sized.column }];
  const { recognised, ...rest } = withComputed(table, ['N'], sized);
  return { ...rest, recognised: { ...recognised, sizes } };
}

/** With D from what it is the product of. */
function withTokens(table: RecognisedTable, { columns, named = {} }: SaidColumns): RecognisedTable {
  const derived = withDerivedTokens(table.given, { ...table.recognised.columns, ...named });
  if (derived === null || (columns != null && columns.D !== derived.column)) return table;
  return withComputed(table, ['D', 'seen'], derived);
}

/** With a column that is computed, for what it holds. */
function withComputed(
  { recognised, factors }: RecognisedTable,
  quantities: readonly PointQuantity[],
  { table: given, column, from }: ComputedColumn,
): RecognisedTable {
  const columns = Object.fromEntries(quantities.map((quantity) => [quantity, column]));
  return {
    given,
    recognised: { ...recognised, columns: { ...recognised.columns, ...columns } },
    factors: [...factors, ...from],
  };
}

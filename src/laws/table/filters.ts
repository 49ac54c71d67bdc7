import { isStateColumn } from './point-table.js';
import type { ColumnMapping, TextTable } from './columns.js';

/** A column by which rows can be chosen: one series of a published table. */
export interface PointFilter {
  readonly column: string;
  readonly values: readonly string[];
  /** Values are words: rows of different ones hardly belong to one law. */
  readonly isText: boolean;
}

/** Which value each filter lets through; a column that is not there lets through all. */
export type FilterChoice = Readonly<Partial<Record<string, string>>>;

/** More values than this name runs rather than series. */
const MOST_VALUES = 12;

/** The columns without a quantity that have a few values. */
export function filtersOf({ names, rows }: TextTable, columns: ColumnMapping): readonly PointFilter[] {
  const used = new Set(Object.values(columns));
  return names.flatMap((column, i): PointFilter[] => {
    if (used.has(column) || isStateColumn(column)) return [];
    const values = new Set<string>();
    for (const { cells } of rows) {
      values.add(cells[i] ?? '');
      if (values.size > MOST_VALUES) return [];
    }
    if (values.size < 2) return [];
    return [
      { column, values: [...values], isText: [...values].every((value) => Number.isNaN(Number(value))) },
    ];
  });
}

/** One series where words tell them apart, else everything. Words that only name the sizes are no series: one of them has one N. */
export function firstChoice(
  filters: readonly PointFilter[],
  table: TextTable,
  { N }: ColumnMapping,
): FilterChoice {
  const isSeries = ({ column, isText }: PointFilter): boolean =>
    isText && !(N !== undefined && isFunctionOf(table, N, column));
  return Object.fromEntries(filters.filter(isSeries).map(({ column, values }) => [column, values[0]]));
}

/** Each value of `by` comes with one value of `column`, and they are not all the same. */
function isFunctionOf({ names, rows }: TextTable, column: string, by: string): boolean {
  const [at, from] = [names.indexOf(column), names.indexOf(by)];
  const seen = new Map<string, string>();
  for (const { cells } of rows) {
    const [key, value] = [cells[from] ?? '', cells[at] ?? ''];
    if ((seen.get(key) ?? value) !== value) return false;
    seen.set(key, value);
  }
  return new Set(seen.values()).size > 1;
}

/** The rows that all filters let through. */
export function chosenRows(table: TextTable, choice: FilterChoice): TextTable {
  const wanted = Object.entries(choice).map(([column, value]) => ({
    at: table.names.indexOf(column),
    value,
  }));
  const rows = table.rows.filter(({ cells }) => wanted.every(({ at, value }) => (cells[at] ?? '') === value));
  return { ...table, rows };
}

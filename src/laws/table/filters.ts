// Which rows of a table are fitted: one series where words tell several apart, and rows that meet conditions.

import { InputError } from '../../base/errors.js';
import { readQuantity } from './text/quantity.js';
import type { ColumnMapping } from './point-table.js';
import type { TextTable } from './text/text-table.js';
import { stateColumns } from './state.js';

/** A column by which rows can be chosen: one series of a published table. */
export interface PointFilter {
  readonly column: string;
  readonly values: readonly string[];
  /** Values are words: rows of different ones rarely follow one law. */
  readonly isText: boolean;
}

/** Which value each filter lets through; a column that is not there lets through all. */
export type FilterChoice = Readonly<Partial<Record<string, string>>>;

/** What a cell must hold. */
export interface Condition {
  readonly column: string;
  readonly value: string;
  /** Any other value. */
  readonly isNot?: true;
}

/** More values than this name runs rather than series. */
const MOST_VALUES = 12;

/** The columns that have a few values and are not an axis of a law. */
export function filtersOf({ names, rows }: TextTable, columns: ColumnMapping): readonly PointFilter[] {
  const axes = Object.entries(columns).filter(([quantity]) => quantity !== 'batch' && quantity !== 'steps');
  const used = new Set([...axes.map(([, name]) => name), ...stateColumns(names, rows)]);
  return names.flatMap((column, i): PointFilter[] => {
    if (used.has(column)) return [];
    const values = new Set<string>();
    for (const { cells } of rows) {
      values.add(cells[i] ?? '');
      if (values.size > MOST_VALUES) return [];
    }
    if (values.size < 2) return [];
    const isText = [...values].every((value) => Number.isNaN(readQuantity(value) ?? NaN));
    return [{ column, values: [...values], isText }];
  });
}

/** The choice as conditions. */
export function conditionsOf(choice: FilterChoice): readonly Condition[] {
  return Object.entries(choice).map(([column, value = '']) => ({ column, value }));
}

/** The rows that meet the conditions. Throws InputError as `meets` does, and where no row is left. */
export function rowsWhere(table: TextTable, conditions: readonly Condition[]): TextTable {
  const isMet = meets(table.names, conditions);
  const places = new Map(table.names.map((name, i) => [name, i]));
  const rows = table.rows.filter(({ cells }) => isMet((column) => cells[places.get(column) ?? -1] ?? ''));
  if (rows.length === 0 && conditions.length > 0) {
    const text = conditions
      .map(({ column, value, isNot }) => `${column}${isNot ? '!=' : '='}${value}`)
      .join(' ');
    throw new InputError(`no row has ${text}`, conditions[0].column);
  }
  return { ...table, rows };
}

/**
 * Whether a row meets the conditions: several for one column are alternatives, columns must all be met. Numbers are compared as
 * numbers. Throws InputError for a column that is not there.
 */
export function meets(
  names: readonly string[],
  conditions: readonly Condition[],
): (cell: (column: string) => string) => boolean {
  const wanted = new Map<string, string[]>();
  const unwanted: Condition[] = [];
  for (const condition of conditions) {
    const { column, value, isNot } = condition;
    if (!names.includes(column)) {
      throw new InputError(`there is no column ${column}; the file has ${names.join(', ')}`, column);
    }
    if (isNot) unwanted.push(condition);
    else wanted.set(column, [...(wanted.get(column) ?? []), value]);
  }
  return (cell) =>
    [...wanted].every(([column, values]) => values.some((value) => isSame(cell(column), value))) &&
    unwanted.every(({ column, value }) => !isSame(cell(column), value));
}

/** Reads column=value, or column!=value. Throws InputError. */
export function readCondition(text: string): Condition {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError(`expected column=value, got ${text}`);
  const value = text.slice(at + 1).trim();
  if (at > 1 && text[at - 1] === '!') return { column: text.slice(0, at - 1).trim(), value, isNot: true };
  return { column: text.slice(0, at).trim(), value };
}

function isSame(cell: string, value: string): boolean {
  return cell === value || (cell !== '' && value !== '' && Number(cell) === Number(value));
}

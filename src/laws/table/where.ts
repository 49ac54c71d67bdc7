import { InputError } from '../../base/errors.js';
import type { MeasuredPoint, PointTable } from './point-table.js';

/** What a cell must hold. */
export interface Condition {
  readonly column: string;
  readonly value: string;
}

/** Reads column=value. Throws InputError. */
export function readCondition(text: string): Condition {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError(`expected column=value, got ${text}`);
  return { column: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/**
 * Which rows meet the conditions: several for one column are alternatives, columns must all be met. Numbers are compared as
 * numbers. Throws InputError for a column that is not there or conditions that no row meets.
 */
export function rowsWhere(
  { names, points }: PointTable,
  conditions: readonly Condition[],
): readonly MeasuredPoint[] {
  const wanted = new Map<string, string[]>();
  for (const { column, value } of conditions) {
    if (!names.includes(column)) {
      throw new InputError(`there is no column ${column}; the file has ${names.join(', ')}`, column);
    }
    wanted.set(column, [...(wanted.get(column) ?? []), value]);
  }
  const rows = points.filter(({ cells }) =>
    [...wanted].every(([column, values]) => values.some((value) => isSame(cells[column], value))),
  );
  if (rows.length === 0 && conditions.length > 0) {
    const text = conditions.map(({ column, value }) => `${column}=${value}`).join(' ');
    throw new InputError(`no row has ${text}`, conditions[0].column);
  }
  return rows;
}

function isSame(cell: string, value: string): boolean {
  return cell === value || (cell !== '' && value !== '' && Number(cell) === Number(value));
}

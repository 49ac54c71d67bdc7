// A file of points for a command line, which wants every row right: what is wrong is said with line and column. It finds columns and
// reads numbers as the page does, but takes them in the units of the file, whatever the names of its columns say.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.

import { InputError } from '../../base/errors.js';
import { readRows, recogniseColumns, type ColumnMapping } from './columns.js';
import {
  pointQuantities,
  readState,
  type MeasuredPoint,
  type PointQuantity,
  type PointTable,
} from './point-table.js';
import { readQuantity } from './quantity.js';

/**
 * Reads a table of commas, semicolons or tabs with a line of names, or JSON. `mapping` names columns that are called something
 * else. A loss of NaN is none. Throws InputError for what is no table, has no loss, or holds text where a number should be.
 */
export function readPointsTable(text: string, mapping: ColumnMapping = {}): PointTable {
  const { names, rows, counts, decimalComma } = readRows(text);
  const columns: ColumnMapping = { ...recogniseColumns(names, true).columns, ...mapping };
  for (const name of Object.values(columns)) if (!names.includes(name)) throw missing(name, names);
  if (columns.loss === undefined) throw missing('loss', names);
  const stateOf = readState(names);
  const points = rows.map(({ line, cells }): MeasuredPoint => {
    if (cells.length !== names.length) {
      throw new InputError(
        `this is no table: ${counts} ${line} has ${cells.length} cells under ${names.length} names`,
      );
    }
    const numbers = pointQuantities.map((quantity): [PointQuantity, number | null] => {
      const name = columns[quantity];
      if (name === undefined) return [quantity, null];
      const cell = cells[names.indexOf(name)];
      // Tables write so what a run that failed came to.
      if (cell === '' || (quantity === 'loss' && /^nan$/i.test(cell))) return [quantity, null];
      const value = readQuantity(cell, decimalComma);
      if (value !== null && Number.isFinite(value)) return [quantity, value];
      throw new InputError(`${counts} ${line}, column ${name}: expected a number, got "${cell}"`, name);
    });
    return {
      ...(Object.fromEntries(numbers) as Record<PointQuantity, number | null>),
      ...stateOf(cells),
      line,
      cells: Object.fromEntries(names.map((name, i) => [name, cells[i]])),
    };
  });
  const unfinished = points.find(({ loss }) => loss === null);
  if (unfinished && points.every(({ loss }) => loss === null)) {
    const cell = unfinished.cells[columns.loss];
    throw new InputError(
      `${counts} ${unfinished.line}, column ${columns.loss}: expected a number, got "${cell}"`,
    );
  }
  return { columns, names, points };
}

function missing(name: string, names: readonly string[]): InputError {
  return new InputError(`there is no column ${name}; the file has ${names.join(', ')}`, name);
}

import type { PointTable } from './point-table.js';

/**
 * The table without the points that runs had on their way, before their learning rates came down: these stand too high, and no law may
 * take them for ends. The envelope of curves alone has a use for them.
 */
export function cooledRows(table: PointTable): {
  readonly table: PointTable;
  readonly warnings: readonly string[];
} {
  const points = table.points.filter(({ cooled }) => cooled);
  const left = table.points.length - points.length;
  if (left === 0) return { table, warnings: [] };
  return {
    table: { ...table, points },
    warnings: [`${left} rows from before the learning rate came down are left out.`],
  };
}

// Sizes that are one but for rounding, jitter, or the pixels of a figure that they were read off.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { sizes } from './six-nd.js';
import type { FinishedPoint, MeasuredPoint, PointTable } from './point-table.js';

/** Sizes of one kind lie within this share of each other, and their neighbours further off. */
const SAME = 0.01;

/** For each value that is one with others, the geometric mean of these; the values of a sweep that steps by less than this stay apart. */
export function sameValues(values: Iterable<number>): ReadonlyMap<number, number> {
  const sorted = [...new Set(values)].filter((value) => value > 0 && value < Infinity).sort((a, b) => a - b);
  const same = new Map<number, number>();
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] <= sorted[i - 1] * (1 + SAME)) continue;
    const group = sorted.slice(start, i);
    if (group.length > 1 && group[group.length - 1] <= group[0] * (1 + SAME)) {
      const centre =
        group[0] * Math.exp(group.reduce((sum, x) => sum + Math.log(x / group[0]), 0) / group.length);
      for (const value of group) same.set(value, centre);
    }
    start = i;
  }
  return same;
}

/** The table with sizes that are one as one, its rows in the same order; and a sentence where there are any. */
export function withSameSizes(table: PointTable): {
  readonly table: PointTable;
  readonly warnings: readonly string[];
} {
  const rows = [...table.points, ...table.failed];
  const maps = sizes.map((size) => [size, sameValues(rows.map((row) => row[size] ?? NaN))] as const);
  const merged = maps.filter(([, same]) => same.size > 0);
  if (merged.length === 0) return { table, warnings: [] };
  const alike = <Point extends MeasuredPoint>(row: Point): Point => ({
    ...row,
    ...Object.fromEntries(merged.map(([size, same]) => [size, same.get(row[size] ?? NaN) ?? row[size]])),
  });
  const counts = merged
    .filter(([size]) => table.columns[size] !== undefined && !(size in table.filled))
    .map(([size, same]) => `${same.size} values of ${size} as ${new Set(same.values()).size}`);
  return {
    table: {
      ...table,
      points: table.points.map((row: FinishedPoint) => alike(row)),
      failed: table.failed.map(alike),
    },
    warnings:
      counts.length === 0
        ? []
        : [`Sizes that differ by less than ${100 * SAME} % are taken as one: ${counts.join(', ')}.`],
  };
}

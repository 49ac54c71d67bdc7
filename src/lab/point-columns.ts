// A table of points as typed arrays, which cross to a worker without a copy.

import { pointQuantities, type MeasuredPoint, type PointQuantity, type PointTable } from './points-csv.js';

export interface PointColumns {
  readonly columns: PointTable['columns'];
  readonly names: readonly string[];
  readonly lines: Float64Array<ArrayBuffer>;
  /** NaN where a row has no value. */
  readonly values: Readonly<Record<PointQuantity, Float64Array<ArrayBuffer>>>;
  readonly outcomes: readonly string[];
}

/** The cells of the rows stay behind: laws do not read them. */
export function toColumns({ columns, names, points }: PointTable): PointColumns {
  const values = Object.fromEntries(
    pointQuantities.map((quantity) => [
      quantity,
      Float64Array.from(points, (point) => point[quantity] ?? NaN),
    ]),
  ) as Record<PointQuantity, Float64Array<ArrayBuffer>>;
  const lines = Float64Array.from(points, ({ line }) => line);
  return { columns, names, lines, values, outcomes: points.map(({ outcome }) => outcome) };
}

export function fromColumns({ columns, names, lines, values, outcomes }: PointColumns): PointTable {
  const points = outcomes.map((outcome, i): MeasuredPoint => {
    const numbers = Object.fromEntries(
      pointQuantities.map((quantity) => {
        const value = values[quantity][i];
        return [quantity, Number.isNaN(value) ? null : value];
      }),
    ) as Record<PointQuantity, number | null>;
    return { ...numbers, line: lines[i], outcome, cells: {} };
  });
  return { columns, names, points };
}

/** The memory to hand over with them. */
export function buffersOf({ lines, values }: PointColumns): ArrayBuffer[] {
  return [lines.buffer, ...Object.values(values).map(({ buffer }) => buffer)];
}

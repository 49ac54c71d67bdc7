// The profile likelihood of a floor as a chart. alpha exponent, E irreducible loss.

import type { Interval } from '../../fit/goodness/prediction.js';
import { linearAxis, type Figure } from '../figure.js';
import { profileWords as says, words } from './words.js';

interface ProfilePoint {
  readonly E: number;
  readonly alpha: number;
  readonly rise: number;
}

/** How much worse a law fits with another floor; `columns` are what else moves with it, for the table. */
export function floorProfileFigure<
  Column extends string,
  Point extends ProfilePoint & Readonly<Record<Column, number>>,
>(
  {
    points,
    interval,
    limit,
  }: { readonly points: readonly Point[]; readonly interval: Interval; readonly limit: number },
  columns: readonly Column[],
): Figure {
  const shown = points.filter(({ rise }) => rise <= 3 * limit);
  const x = linearAxis(
    says.x,
    shown.map(({ E }) => E),
  );
  const curve = shown.map(({ E, rise }) => [E, rise] as const);
  return {
    title: says.title,
    x,
    y: linearAxis(says.y, [0, limit * 1.3, ...curve.map(([, rise]) => rise)]),
    bands: [],
    lines: [
      { points: curve, ink: 'ink', style: 'solid', name: says.line, label: null },
      {
        points: x.range.map((E) => [E, limit] as const),
        ink: 'faint',
        style: 'dashed',
        name: words.limit,
        label: null,
      },
    ],
    marks: shown.map(({ E, alpha, rise }) => ({
      x: E,
      y: rise,
      ink: 'ink',
      shape: 'dot',
      error: null,
      words: says.point(E, alpha, rise),
    })),
    key: [],
    summary: says.chart(interval, alphaNear(points, interval[0]), alphaNear(points, interval[1])),
    table: {
      heads: says.heads(columns),
      rows: points.map((point) => [point.E, ...columns.map((column) => point[column]), point.rise]),
    },
  };
}

function alphaNear(points: readonly ProfilePoint[], E: number): number {
  return points.reduce((best, point) => (Math.abs(point.E - E) < Math.abs(best.E - E) ? point : best)).alpha;
}

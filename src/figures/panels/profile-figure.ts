// The profile likelihood of a floor as a chart. alpha exponent, E irreducible loss.

import { formatNumber } from '../../base/format.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import { linearAxis, type Figure } from '../figure.js';
import { intervalWords } from './panel.js';

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
    'floor E held at',
    shown.map(({ E }) => E),
  );
  const curve = shown.map(({ E, rise }) => [E, rise] as const);
  return {
    title: 'Profile of the floor',
    x,
    y: linearAxis('rise of the squared error, t²', [0, limit * 1.3, ...curve.map(([, rise]) => rise)]),
    bands: [],
    lines: [
      { points: curve, ink: 'ink', style: 'solid', name: 'profile likelihood', label: null },
      {
        points: x.range.map((E) => [E, limit] as const),
        ink: 'faint',
        style: 'dashed',
        name: 'limit of 95 %',
        label: null,
      },
    ],
    marks: shown.map(({ E, alpha, rise }) => ({
      x: E,
      y: rise,
      ink: 'ink',
      shape: 'dot',
      error: null,
      words: `E ${formatNumber(E)} · α ${formatNumber(alpha)} · rise ${formatNumber(rise, 2)}`,
    })),
    key: [],
    summary:
      `Floors from ${intervalWords(interval)} fit within 95 %; as E rises over them, α goes from ` +
      `${formatNumber(alphaNear(points, interval[0]))} to ${formatNumber(alphaNear(points, interval[1]))}.`,
    table: {
      heads: ['E', ...columns, 'rise'],
      rows: points.map((point) => [point.E, ...columns.map((column) => point[column]), point.rise]),
    },
  };
}

function alphaNear(points: readonly ProfilePoint[], E: number): number {
  return points.reduce((best, point) => (Math.abs(point.E - E) < Math.abs(best.E - E) ? point : best)).alpha;
}

// The same runs against size, against data and against compute. C training FLOPs, D samples or tokens, N parameters.

import { groupBy } from '../../base/group-by.js';
import { formatCount, formatNumber } from '../../base/format.js';
import type { Measured } from '../../lab/gallery/recorded-law.js';
import { logAxis, type Figure, type FigureAxis } from '../figure.js';
import { distinct, rampInk } from './view.js';

const names = { N: 'N, parameters', D: 'D, samples seen', C: 'C, training FLOPs' } as const;
type Axis = keyof typeof names;

interface GridPoint extends Readonly<Record<Axis, number>> {
  readonly loss: number;
}

/** Three charts on one axis of loss: a line for each data set against N, and for each size against D and against C. */
export function axesCharts({ grid, unit }: Measured): readonly Figure[] {
  if (grid.length === 0) return [];
  const points = grid.map(([N, D, C, loss]): GridPoint => ({ N, D, C, loss }));
  const y = logAxis(
    `loss (${unit})`,
    points.map(({ loss }) => loss),
    0.08,
    0.1,
  );
  return [axisFigure(points, 'N', 'D', y), axisFigure(points, 'D', 'N', y), axisFigure(points, 'C', 'N', y)];
}

function axisFigure(points: readonly GridPoint[], along: Axis, by: Axis, y: FigureAxis): Figure {
  const values = distinct(points.map((point) => point[by]));
  const groups = [...groupBy(points, (point) => point[by])].sort(([a], [b]) => a - b);
  const inkOf = (value: number) => rampInk(values.indexOf(value), values.length);
  const isEnd = (value: number): boolean => value === values[0] || value === values[values.length - 1];
  return {
    title: `Loss against ${along}`,
    x: logAxis(
      names[along],
      points.map((point) => point[along]),
    ),
    y,
    bands: [],
    lines: groups.map(([value, group]) => ({
      points: [...group]
        .sort((a, b) => a[along] - b[along])
        .map((point) => [point[along], point.loss] as const),
      ink: inkOf(value),
      style: 'solid',
      name: null,
      label: isEnd(value) ? `${by} = ${formatCount(value)}` : null,
    })),
    marks: points.map((point) => ({
      ...{ x: point[along], y: point.loss, ink: inkOf(point[by]), shape: 'dot', error: null },
      words: `N ${formatCount(point.N)} · D ${formatCount(point.D)} · loss ${formatNumber(point.loss)}`,
    })),
    key: [{ shape: null, name: `each line: one ${by}` }],
    summary: `Loss against ${along} for ${values.length} values of ${by}.`,
    table: {
      heads: ['N', 'D', 'C', 'loss'],
      rows: points.map(({ N, D, C, loss }) => [N, D, C, loss]),
    },
  };
}

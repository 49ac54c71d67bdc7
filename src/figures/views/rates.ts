// Loss against learning rate, a curve a width: an experiment beside the others of its question.

import { formatNumber } from '../../base/format.js';
import type { Measured } from '../../lab/gallery/recorded-law.js';
import { logAxis, type Figure } from '../figure.js';
import { widthInks, widthWords, whereWords, type ViewSource } from './view.js';

/** A chart for each experiment that swept its rates, on the same axes. */
export function rateCharts({ measured, name, others }: ViewSource): readonly Figure[] {
  if (measured.rates.length === 0) return [];
  const all = [{ measured, name }, ...others.filter((other) => other.measured.rates.length > 0)];
  const points = all.flatMap(({ measured: { rates } }) => rates.flatMap((each) => each.points));
  const axes = {
    x: logAxis(
      'learning rate',
      points.map(([rate]) => rate),
    ),
    y: logAxis(
      `loss (${measured.unit})`,
      points.map(([, loss]) => loss),
      0.08,
      0.1,
    ),
  };
  return all.map((each) => rateFigure(each.measured, whereWords(each.name), axes));
}

function rateFigure(measured: Measured, title: string, axes: Pick<Figure, 'x' | 'y'>): Figure {
  const inkOf = widthInks(measured);
  const { rates } = measured;
  const lowest = rates.map(({ points }) => points.reduce((a, b) => (b[1] < a[1] ? b : a)));
  const [first, last] = [lowest[0][0], lowest[lowest.length - 1][0]];
  return {
    title,
    ...axes,
    bands: [],
    lines: rates.map(({ width, points }) => ({
      points,
      ink: inkOf(width),
      style: 'solid',
      name: widthWords(measured, width),
      label: null,
    })),
    marks: rates.flatMap(({ width, points }, i) =>
      points.map(([x, y]) => ({
        ...{ x, y, ink: inkOf(width), error: null },
        shape: x === lowest[i][0] ? ('diamond' as const) : ('dot' as const),
        words: `${widthWords(measured, width)} · rate ${formatNumber(x)} · loss ${formatNumber(y)}`,
      })),
    ),
    key: [{ shape: 'diamond', name: 'lowest' }],
    headline: rates.length > 1 ? `best rate ${formatNumber(first, 2)} → ${formatNumber(last, 2)}` : null,
    summary: `Loss against learning rate at ${rates.length} widths; the best rate goes from ${formatNumber(first, 2)} to ${formatNumber(last, 2)} as the network grows.`,
    table: {
      heads: ['width', 'learning rate', 'loss'],
      rows: rates.flatMap(({ width, points }) => points.map(([rate, loss]) => [width, rate, loss])),
    },
  };
}

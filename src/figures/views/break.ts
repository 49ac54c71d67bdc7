// A family whose law bends: one power law against a law with a break, and the exponent between neighbouring sizes. N parameters.

import { formatCount, formatNumber } from '../../base/format.js';
import type { Measured, RecordedBreak } from '../../lab/gallery/recorded-law.js';
import { linearAxis, logAxis, within, type Figure, type FigureMark } from '../figure.js';
import { widthInks, widthWords } from './view.js';

/** None where the points do not call for a break. */
export function breakCharts(measured: Measured): readonly Figure[] {
  const { broken } = measured;
  return broken?.supported ? [brokenFigure(measured, broken), slopeFigure(measured, broken)] : [];
}

function brokenFigure(measured: Measured, { x: at, interval, line, before, after }: RecordedBreak): Figure {
  const inkOf = widthInks(measured);
  const { points, fit, axis, axisTitle, unit } = measured;
  const y = logAxis(
    `loss (${unit})`,
    points.map(({ loss }) => loss),
  );
  return {
    title: `Loss against ${axis}`,
    x: logAxis(
      axisTitle,
      points.map(({ x }) => x),
      0.08,
    ),
    y,
    bands: [],
    lines: [
      { points: line, ink: 'ink', style: 'solid', name: 'law with a break', label: null },
      {
        points: within(
          (fit?.line ?? []).map(([x, loss]) => [x, loss] as const),
          y.range,
        ),
        ink: 'bad',
        style: 'dashed',
        name: `one power law${fit ? `, R² ${formatNumber(fit.r2, 2)}` : ''}: refused`,
        label: null,
      },
      {
        points: [
          [at, y.range[0]],
          [at, y.range[1]],
        ],
        ink: 'faint',
        style: 'dotted',
        name: null,
        label: `break at ${formatCount(at)}`,
      },
    ],
    marks: points.map(({ x, loss, width }): FigureMark => ({
      ...{ x, y: loss, ink: inkOf(width), shape: 'point', error: null },
      words: `${widthWords(measured, width)} · ${axis} ${formatCount(x)} · loss ${formatNumber(loss)}`,
    })),
    key: [],
    headline: `breaks at ${axis} = ${formatCount(at)} (${formatCount(interval[0])} to ${formatCount(interval[1])})`,
    summary: `The law breaks at ${axis} = ${formatCount(at)}: its exponent is ${formatNumber(before, 2)} before and ${formatNumber(after, 2)} after.`,
    table: {
      heads: ['width', axis, 'loss'],
      rows: points.map(({ width, x, loss }) => [width, x, loss]),
    },
  };
}

/** The exponent between neighbours: of one power law it would be the same everywhere. */
function slopeFigure(measured: Measured, { before, after, interval }: RecordedBreak): Figure {
  const inkOf = widthInks(measured);
  const { points, axis, axisTitle } = measured;
  const slopes = points.slice(1).flatMap(({ x, loss, width }, i) => {
    const from = points[i];
    const slope = -Math.log(loss / from.loss) / Math.log(x / from.x);
    return Number.isFinite(slope) ? [{ at: Math.sqrt(x * from.x), slope, width }] : [];
  });
  return {
    title: 'Exponent between neighbouring sizes',
    x: logAxis(
      axisTitle,
      points.map(({ x }) => x),
      0.08,
    ),
    y: linearAxis('exponent', [0, ...slopes.map(({ slope }) => slope)]),
    bands: [
      {
        points: interval.map((x) => [x, 0, slopes.reduce((most, { slope }) => Math.max(most, slope), 0)]),
        name: 'break, 95 %',
      },
    ],
    lines: [
      {
        points: slopes.map(({ at, slope }) => [at, slope]),
        ink: 'ink',
        style: 'thin',
        name: null,
        label: null,
      },
    ],
    marks: slopes.map(({ at, slope, width }): FigureMark => ({
      ...{ x: at, y: slope, ink: inkOf(width), shape: 'point', error: null },
      words: `${axis} ${formatCount(at)} · exponent ${formatNumber(slope, 2)}`,
    })),
    key: [],
    headline: `exponent ${formatNumber(before, 2)}, then ${formatNumber(after, 2)}`,
    summary: `The exponent between neighbouring sizes rises from ${formatNumber(before, 2)} to ${formatNumber(after, 2)}.`,
    table: { heads: [axis, 'exponent'], rows: slopes.map(({ at, slope }) => [at, slope]) },
  };
}

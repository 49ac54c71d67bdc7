// The share of right answers against the loss, and against the size: with the ceiling that wrong labels set, or without one.

import { formatCount, formatNumber, formatPercent } from '../../base/format.js';
import type { Measured, RecordedPoint } from '../../lab/gallery/recorded-law.js';
import {
  linearAxis,
  logAxis,
  type Figure,
  type FigureAxis,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import { widthInks, widthWords } from './view.js';

/** Right answers against loss, below their ceiling. */
export function ceilingFigure(measured: Measured): Figure | null {
  if (measured.ceiling === null) return null;
  return accuracyFigure(measured, 'Right answers against loss', {
    label: `loss (${measured.unit})`,
    of: ({ loss }) => loss,
  });
}

/** Right answers against size. */
export function accuracyBySize(measured: Measured): Figure | null {
  return accuracyFigure(measured, 'Right answers', { label: measured.axisTitle, of: ({ x }) => x });
}

function accuracyFigure(
  measured: Measured,
  title: string,
  along: { readonly label: string; readonly of: (point: RecordedPoint) => number },
): Figure | null {
  const inkOf = widthInks(measured);
  const counted = measured.points.flatMap((point) => {
    const { accuracy } = point;
    return accuracy === null ? [] : [{ ...point, accuracy, at: along.of(point) }];
  });
  if (counted.length === 0) return null;
  const { ceiling } = measured;
  const shares = counted.map(({ accuracy }) => accuracy);
  const x: FigureAxis = logAxis(
    along.label,
    counted.map(({ at }) => at),
    0.08,
    0.1,
  );
  const sorted = [...counted].sort((a, b) => a.at - b.at);
  return {
    title,
    x,
    y: linearAxis('share of answers right', [...shares, ...(ceiling === null ? [] : [ceiling])], 0.01),
    bands: [],
    lines: [
      {
        points: sorted.map(({ at, accuracy }) => [at, accuracy] as const),
        ink: 'ink',
        style: 'thin',
        name: null,
        label: null,
      },
      ...ceilingLine(ceiling, x),
    ],
    marks: counted.map(({ at, accuracy, width, loss, soFar }): FigureMark => ({
      ...{ x: at, y: accuracy, ink: inkOf(width), shape: soFar ? 'hollow' : 'point', error: null },
      words: `${widthWords(measured, width)} · ${formatPercent(accuracy)} right · loss ${formatNumber(loss)}`,
    })),
    key: counted.some(({ soFar }) => soFar) ? [{ shape: 'hollow', name: 'still training' }] : [],
    summary: `Share of right answers of ${counted.length} sizes, ${formatPercent(shares[0])} to ${formatPercent(shares[shares.length - 1])}${ceiling === null ? '' : `; no model can be right more often than ${formatPercent(ceiling)}`}.`,
    table: {
      heads: ['width', 'N', 'loss', 'share of answers right'],
      rows: counted.map(({ width, N, loss, accuracy }) => [width, formatCount(N), loss, accuracy]),
    },
  };
}

function ceilingLine(ceiling: number | null, { range: [low, high] }: FigureAxis): FigureLine[] {
  if (ceiling === null) return [];
  return [
    {
      points: [
        [low, ceiling],
        [high, ceiling],
      ],
      ink: 'bad',
      style: 'solid',
      name: null,
      label: `ceiling: ${formatPercent(ceiling)} of the labels can be predicted`,
    },
  ];
}

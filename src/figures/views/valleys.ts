// Loss against size at each compute budget, and the best size for a budget. C training FLOPs, N parameters.

import { formatCount, formatNumber, formatPower } from '../../base/format.js';
import type { Measured, RecordedValleys } from '../../lab/gallery/recorded-law.js';
import { logAxis, type Coordinate, type Figure, type FigureLine, type FigureMark } from '../figure.js';
import { rampInk } from './view.js';

/** Exponents that others found, drawn beside the measured one. */
const published = [
  { name: 'Kaplan 2020, C^0.73', exponent: 0.73, style: 'dotted' },
  { name: 'Chinchilla 2022, C^0.50', exponent: 0.5, style: 'dashed' },
] as const;

/** Null without compute budgets. */
export function valleyCharts({ valleys, otherCounts, unit }: Measured): readonly Figure[] {
  if (!valleys || valleys.budgets.length === 0) return [];
  return [valleyFigure(valleys, unit), bestSizeFigure([valleys, ...otherCounts])];
}

function valleyFigure({ budgets, counts }: RecordedValleys, unit: string): Figure {
  const ink = (index: number) => rampInk(index, budgets.length);
  const marks = budgets.flatMap(({ C, points, best }, index): FigureMark[] => [
    ...points.map(([x, y]): FigureMark => ({
      ...{ x, y, ink: ink(index), shape: 'dot', error: null },
      words: `C ${formatPower(C)} · N ${formatCount(x)} · loss ${formatNumber(y)}`,
    })),
    ...(best
      ? [
          {
            ...{ x: best[0], y: best[1], ink: ink(index), shape: 'diamond' as const, error: null },
            words: `C ${formatPower(C)}: best N ${formatCount(best[0])} · loss ${formatNumber(best[1])}`,
          },
        ]
      : []),
  ]);
  return {
    title: 'Loss at each budget',
    x: logAxis(
      `N, parameters${counts === 'total' ? '' : `, ${counts}`}`,
      marks.map(({ x }) => x),
    ),
    y: logAxis(
      `loss (${unit})`,
      marks.map(({ y }) => y),
      0.08,
      0.1,
    ),
    bands: [],
    lines: budgets.map(({ C, points, curve }, index): FigureLine => ({
      points: curve.length > 0 ? curve : points,
      ink: ink(index),
      style: curve.length > 0 ? 'solid' : 'pale',
      name: null,
      label: `${formatPower(C)} FLOPs`,
    })),
    marks,
    key: [{ shape: 'diamond', name: 'best size of a budget' }],
    summary: `Loss against N at ${budgets.length} compute budgets.`,
    table: {
      heads: ['C, FLOPs', 'N', 'loss'],
      rows: budgets.flatMap(({ C, points }) => points.map(([N, loss]) => [C, N, loss])),
    },
  };
}

/** The best size against the budget: for each count of N one law. */
function bestSizeFigure(all: readonly RecordedValleys[]): Figure {
  const [first] = all;
  const found = all.map((valleys) => ({
    valleys,
    best: valleys.budgets.flatMap(({ C, best }) => (best ? [[C, best[0]] as Coordinate] : [])),
  }));
  const several = all.length > 1;
  const points = found.flatMap(({ best }) => best);
  const x = logAxis(
    'C, training FLOPs',
    first.budgets.map(({ C }) => C),
    0.1,
    0.5,
  );
  const y = logAxis(
    'best N, parameters',
    points.map(([, N]) => N),
    0.15,
    0.5,
  );
  const [anchor] = found;
  const isInside = ([, N]: Coordinate): boolean => N >= y.range[0] && N <= y.range[1];
  const { exponent, interval } = first;
  return {
    title: 'Best size for a budget',
    x,
    y,
    bands: [],
    lines: [
      ...found.map(({ valleys }, index): FigureLine => ({
        points: valleys.line,
        ink: several ? { law: index } : 'ink',
        style: 'solid',
        name:
          valleys.exponent === null ? null : `${several ? `${valleys.counts}, ` : 'here, '}${power(valleys)}`,
        label: null,
      })),
      ...published.map(({ name, exponent: slope, style }): FigureLine => ({
        points: guide(anchor.best, slope, x.range).filter(isInside),
        ink: 'faint',
        style,
        name: anchor.best.length > 0 ? name : null,
        label: null,
      })),
    ],
    marks: found.flatMap(({ valleys, best }, index) =>
      best.map(([C, N], i): FigureMark => ({
        ...{ x: C, y: N, error: null, shape: 'diamond' },
        ink: several ? { law: index } : rampInk(i, best.length),
        words: `${several ? `${valleys.counts} · ` : ''}C ${formatPower(C)} · best N ${formatCount(N)}`,
      })),
    ),
    key: [],
    headline:
      exponent === null || interval === null
        ? null
        : `best N ∝ C^${formatNumber(exponent, 2)} (${formatNumber(interval[0], 2)} to ${formatNumber(interval[1], 2)})`,
    summary: first.finding,
    table: {
      heads: ['N counts', 'C, FLOPs', 'best N', 'loss', 'samples a parameter'],
      rows: all.flatMap(({ counts, budgets }) =>
        budgets.map(({ C, best, samplesPerParameter }) => [
          counts,
          C,
          best?.[0] ?? '',
          best?.[1] ?? '',
          samplesPerParameter ?? '',
        ]),
      ),
    },
  };
}

function power({ exponent }: RecordedValleys): string {
  return `C^${formatNumber(exponent ?? NaN, 2)}`;
}

/** A line of a slope through the middle of points. */
function guide(
  points: readonly Coordinate[],
  slope: number,
  [low, high]: readonly [number, number],
): Coordinate[] {
  const [x, y] = [0, 1].map((i) =>
    Math.exp(points.reduce((sum, point) => sum + Math.log(point[i]), 0) / points.length),
  );
  return Array.from({ length: 40 }, (_, i) => low * (high / low) ** (i / 39)).map((C) => [
    C,
    y * (C / x) ** slope,
  ]);
}

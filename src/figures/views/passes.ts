// Loss against passes over the same data, and what a pass is worth: as many passes of new data as bring the same network to the same loss
// (after Muennighoff et al. 2023).

import { formatCount, formatNumber } from '../../base/format.js';
import type { Measured, RecordedCurve } from '../../lab/gallery/recorded-law.js';
import { logAxis, type Coordinate, type Figure, type FigureMark } from '../figure.js';
import { distinct, widthInks, widthWords } from './view.js';

/** The data set that is shown: the one with about so many passes. */
const PASSES = 40;

/** None where no data are repeated, or by one size only. */
export function passCharts(measured: Measured): readonly Figure[] {
  const { spec, curves } = measured;
  const { batch, steps } = spec.training;
  const sets = distinct(curves.flatMap(({ uniqueSamples }) => uniqueSamples ?? [])).filter(
    (samples) => samples < batch * steps,
  );
  const widths = distinct(curves.map(({ width }) => width));
  if (sets.length === 0 || widths.length < 2) return [];
  const distance = (samples: number): number => Math.abs(Math.log((batch * steps) / samples / PASSES));
  const samples = sets.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  const repeated = curves.filter(({ uniqueSamples }) => uniqueSamples === samples);
  const endless = (width: number): RecordedCurve | undefined =>
    curves.find((curve) => curve.width === width && curve.uniqueSamples === null);
  const passesOf = (step: number): number => (step * batch) / samples;
  const courses = repeated.map((curve) => ({
    width: curve.width,
    points: pointsOf(curve).map(([step, loss]): Coordinate => [passesOf(step), loss]),
  }));
  const worths = repeated.map((curve) => {
    const fresh = endless(curve.width);
    return {
      width: curve.width,
      points: fresh
        ? pointsOf(curve).flatMap(([step, loss]): Coordinate[] => {
            const same = stepAt(pointsOf(fresh), loss);
            return same === null ? [] : [[passesOf(step), passesOf(same)]];
          })
        : [],
    };
  });
  const titles = [
    `Passes over the same ${formatCount(samples)} samples`,
    'What the passes are worth',
  ] as const;
  return [
    courseFigure(measured, titles[0], courses),
    ...(worths.some(({ points }) => points.length > 0) ? [worthFigure(measured, titles[1], worths)] : []),
  ];
}

interface Course {
  readonly width: number;
  readonly points: readonly Coordinate[];
}

function pointsOf({ steps, losses }: RecordedCurve): Coordinate[] {
  return steps.map((step, i) => [step, losses[i]] as const).filter(([step, loss]) => step > 0 && loss > 0);
}

/** The step at which a curve first comes down to a loss, between its evaluations on a straight line in logarithms; null where it does not. */
function stepAt(points: readonly Coordinate[], loss: number): number | null {
  const after = points.findIndex(([, at]) => at <= loss);
  if (after <= 0) return null;
  const [from, to] = [points[after - 1], points[after]];
  const share = Math.log(loss / from[1]) / Math.log(to[1] / from[1]);
  return from[0] * (to[0] / from[0]) ** share;
}

function courseFigure(measured: Measured, title: string, courses: readonly Course[]): Figure {
  const all = courses.flatMap(({ points }) => points);
  return {
    title,
    x: logAxis(
      'passes over the data',
      all.map(([passes]) => passes),
      0.04,
    ),
    y: logAxis(
      `loss (${measured.unit})`,
      all.map(([, loss]) => loss),
      0.06,
      0.1,
    ),
    ...drawn(measured, courses, (x, y) => `${formatNumber(x)} passes · loss ${formatNumber(y)}`),
    summary: `Loss on new data of ${courses.length} sizes against the number of passes over the same data.`,
    table: {
      heads: ['width', 'passes', 'loss'],
      rows: courses.flatMap(({ width, points }) => points.map((point) => [width, ...point])),
    },
  };
}

function worthFigure(measured: Measured, title: string, courses: readonly Course[]): Figure {
  const all = courses.flatMap(({ points }) => points);
  const x = logAxis(
    'passes over the data',
    all.map(([passes]) => passes),
    0.04,
  );
  const y = logAxis(
    'passes of new data for the same loss',
    all.map(([, worth]) => worth),
    0.06,
    0.3,
  );
  const shown = drawn(
    measured,
    courses,
    (at, worth) => `${formatNumber(at)} passes are worth ${formatNumber(worth)} of new data`,
  );
  const [low, high] = [Math.max(x.range[0], y.range[0]), Math.min(x.range[1], y.range[1])];
  const most = all.reduce((a, b) => (b[1] > a[1] ? b : a));
  return {
    title,
    x,
    y,
    ...shown,
    lines: [
      ...shown.lines,
      {
        points: [
          [low, low],
          [high, high],
        ],
        ink: 'faint',
        style: 'dotted',
        name: 'as good as new data',
        label: null,
      },
    ],
    headline: `at most ${formatNumber(most[1], 2)} passes of new data`,
    summary: `Passes over the same data are worth at most ${formatNumber(most[1], 2)} passes of new data, after ${formatNumber(most[0], 2)}.`,
    table: {
      heads: ['width', 'passes', 'passes of new data for the same loss'],
      rows: courses.flatMap(({ width, points }) => points.map((point) => [width, ...point])),
    },
  };
}

function drawn(
  measured: Measured,
  courses: readonly Course[],
  say: (x: number, y: number) => string,
): Pick<Figure, 'bands' | 'lines' | 'marks' | 'key'> {
  const inkOf = widthInks(measured);
  return {
    bands: [],
    lines: courses.map(({ width, points }) => ({
      points,
      ink: inkOf(width),
      style: 'solid',
      name: widthWords(measured, width),
      label: null,
    })),
    marks: courses.flatMap(({ width, points }) =>
      points.map(([x, y]): FigureMark => ({
        ...{ x, y, ink: inkOf(width), shape: 'dot', error: null },
        words: `${widthWords(measured, width)} · ${say(x, y)}`,
      })),
    ),
    key: [],
  };
}

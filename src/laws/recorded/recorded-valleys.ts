// The loss of each size at each compute budget, and the best sizes. C training FLOPs, D samples or tokens, N parameters.

import { valueOnLine } from '../../fit/goodness/log-line.js';
import type { RecordedValleys } from '../../lab/gallery/recorded-law.js';
import { computeOptimalInWords, isoflopOfTable } from '../compute-optimal.js';
import type { LabTable } from '../runs/lab-table.js';

/** Points of a curve, about. */
const CURVE_POINTS = 30;
/** Digits of what is only drawn. */
const DRAWN_DIGITS = { loss: 5, budget: 4, ratio: 3 } as const;

export function recordedValleys({ size, table }: LabTable): RecordedValleys {
  // Points of training curves are not the ends of budgets.
  const ends = { ...table, points: table.points.filter(({ cooled }) => cooled) };
  const isoflop = isoflopOfTable(ends, 'N', 'centred');
  const { fit } = isoflop;
  const found = fit.budgets.filter(({ optimum }) => optimum !== null);
  const { ratio, budget, loss: lossDigits } = DRAWN_DIGITS;
  return {
    counts: size.convention,
    exponent: fit.type === 'fit' ? fit.exponent : null,
    interval: fit.type === 'fit' ? fit.exponentInterval : null,
    line:
      fit.type === 'fit'
        ? [found[0], found[found.length - 1]].map(({ C }) => [C, valueOnLine(fit, C).value] as const)
        : [],
    finding: computeOptimalInWords(isoflop),
    budgets: fit.budgets.map(({ C, points, optimum, loss, curve }) => ({
      C: digits(C, budget),
      points: points.map(({ x, loss }) => [x, digits(loss, lossDigits)] as const),
      best: optimum === null || loss === null ? null : ([optimum, loss] as const),
      samplesPerParameter: optimum === null ? null : digits(samplesAt(optimum, C, ends) / optimum, ratio),
      curve: everyFew(curve).map(({ x, loss }) => [digits(x, 5), digits(loss, lossDigits)] as const),
    })),
  };
}

/** The samples that a budget gives a size: those of the trained size that is nearest, in proportion to its N. */
function samplesAt(N: number, C: number, { points }: LabTable['table']): number {
  const [nearest] = points
    .filter((point) => point.N !== null && point.D !== null && point.C !== null)
    .map((point) => ({ point, distance: Math.hypot(Math.log(point.N! / N), 10 * Math.log(point.C! / C)) }))
    .sort((a, b) => a.distance - b.distance);
  const { point } = nearest;
  return (point.D! * point.N!) / N;
}

/** At most about CURVE_POINTS of the points of a line, evenly spread. */
function everyFew<Point>(points: readonly Point[]): readonly Point[] {
  const stride = Math.max(1, Math.floor(points.length / CURVE_POINTS));
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}

const digits = (value: number, count: number): number => Number(value.toPrecision(count));

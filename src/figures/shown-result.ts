// What the page shows of an experiment, trained here or recorded elsewhere: curves and a law as charts with one axis of loss, and the
// finding.
//
// E irreducible loss.

import { largest, smallest } from '../base/many.js';
import type { Range } from '../base/log-scale.js';
import type { Coordinate, Figure, FigureJoin, FigureLine, FigureMark, Ink } from './figure.js';
import type { Ladder } from './ladder.js';
import type { LossAxis } from './loss-curves.js';

/** The exponent, large, and what is said below it. */
export interface Finding {
  readonly exponent: string;
  readonly notes: readonly string[];
  /** It moves until training ends. */
  readonly soFar: boolean;
}

export interface ShownResult {
  readonly curves: (axis: LossAxis, hidden: ReadonlySet<number>) => Figure;
  readonly law: Figure;
  readonly ladder: Ladder;
  /** What can be taken off the loss, null where no floor is known or fitted. */
  readonly floor: number | null;
  readonly finding: Finding | null;
  /** Why there is no law, '' where there is one. */
  readonly refusal: string;
}

export interface LossScale {
  readonly scale: 'log' | 'linear';
  /** Taken off every loss: the floor, or 0. */
  readonly minus: number;
}

/** A band that reaches the floor has no end on a log axis: it is cut so far below all else, out of sight. */
const LEAST_SHARE = 1e-3;
/** Air above the highest point on a linear axis. */
const AIR = 1.12;
/** A linear axis of sizes ends this many times beyond the largest. */
const LINEAR_REACH = 1.15;

/** Curves and law with the same axis of loss; the end of a curve is joined to the point of its size. */
export function onOneLossAxis(
  { curves, law }: { readonly curves: Figure; readonly law: Figure },
  { scale, minus }: LossScale,
): { readonly curves: Figure; readonly law: Figure } {
  const isLinear = scale === 'linear';
  const label = minus > 0 ? `${law.y.label.replace(/ \(.*/, '')} above the floor` : curves.y.label;
  const [shiftedCurves, shiftedLaw] = [curves, law].map((figure) => shifted(figure, minus, scale));
  const y = { label, scale, range: isLinear ? linearRange(law, minus) : union(shiftedCurves, shiftedLaw) };
  const joins = joinsOf(shiftedCurves, shiftedLaw);
  return {
    curves: { ...shiftedCurves, y, joins: joins.map(({ end }) => end) },
    law: { ...shiftedLaw, y, joins: joins.map(({ start }) => start) },
  };
}

/** A law on linear axes from 0: what is a line on logarithmic ones is steep at first, then flat. */
export function onLinearAxes(law: Figure): Figure {
  return {
    ...shifted(law, 0, 'linear'),
    y: { ...law.y, scale: 'linear', range: linearRange(law, 0) },
  };
}

function linearRange({ marks, ground }: Figure, minus: number): Range {
  const losses = marks.filter(({ ink }) => ink !== 'ghost').map(({ y, error }) => y + (error ?? 0) - minus);
  const low = ground && minus === 0 ? ground.y * 0.9 : 0;
  return [low, losses.length > 0 ? Math.max(largest(losses), low) * AIR : 1];
}

function union(first: Figure, second: Figure): Range {
  const figures = [first, second].filter(({ lines, marks }) => lines.length + marks.length > 0);
  const ranges = (figures.length > 0 ? figures : [second]).map(({ y }) => y.range);
  return [smallest(ranges.map(([low]) => low)), largest(ranges.map(([, high]) => high))];
}

/** A figure with a loss taken off all its losses; what a log axis cannot show then is left out. */
function shifted(figure: Figure, minus: number, scale: LossScale['scale']): Figure {
  const isLinear = scale === 'linear';
  if (minus === 0 && !isLinear) return figure;
  const isShown = (loss: number): boolean => isLinear || loss > 0;
  const points = (all: readonly Coordinate[]): Coordinate[] =>
    all.map(([x, y]) => [x, y - minus] as const).filter(([, y]) => isShown(y));
  const lines = figure.lines.map((line) => ({ ...line, points: points(line.points) }));
  const marks = figure.marks.map((mark) => ({ ...mark, y: mark.y - minus })).filter(({ y }) => isShown(y));
  const [low, high] = figure.y.range;
  // The noise of single batches lies far below what models come to: it does not set the axis.
  const drawn = [
    ...marks.map(({ y }) => y),
    ...lines.filter(({ style }) => style !== 'pale').flatMap(heights),
  ];
  const lowest = drawn.length > 0 ? smallest(drawn) : high * LEAST_SHARE;
  return {
    ...figure,
    x: isLinear ? { ...figure.x, scale: 'linear', range: linearSizes(figure) } : figure.x,
    y: {
      ...figure.y,
      range: minus > 0 && lowest > 0 ? [lowest * 0.8, high - minus] : [low - minus, high - minus],
    },
    bands: figure.bands.map((band) => ({
      ...band,
      points: band.points.map(
        ([x, from, to]) =>
          [x, isLinear ? from - minus : Math.max(from - minus, lowest * LEAST_SHARE), to - minus] as const,
      ),
    })),
    lines,
    marks,
    boxes: (figure.boxes ?? [])
      .map((box) => ({ ...box, low: box.low - minus, middle: box.middle - minus, high: box.high - minus }))
      .filter(({ middle }) => isShown(middle)),
    ground: minus > 0 ? null : (figure.ground ?? null),
    slope: isLinear || !figure.slope ? null : moved(figure.slope, minus),
  };
}

function heights({ points }: FigureLine): number[] {
  return points.map(([, y]) => y);
}

function moved(slope: NonNullable<Figure['slope']>, minus: number): NonNullable<Figure['slope']> {
  const down = ([x, y]: Coordinate): Coordinate => [x, y - minus];
  return { ...slope, from: down(slope.from), to: down(slope.to) };
}

/** From 0 to a little beyond what was measured. */
function linearSizes({ marks, lines, x }: Figure): Range {
  const measured = marks.map((mark) => mark.x);
  const all = measured.length > 0 ? measured : lines.flatMap(({ points }) => points.map(([at]) => at));
  return [0, all.length > 0 ? largest(all) * LINEAR_REACH : x.range[1]];
}

interface Join {
  readonly end: FigureJoin;
  readonly start: FigureJoin;
}

/** By size: the last mark of its curve, and its point. */
function joinsOf(curves: Figure, law: Figure): Join[] {
  const ends = new Map<number, FigureMark>();
  for (const mark of curves.marks) {
    const index = indexOf(mark.ink);
    const known = index === null ? undefined : ends.get(index);
    if (index !== null && (!known || mark.x >= known.x)) ends.set(index, mark);
  }
  return law.marks.flatMap(({ x, y, ink }): Join[] => {
    const index = indexOf(ink);
    const end = index === null ? undefined : ends.get(index);
    return end
      ? [{ end: { x: end.x, y: end.y, ink, side: 'right' }, start: { x, y, ink, side: 'left' } }]
      : [];
  });
}

function indexOf(ink: Ink): number | null {
  return typeof ink === 'object' && 'index' in ink ? ink.index : null;
}

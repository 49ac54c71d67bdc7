// How the charts of a recording look some time after their replay began: the curves draw themselves, then each point moves from the end
// of its curve along the dotted line to its place in the law. The law itself stays in sight, and no axis changes.

import type { Coordinate, Figure, FigureJoin, Ink } from './figure.js';

/** Seconds for all curves, and for each point. */
const CURVES = 1.2;
const POINT = 0.2;

/** Curves and law with one axis of loss. */
interface Charts {
  readonly curves: Figure;
  readonly law: Figure;
}

/** How long the replay takes, in seconds. */
export function replaySeconds({ law }: Charts): number {
  return CURVES + POINT * (law.joins ?? []).length;
}

/** The moments at which an evaluation or a point is complete, for who steps by hand. */
export function replayMoments({ curves, law }: Charts): readonly number[] {
  const evaluated = [...new Set(curves.marks.map(({ x }) => CURVES * shareOf(x, curves)))].sort(
    (a, b) => a - b,
  );
  return [...evaluated, ...(law.joins ?? []).map((_, i) => CURVES + POINT * (i + 1))];
}

/** What is to be seen `seconds` after the beginning. */
export function replayed({ curves, law }: Charts, seconds: number): Charts {
  const drawn = Math.min(1, seconds / CURVES);
  const order = (law.joins ?? []).map(indexOf).sort((a, b) => a - b);
  /** Share of its way that the point of a size has gone. */
  const wayOf = (index: number): number =>
    Math.min(1, Math.max(0, (seconds - CURVES) / POINT - order.indexOf(index)));
  const hasBegun = (join: FigureJoin): boolean => wayOf(indexOf(join)) > 0;
  const moved = <Placed extends { readonly x: number; readonly ink: Ink }>(placed: Placed): Placed => ({
    ...placed,
    x: between(law, shareOf(placed.x, law) * wayOf(indexOf(placed))),
  });
  const isJoined = (placed: { readonly ink: Ink }): boolean => order.includes(indexOf(placed));
  return {
    curves: {
      ...curves,
      lines: curves.lines.map((line) => ({ ...line, points: cutAt(line.points, drawn, curves) })),
      marks: curves.marks.filter(({ x }) => shareOf(x, curves) <= drawn),
      joins: (curves.joins ?? []).filter(hasBegun),
    },
    law: {
      ...law,
      marks: law.marks
        .filter((mark) => !isJoined(mark) || wayOf(indexOf(mark)) > 0)
        .map((mark) => (isJoined(mark) ? moved(mark) : mark)),
      joins: (law.joins ?? []).filter(hasBegun).map(moved),
    },
  };
}

/** The place of a size on the ramp of colours, -1 for what belongs to none. */
function indexOf({ ink }: { readonly ink: Ink }): number {
  return typeof ink === 'object' && 'index' in ink ? ink.index : -1;
}

/** Where x lies along its axis, from 0 to 1, and the reverse. */
function shareOf(at: number, { x: { scale, range } }: Figure): number {
  const [low, high] = range;
  return scale === 'log' ? Math.log(at / low) / Math.log(high / low) : (at - low) / (high - low);
}

function between({ x: { scale, range } }: Figure, share: number): number {
  const [low, high] = range;
  return scale === 'log' ? low * (high / low) ** share : low + share * (high - low);
}

/** A line up to a share of its axis; it ends there. */
function cutAt(points: readonly Coordinate[], share: number, figure: Figure): readonly Coordinate[] {
  const next = points.findIndex(([x]) => shareOf(x, figure) > share);
  if (next < 0) return points;
  if (next === 0) return [];
  const [from, to] = [points[next - 1], points[next]];
  const way = (share - shareOf(from[0], figure)) / (shareOf(to[0], figure) - shareOf(from[0], figure));
  const isLog = figure.y.scale === 'log' && from[1] > 0 && to[1] > 0;
  const y = isLog ? from[1] * (to[1] / from[1]) ** way : from[1] + way * (to[1] - from[1]);
  return [...points.slice(0, next), [between(figure, share), y]];
}

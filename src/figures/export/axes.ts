// A chart of losses on other axes: linear ones, on which a power law is a curve, or above its floor, where a law with a floor is a
// straight line. E irreducible loss, L loss.

import { padded, positiveExtent } from '../../base/log-scale.js';
import { linearAxis, type Figure, type FigureAxis } from '../figure.js';

export interface Axes {
  readonly scale: FigureAxis['scale'];
  /** What is subtracted from every loss: 0 shows the loss as it is. */
  readonly floor: number;
}

/** Height of the chart of excess losses in decades, at least, and what its edges leave free. */
const LEAST_DECADES = 0.5;
const AIR = 0.08;

export function onAxes(figure: Figure, { scale, floor }: Axes): Figure {
  const raised = floor === 0 ? figure : aboveFloor(figure, floor);
  if (scale === 'log') return raised;
  const heights = heightsOf(raised);
  return {
    ...raised,
    x: { ...linearAxis(raised.x.label, [0, ...widthsOf(raised)]), label: raised.x.label },
    y: linearAxis(raised.y.label, [0, ...heights]),
  };
}

/** All losses less the floor. What does not lie above it has no place. */
function aboveFloor(figure: Figure, floor: number): Figure {
  const { bands, lines, boxes = [], marks } = figure;
  const marksAbove = marks.map((mark) => ({ ...mark, y: mark.y - floor })).filter(({ y }) => y > 0);
  const ends = marksAbove.flatMap(({ y, error }) => [y, y + (error ?? 0)]);
  const range = padded(positiveExtent(ends) ?? figure.y.range, AIR, LEAST_DECADES);
  const least = range[0] / 10;
  return {
    ...figure,
    y: { ...figure.y, label: `${figure.y.label} − floor`, range },
    bands: bands.map((band) => ({
      ...band,
      points: band.points
        .map(([x, low, high]) => [x, Math.max(low - floor, least), high - floor] as const)
        .filter(([, , high]) => high > 0),
    })),
    lines: lines.map((line) => ({
      ...line,
      points: line.points.map(([x, y]) => [x, y - floor] as const).filter(([, y]) => y > 0),
    })),
    boxes: boxes
      .map(({ low, middle, high, ...box }) => ({
        ...box,
        low: Math.max(low - floor, least),
        middle: middle - floor,
        high: high - floor,
      }))
      .filter(({ middle }) => middle > 0),
    marks: marksAbove,
  };
}

function widthsOf({ marks, boxes = [] }: Figure): number[] {
  return [...marks, ...boxes].map(({ x }) => x);
}

function heightsOf({ marks, boxes = [] }: Figure): number[] {
  return [...marks.map(({ y, error }) => y + (error ?? 0)), ...boxes.map(({ high }) => high)];
}

// A figure as SVG text, for files and reports. It needs no DOM.

import type { ChartStyle } from './chart-style.js';
import type { Coordinate, Figure, FigureBand, FigureBox, FigureLine, FigureMark } from './figure.js';
import { chartFrame, line, round, svgDocument, text, type Frame } from './svg-frame.js';
import { keySvg } from './svg-key.js';
import { endsSvg } from './svg-ends.js';
import { groundLabelsSvg, groundsSvg } from './svg-grounds.js';
import { colourOf, shapeSvg, strokeOf } from './svg-looks.js';

/** Half the widths of boxes and of the caps of error bars, in pixels. */
const HALF_BOX = 9;
const CAP = 4;

export function figureSvg(figure: Figure, style: ChartStyle): string {
  const { title, bands, lines, boxes = [], marks, summary, notes = [] } = figure;
  const frame = chartFrame(figure, style);
  return svgDocument(frame, style, {
    title,
    description: [summary, ...notes].join('\n'),
    plot: [
      groundsSvg(frame, figure, style),
      ...bands.map((band) => bandSvg(frame, band, style)),
      ...lines.map(
        ({ points, ink, style: how }) =>
          `<path d="${path(frame, points)}" fill="none" ${strokeOf(ink, how, style)}/>`,
      ),
      ...boxes.map((box) => boxSvg(frame, box, style)),
      ...marks.map((mark) => markSvg(frame, mark, style)),
    ].join(''),
    labels: [
      groundLabelsSvg(frame, figure, style),
      ...lines.map((each) => labelSvg(frame, each, style)),
      endsSvg(frame, figure.ends ?? [], style),
      keySvg(frame, figure, style),
    ].join(''),
  });
}

/** Points without a place, such as those at 0 of a log axis, are left out, as a canvas leaves them out. */
function path(frame: Frame, points: readonly Coordinate[]): string {
  const places = points.map(([x, y]) => [frame.x(x), frame.y(y)]).filter((at) => at.every(Number.isFinite));
  return places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function bandSvg(frame: Frame, { points, ink = 'ink' }: FigureBand, style: ChartStyle): string {
  const upper = points.map(([at, , high]): Coordinate => [at, high]);
  const lower = points.map(([at, low]): Coordinate => [at, low]).reverse();
  return `<path d="${path(frame, [...upper, ...lower])}Z" fill="${colourOf(ink, style)}" opacity="0.1"/>`;
}

function boxSvg(frame: Frame, { x, low, middle, high, ink }: FigureBox, style: ChartStyle): string {
  const left = round(frame.x(x) - HALF_BOX);
  const [top, across, bottom] = [high, middle, low].map((value) => heightOf(frame, value));
  const size = `width="${2 * HALF_BOX}" height="${round(Math.max(1, bottom - top))}"`;
  const colour = colourOf(ink, style);
  return (
    `<rect x="${left}" y="${top}" ${size} fill="none" stroke="${colour}" stroke-width="1.75"/>` +
    line([left, across], [left + 2 * HALF_BOX, across], colour, 'stroke-width="1.75"')
  );
}

function markSvg(
  frame: Frame,
  { x, y, shape, error, bar: interval, ink }: FigureMark,
  style: ChartStyle,
): string {
  const [at, height] = [frame.x(x), frame.y(y)];
  if (!Number.isFinite(at) || !Number.isFinite(height)) return '';
  const colour = colourOf(ink, style);
  const ends = interval ?? (error !== null && error > 0 ? ([y - error, y + error] as const) : null);
  const bar = ends ? barSvg(frame, at, ends, colour) : '';
  return bar + shapeSvg(shape, [at, height], ink, style);
}

/** A bar with caps, cut off at the edges of the plot. */
function barSvg(frame: Frame, at: number, interval: readonly [number, number], colour: string): string {
  const [low, high] = interval.map((value) => heightOf(frame, value));
  const bar = (from: Coordinate, to: Coordinate): string => line(from, to, colour, 'stroke-width="1.5"');
  const cap = (end: number): string => bar([round(at - CAP), end], [round(at + CAP), end]);
  return bar([at, low], [at, high]) + cap(low) + cap(high);
}

/** Height of a value in pixels, kept within the plot; a log axis has no place for values below zero. */
function heightOf({ top, bottom, y }: Frame, value: number): number {
  const height = y(value);
  return Number.isFinite(height) ? Math.min(bottom, Math.max(top, height)) : bottom;
}

/** A line's label at its end. */
function labelSvg(frame: Frame, { points, label, ink }: FigureLine, style: ChartStyle): string {
  const end = points.at(-1);
  if (label === null || !end) return '';
  return text([frame.x(end[0]) - 4, heightOf(frame, end[1]) - 5], label, colourOf(ink, style), 'end');
}

// The frame of a chart as SVG text: scales, grid, ticks, titles.

import { formatCount, formatTick } from '../base/format.js';
import { largest } from '../base/many.js';
import { linearTicks, logTicks } from '../base/log-scale.js';
import type { ChartStyle } from './chart-style.js';
import type { Coordinate, Figure, FigureAxis, FigureEnd } from './figure.js';

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Edges of the plot in pixels. */
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
  /** Pixels from a value. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Grid, ticks and titles. */
  readonly svg: string;
}

const WIDTH = 640;
const HEIGHT = 420;
/** Size of every chart in pixels. */
export const chartSize = { width: WIDTH, height: HEIGHT };
const MARGIN = { left: 66, right: 16, top: 14, bottom: 46 };
/** Room for names at the ends of lines: as much as the longest takes, and at most. */
const ROOM_FOR_ENDS = { gap: 7, letter: 8, most: 130 };
/** About as many ticks fit along an axis. */
const MOST_TICKS = 7;

export function chartFrame(
  { x: xAxis, y: yAxis, ends = [] }: Pick<Figure, 'x' | 'y' | 'ends'>,
  style: ChartStyle,
): Frame {
  const { left, top } = MARGIN;
  const right = WIDTH - MARGIN.right - roomFor(ends);
  const bottom = HEIGHT - MARGIN.bottom;
  const x = scaleOf(xAxis, left, right);
  const y = scaleOf(yAxis, bottom, top);
  const parts: string[] = [];
  for (const [tick, words] of ticksOf(xAxis)) {
    const at = x(tick);
    parts.push(line([at, top], [at, bottom], style.grid));
    parts.push(text([at, bottom + 18], words, style.soft, 'middle'));
  }
  for (const [tick, words] of ticksOf(yAxis)) {
    const at = y(tick);
    parts.push(line([left, at], [right, at], style.grid));
    parts.push(text([left - 8, at + 4], words, style.soft, 'end'));
  }
  parts.push(text([(left + right) / 2, HEIGHT - 8], xAxis.label, style.ink, 'middle'));
  const middle = (top + bottom) / 2;
  parts.push(
    `<g transform="translate(16 ${middle}) rotate(-90)">${text([0, 0], yAxis.label, style.ink, 'middle')}</g>`,
  );
  return { width: WIDTH, height: HEIGHT, left, top, bottom, right, x, y, svg: parts.join('') };
}

function roomFor(ends: readonly FigureEnd[]): number {
  if (ends.length === 0) return 0;
  const letters = largest(ends.flatMap(({ name, aside }) => [name.length, aside.length]));
  return Math.min(ROOM_FOR_ENDS.most, ROOM_FOR_ENDS.gap + ROOM_FOR_ENDS.letter * letters);
}

/** Pixels from a value on an axis that runs from one pixel to another. */
function scaleOf(
  { scale, range: [low, high] }: FigureAxis,
  from: number,
  to: number,
): (value: number) => number {
  const at = scale === 'linear' ? (value: number): number => value : Math.log;
  const perUnit = (to - from) / (at(high) - at(low));
  return (value) => round(from + (at(value) - at(low)) * perUnit);
}

function ticksOf({ scale, range }: FigureAxis): [number, string][] {
  return scale === 'linear'
    ? linearTicks(range[0], range[1], MOST_TICKS).map((tick) => [tick, formatCount(tick, 4)])
    : logTicks(range, MOST_TICKS).map((tick) => [tick, formatTick(tick)]);
}

/** The whole picture: `plot` is clipped to the plot's edges, `labels` are not. `description` is for readers that cannot see it. */
export function svgDocument(
  frame: Frame,
  style: ChartStyle,
  content: {
    readonly title: string;
    readonly description: string;
    readonly plot: string;
    readonly labels: string;
  },
): string {
  const { left, top, right, bottom } = frame;
  const size = `viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}"`;
  // An inner <svg> clips without an id, which would have to be unique in a page of several charts.
  const inner = `x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeXml(content.title)}" ` +
    `font-family="system-ui, sans-serif" font-size="13">` +
    `<desc>${escapeXml(content.description)}</desc>` +
    `<rect width="100%" height="100%" fill="${style.surface}"/>${frame.svg}` +
    `<svg ${inner} viewBox="${left} ${top} ${right - left} ${bottom - top}">${content.plot}</svg>` +
    `${content.labels}</svg>`
  );
}

/** A straight line between two places in pixels; `more` are further attributes. */
export function line([x1, y1]: Coordinate, [x2, y2]: Coordinate, stroke: string, more = ''): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"${more && ` ${more}`}/>`;
}

/** Words at a place in pixels. */
export function text(
  [x, y]: Coordinate,
  words: string,
  fill: string,
  anchor: 'start' | 'middle' | 'end',
): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${fill}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

export function escapeXml(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

// The frame of a chart as SVG text, log-log unless asked otherwise: scales, grid, ticks, titles. No DOM: reports, the page's export and tests share it.

import { formatCount, formatTick } from '../base/format.js';
import { linearTicks, logTicks, type Range } from '../base/log-scale.js';

/** Colours as SVG attributes: plain ones for a file, custom properties for a page with two themes. */
export interface ChartStyle {
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  /** Colour of size `index` of `count`, smallest first. */
  readonly size: (index: number, count: number) => string;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Edges of the plot in pixels. */
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
const MARGIN = { left: 66, right: 16, top: 14, bottom: 46 };
const INNER = {
  right: WIDTH - MARGIN.right,
  bottom: HEIGHT - MARGIN.bottom,
};

export function logFrame(
  axes: {
    readonly x: Range;
    readonly y: Range;
    readonly xTitle: string;
    readonly yTitle: string;
    /** Axes that are linear all the same. */
    readonly linear?: Readonly<Record<'x' | 'y', boolean>>;
  },
  style: ChartStyle,
): Frame {
  const { linear = { x: false, y: false } } = axes;
  const scale = ([low, high]: Range, isLinear: boolean, from: number, to: number) => {
    const at = isLinear ? (value: number): number => value : Math.log;
    const perUnit = (to - from) / (at(high) - at(low));
    return (value: number): number => round(from + (at(value) - at(low)) * perUnit);
  };
  const ticks = ([low, high]: Range, isLinear: boolean): [number, string][] =>
    isLinear
      ? linearTicks(low, high, 7).map((tick) => [tick, formatCount(tick, 4)])
      : logTicks([low, high], 7).map((tick) => [tick, formatTick(tick)]);
  const x = scale(axes.x, linear.x, MARGIN.left, INNER.right);
  const y = scale(axes.y, linear.y, INNER.bottom, MARGIN.top);
  const parts: string[] = [];
  for (const [tick, words] of ticks(axes.x, linear.x)) {
    const at = x(tick);
    parts.push(line(at, MARGIN.top, at, INNER.bottom, style.grid));
    parts.push(text(at, INNER.bottom + 18, words, style.soft, 'middle'));
  }
  for (const [tick, words] of ticks(axes.y, linear.y)) {
    const at = y(tick);
    parts.push(line(MARGIN.left, at, INNER.right, at, style.grid));
    parts.push(text(MARGIN.left - 8, at + 4, words, style.soft, 'end'));
  }
  parts.push(text((MARGIN.left + INNER.right) / 2, HEIGHT - 8, axes.xTitle, style.ink, 'middle'));
  const middle = (MARGIN.top + INNER.bottom) / 2;
  parts.push(
    `<g transform="translate(16 ${middle}) rotate(-90)">${text(0, 0, axes.yTitle, style.ink, 'middle')}</g>`,
  );
  const { right, bottom } = INNER;
  return { width: WIDTH, height: HEIGHT, top: MARGIN.top, bottom, right, x, y, svg: parts.join('') };
}

/** The whole picture. Nothing is clipped, so `content` has to stay within the frame. */
export function svgDocument(
  frame: Frame,
  name: string,
  content: readonly string[],
  style: ChartStyle,
  notes: readonly string[] = [],
): string {
  const size = `viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeXml(name)}" ` +
    `font-family="system-ui, sans-serif" font-size="13">` +
    (notes.length > 0 ? `<desc>${escapeXml(notes.join('\n'))}</desc>` : '') +
    `<rect width="100%" height="100%" fill="${style.surface}"/>${frame.svg}${content.join('')}</svg>`
  );
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, more = ''): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"${more && ` ${more}`}/>`;
}

export function text(
  x: number,
  y: number,
  words: string,
  fill: string,
  anchor: 'start' | 'middle' | 'end',
): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${fill}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

/** A line through points; values that are no number above zero break it. */
export function polyline(
  frame: Frame,
  points: readonly (readonly [x: number, y: number])[],
  stroke: string,
  more = '',
): string {
  let path = '';
  let pen = 'M';
  for (const [px, py] of points) {
    if (!(py > 0) || !Number.isFinite(py)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${frame.x(px)} ${frame.y(py)}`;
    pen = 'L';
  }
  return path && `<path d="${path}" fill="none" stroke="${stroke}"${more && ` ${more}`}/>`;
}

export function escapeXml(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

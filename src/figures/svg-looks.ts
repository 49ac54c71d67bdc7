// How the inks, lines and marks of figures look in SVG.

import type { ChartStyle } from './chart-style.js';
import type { Coordinate, FigureLine, FigureMark, Ink } from './figure.js';
import { cornersOf, isHollow } from './mark-corners.js';
import { round } from './svg-frame.js';

const dashes: Readonly<Record<FigureLine['style'], string>> = {
  solid: '',
  thin: '',
  pale: ' stroke-opacity="0.45"',
  dashed: ' stroke-dasharray="7 5"',
  'long-dashed': ' stroke-dasharray="16 5"',
  dotted: ' stroke-dasharray="2 4"',
};
const widths: Readonly<Record<FigureLine['style'], number>> = {
  solid: 1.75,
  thin: 1.25,
  pale: 1,
  dashed: 1.5,
  'long-dashed': 1.75,
  dotted: 1.5,
};

/** Of a point, in pixels. */
const RADIUS = 5;

export function colourOf(ink: Ink, style: ChartStyle): string {
  if (typeof ink === 'object') {
    return 'law' in ink ? style.laws[ink.law % style.laws.length] : style.size(ink.index, ink.count);
  }
  return ink === 'faint' ? style.soft : style[ink];
}

export function strokeOf(ink: Ink, how: FigureLine['style'], style: ChartStyle): string {
  const opacity = ink === 'ghost' ? ' opacity="0.5"' : '';
  return `stroke="${colourOf(ink, style)}" stroke-width="${widths[how]}"${dashes[how]}${opacity}`;
}

/** A mark without its error bar, at a place in pixels. */
export function shapeSvg(
  shape: FigureMark['shape'],
  [at, height]: Coordinate,
  ink: Ink,
  style: ChartStyle,
): string {
  const colour = colourOf(ink, style);
  const look = `fill="${isHollow(shape) ? style.surface : colour}" stroke="${colour}" stroke-width="1.5"`;
  const corners = cornersOf(shape);
  if (corners) {
    const places = corners.map(([dx, dy]) => `${round(at + RADIUS * dx)},${round(height + RADIUS * dy)}`);
    return `<polygon points="${places.join(' ')}" ${look}/>`;
  }
  const [radius, opacity] = ink === 'ghost' ? [3.5, 0.5] : [2.5, 0.7];
  const dot =
    shape === 'dot' ? `r="${radius}" fill="${colour}" opacity="${opacity}"` : `r="${RADIUS}" ${look}`;
  return `<circle cx="${at}" cy="${height}" ${dot}/>`;
}

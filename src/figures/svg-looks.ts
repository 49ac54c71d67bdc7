// How the inks, lines and marks of figures look in SVG.

import type { ChartStyle } from './chart-style.js';
import type { Coordinate, FigureLine, FigureMark, Ink } from './figure.js';
import { round } from './svg-frame.js';

const dashes: Readonly<Record<FigureLine['style'], string>> = {
  solid: '',
  thin: '',
  pale: ' stroke-opacity="0.45"',
  dashed: ' stroke-dasharray="7 5"',
  dotted: ' stroke-dasharray="2 4"',
};
const widths: Readonly<Record<FigureLine['style'], number>> = {
  solid: 1.75,
  thin: 1.25,
  pale: 1,
  dashed: 1.5,
  dotted: 1.5,
};

export function colourOf(ink: Ink, style: ChartStyle): string {
  if (typeof ink === 'object') return style.size(ink.index, ink.count);
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
  const isHollow = shape === 'hollow' || shape === 'hollow-diamond';
  const look = `fill="${isHollow ? style.surface : colour}" stroke="${colour}" stroke-width="1.5"`;
  if (shape === 'diamond' || shape === 'hollow-diamond') {
    const corners = [
      [0, -6],
      [6, 0],
      [0, 6],
      [-6, 0],
    ].map(([dx, dy]) => `${round(at + dx)},${round(height + dy)}`);
    return `<polygon points="${corners.join(' ')}" ${look}/>`;
  }
  const [radius, opacity] = ink === 'ghost' ? [3.5, 0.5] : [2.5, 0.7];
  const dot = shape === 'dot' ? `r="${radius}" fill="${colour}" opacity="${opacity}"` : `r="5" ${look}`;
  return `<circle cx="${at}" cy="${height}" ${dot}/>`;
}

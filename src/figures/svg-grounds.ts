// What lies around the lines of a figure, in SVG: what was not measured, a floor, the slope of a line.

import type { ChartStyle } from './chart-style.js';
import type { Figure } from './figure.js';
import { line, round, text, type Frame } from './svg-frame.js';

/** Behind everything. */
export function groundsSvg(frame: Frame, { beyond, ground }: Figure, style: ChartStyle): string {
  const { left, right, top, bottom } = frame;
  const parts: string[] = [];
  if (beyond) {
    const from = Math.min(right, Math.max(left, frame.x(beyond.x)));
    parts.push(rectangle([from, top], [right, bottom], `fill="${style.ink}" opacity="0.03"`));
  }
  if (ground) {
    const from = Math.min(bottom, Math.max(top, frame.y(ground.y)));
    parts.push(
      rectangle([left, from], [right, bottom], `fill="${style.ink}" opacity="0.08"`),
      line([left, from], [right, from], style.soft, 'stroke-width="1.25"'),
    );
  }
  return parts.join('');
}

/** In front of it. */
export function groundLabelsSvg(
  frame: Frame,
  { beyond, ground, slope, boxes = [] }: Figure,
  style: ChartStyle,
): string {
  const { left, right, top, bottom } = frame;
  const parts: string[] = [];
  if (beyond && boxes.length === 0 && frame.x(beyond.x) < right) {
    const middle = (frame.x(beyond.x) + right) / 2;
    parts.push(text([middle, top + 0.55 * (bottom - top)], beyond.name, style.soft, 'middle'));
  }
  if (ground && frame.y(ground.y) < bottom) {
    parts.push(
      text([left + 8, Math.min(bottom - 4, frame.y(ground.y) + 15)], ground.name, style.soft, 'start'),
    );
  }
  if (slope) {
    const [x1, y1] = [frame.x(slope.from[0]), frame.y(slope.from[1])];
    const [x2, y2] = [frame.x(slope.to[0]), frame.y(slope.to[1])];
    parts.push(
      line([x1, y1], [x2, y1], style.soft, 'stroke-width="1.25"'),
      line([x2, y1], [x2, y2], style.soft, 'stroke-width="1.25"'),
      text([x1, y1 - 5], slope.along, style.soft, 'start'),
      text([x2 + 6, y1 + 11], slope.down, style.soft, 'start'),
    );
  }
  return parts.join('');
}

function rectangle(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  look: string,
): string {
  return `<rect x="${round(x1)}" y="${round(y1)}" width="${round(Math.max(0, x2 - x1))}" height="${round(Math.max(0, y2 - y1))}" ${look}/>`;
}

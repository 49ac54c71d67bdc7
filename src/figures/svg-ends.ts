import { apart } from './apart.js';
import type { ChartStyle } from './chart-style.js';
import type { FigureEnd } from './figure.js';
import { text, type Frame } from './svg-frame.js';
import { colourOf } from './svg-looks.js';

/** Heights of a name and of what stands below it, and the distance from the line, in pixels. */
const LINE = { name: 15, aside: 13, gap: 7 };

/** Names at the ends of lines, in their colours, moved so that none lies on another. */
export function endsSvg(frame: Frame, ends: readonly FigureEnd[], style: ChartStyle): string {
  const height = LINE.name + (ends.some(({ aside }) => aside !== '') ? LINE.aside : 0);
  const places = ends.map(({ y }) => Math.min(frame.bottom, Math.max(frame.top, frame.y(y))));
  const moved = apart(places, height, [frame.top + LINE.name / 2, frame.bottom - LINE.aside]);
  return ends
    .map(({ x, ink, name, aside }, i) => {
      const left = Math.min(frame.x(x), frame.right) + LINE.gap;
      const below = aside === '' ? '' : text([left, moved[i] + 4 + LINE.aside], aside, style.soft, 'start');
      return `<g font-weight="600">${text([left, moved[i] + 4], name, colourOf(ink, style), 'start')}</g>${below}`;
    })
    .join('');
}

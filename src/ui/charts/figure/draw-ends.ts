import type uPlot from 'uplot';
import { largest } from '../../../base/many.js';
import { apart } from '../../../figures/apart.js';
import type { Figure, FigureEnd } from '../../../figures/figure.js';
import { colour, fontFamily, type Theme } from '../../parts/tokens.js';
import type { PlotView } from '../plot-controller.js';
import { inkColour } from './look.js';

/** Sizes of a name and of what stands below it, their lines, and the distance from the line, in em of the page's root. */
const SIZE = { name: 0.8125, aside: 0.72, line: 1.05, gap: 0.5 } as const;

/** Room at the right of a plot for the names of its lines, in em of the page's root: as much as the longest takes, and at most. */
const ROOM = { letter: 0.46, most: 10.5 } as const;

/** A plot with names at the ends of its lines. Apart from what every chart draws, as the first charts of the page have none. */
export function withEnds(view: PlotView, { ends = [] }: Figure, theme: Theme): PlotView {
  if (ends.length === 0) return view;
  const draw = (plot: uPlot): void => {
    view.draw?.(plot);
    drawEnds(plot, ends, theme);
  };
  const letters = largest(ends.flatMap(({ name, aside }) => [name.length, aside.length]));
  const room = Math.min(ROOM.most, SIZE.gap + ROOM.letter * letters);
  return { ...view, key: `${view.key},ends-${room}`, room, draw };
}

/** Names at the ends of lines, in their colours, moved so that none lies on another, and cut where the room ends. */
function drawEnds(plot: uPlot, ends: readonly FigureEnd[], theme: Theme): void {
  const { ctx, bbox } = plot;
  const em = parseFloat(getComputedStyle(document.documentElement).fontSize) * devicePixelRatio;
  const line = SIZE.line * em;
  const height = ends.some(({ aside }) => aside !== '') ? 2 * line : line;
  const bottom = bbox.top + bbox.height;
  const places = ends.map(({ y }) =>
    Math.min(bottom, Math.max(bbox.top, plot.valToPos(y, 'y', true) || bottom)),
  );
  const moved = apart(places, height, [bbox.top + line / 2, bottom - line]);
  ctx.save();
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ends.forEach(({ x, ink, name, aside }, i) => {
    const left = Math.min(plot.valToPos(x, 'x', true), bbox.left + bbox.width) + SIZE.gap * em;
    const room = ctx.canvas.width - left;
    ctx.font = `650 ${SIZE.name * em}px ${fontFamily}`;
    ctx.fillStyle = inkColour(ink, theme);
    ctx.fillText(fitting(ctx, name, room), left, moved[i]);
    ctx.font = `${SIZE.aside * em}px ${fontFamily}`;
    ctx.fillStyle = colour('ink-faint', theme);
    ctx.fillText(fitting(ctx, aside, room), left, moved[i] + line);
  });
  ctx.restore();
}

/** A text, cut with an ellipsis where it is wider than its room. */
function fitting(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length).trimEnd()}…`;
}

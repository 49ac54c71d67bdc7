// What lies around the lines of a figure: what was not measured, a floor, the slope of a line, and ways to a chart beside it.

import type uPlot from 'uplot';
import type { Figure, FigureJoin, FigureSlope } from '../../../figures/figure.js';
import { colour, fontFamily, type Theme } from '../../parts/tokens.js';
import { inkColour } from './look.js';

/** Distance of the lines of a hatched floor, in CSS pixels. */
const HATCH = 7;

/** Pixels of the letters in a plot. */
export function plotEm(): number {
  return 0.75 * parseFloat(getComputedStyle(document.documentElement).fontSize) * devicePixelRatio;
}

/** Paints what was not measured, and a floor as ground that nothing can go below, with their names. */
export function drawGrounds(plot: uPlot, { beyond, ground, boxes = [] }: Figure, theme: Theme): void {
  const { ctx, bbox } = plot;
  const { left, top, width, height } = bbox;
  const [right, bottom] = [left + width, top + height];
  if (beyond) {
    const from = plot.valToPos(beyond.x, 'x', true);
    ctx.fillStyle = colour('beyond', theme);
    ctx.fillRect(from, top, right - from, height);
    // Where a forecast stands its box says what is known there.
    if (boxes.length === 0)
      say(plot, beyond.name, [(from + right) / 2, top + 0.55 * height], { theme, align: 'center' });
  }
  if (ground) {
    const from = Math.max(top, plot.valToPos(ground.y, 'y', true));
    ctx.fillStyle = colour('sunken', theme);
    ctx.globalAlpha = 0.6;
    ctx.fillRect(left, from, width, bottom - from);
    ctx.globalAlpha = 1;
    hatch(plot, [from, bottom], theme);
    ctx.strokeStyle = colour('line-strong', theme);
    ctx.lineWidth = 1.25 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(left, from);
    ctx.lineTo(right, from);
    ctx.stroke();
    say(plot, ground.name, [left + plotEm(), from + 1.4 * plotEm()], { theme, align: 'left' });
  }
}

function hatch({ ctx, bbox }: uPlot, [top, bottom]: readonly [number, number], theme: Theme): void {
  const step = HATCH * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, top, bbox.width, bottom - top);
  ctx.clip();
  ctx.strokeStyle = colour('line', theme);
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (let x = bbox.left - (bottom - top); x < bbox.left + bbox.width; x += step) {
    ctx.moveTo(x, bottom);
    ctx.lineTo(x + (bottom - top), top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Two sides of a triangle on a line, with their words. */
export function drawSlope(plot: uPlot, { from, to, along, down }: FigureSlope, theme: Theme): void {
  const { ctx } = plot;
  const [x1, y1] = [plot.valToPos(from[0], 'x', true), plot.valToPos(from[1], 'y', true)];
  const [x2, y2] = [plot.valToPos(to[0], 'x', true), plot.valToPos(to[1], 'y', true)];
  const em = plotEm();
  if (x2 - x1 < 2 * em) return;
  ctx.strokeStyle = colour('ink-soft', theme);
  ctx.lineWidth = 1.25 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
  say(plot, along, [x1, y1 - 0.5 * em], { theme, align: 'left' });
  say(plot, down, [x2 + 0.5 * em, y1 + 0.7 * em], { theme, align: 'left' });
}

/** A dotted line to an edge of the canvas, beyond the plot itself. */
export function drawJoin(plot: uPlot, { x, y, ink, side }: FigureJoin, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const height = plot.valToPos(y, 'y', true);
  if (!(height >= plot.bbox.top && height <= plot.bbox.top + plot.bbox.height)) return;
  ctx.save();
  ctx.strokeStyle = inkColour(ink, theme);
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1.25 * pixel;
  ctx.setLineDash([1.5 * pixel, 3.5 * pixel]);
  ctx.beginPath();
  ctx.moveTo(plot.valToPos(x, 'x', true), height);
  ctx.lineTo(side === 'left' ? 0 : ctx.canvas.width, height);
  ctx.stroke();
  ctx.restore();
}

/** Words in a plot, on a halo of paper. */
function say(
  { ctx }: uPlot,
  words: string,
  [x, y]: readonly [number, number],
  { theme, align }: { readonly theme: Theme; readonly align: CanvasTextAlign },
): void {
  const em = plotEm();
  ctx.font = `${em}px ${fontFamily}`;
  ctx.textAlign = align;
  ctx.textBaseline = 'alphabetic';
  ctx.strokeStyle = colour('surface', theme);
  ctx.lineWidth = 0.25 * em;
  ctx.lineJoin = 'round';
  ctx.globalAlpha = 0.85;
  ctx.strokeText(words, x, y);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour('ink-soft', theme);
  ctx.fillText(words, x, y);
}

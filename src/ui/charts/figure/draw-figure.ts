import type uPlot from 'uplot';
import type { Coordinate, Figure, FigureLine, FigureMark, Ink } from '../../../figures/figure.js';
import { sizeColour } from '../../parts/size-ramp.js';
import { colour, fontFamily, type Theme } from '../../parts/tokens.js';
import { DASH, DOTS } from '../law/law-key.js';

/** A colour of a figure on a theme. */
export function inkColour(ink: Ink, theme: Theme): string {
  if (typeof ink === 'object') return sizeColour(ink.index, ink.count, theme);
  return colour(({ ink: 'ink', soft: 'ink-soft', faint: 'ink-faint' } as const)[ink], theme);
}

/** Draws all of a figure into a plot with its axes: bands under lines under marks, labels on top. */
export function drawFigure(plot: uPlot, { bands, lines, marks }: Figure, theme: Theme): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { points } of bands) {
    const upper = points.map(([x, , high]): Coordinate => [x, high]);
    const lower = points.map(([x, low]): Coordinate => [x, low]).reverse();
    trace(plot, [...upper, ...lower]);
    ctx.globalAlpha = 0.13;
    ctx.fillStyle = colour('ink', theme);
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  for (const line of lines) drawLine(plot, line, theme);
  for (const mark of marks) drawMark(plot, mark, theme);
  for (const line of lines) drawLabel(plot, line, theme);
  ctx.restore();
}

function trace(plot: uPlot, points: readonly Coordinate[]): void {
  const { ctx } = plot;
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true));
}

function drawLine(plot: uPlot, { points, ink, style }: FigureLine, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const dash = { solid: [], thin: [], dashed: DASH, dotted: DOTS }[style];
  trace(plot, points);
  ctx.strokeStyle = inkColour(ink, theme);
  ctx.lineWidth = (style === 'thin' || style === 'dotted' ? 1.5 : 2) * pixel;
  ctx.setLineDash(dash.map((length) => length * pixel));
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawMark(plot: uPlot, { x, y, ink, shape, error }: FigureMark, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const [left, top] = [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)];
  const stroke = inkColour(ink, theme);
  ctx.strokeStyle = stroke;
  ctx.fillStyle = shape === 'hollow' || shape === 'hollow-diamond' ? colour('surface', theme) : stroke;
  ctx.lineWidth = 1.75 * pixel;
  if (error !== null && error > 0) {
    ctx.beginPath();
    ctx.moveTo(left, plot.valToPos(y + error, 'y', true));
    ctx.lineTo(left, plot.valToPos(Math.max(y - error, y * 1e-3), 'y', true));
    ctx.stroke();
  }
  ctx.beginPath();
  if (shape === 'diamond' || shape === 'hollow-diamond') {
    const reach = 6.5 * pixel;
    for (const [dx, dy] of [
      [0, -reach],
      [reach, 0],
      [0, reach],
      [-reach, 0],
    ]) {
      ctx.lineTo(left + dx, top + dy);
    }
    ctx.closePath();
    // Paper around it lifts a minimum off its curve.
    ctx.strokeStyle = shape === 'diamond' ? colour('surface', theme) : stroke;
  } else {
    ctx.arc(left, top, (shape === 'dot' ? 2.75 : 4.5) * pixel, 0, 2 * Math.PI);
  }
  ctx.globalAlpha = shape === 'dot' ? 0.75 : 1;
  ctx.fill();
  if (shape !== 'dot') ctx.stroke();
  ctx.globalAlpha = 1;
}

/** A line's name at its end, on a halo of paper. */
function drawLabel(plot: uPlot, { points, ink, label }: FigureLine, theme: Theme): void {
  const end = points.at(-1);
  if (label === null || !end) return;
  const { ctx, bbox } = plot;
  const em = 0.72 * parseFloat(getComputedStyle(document.documentElement).fontSize) * devicePixelRatio;
  ctx.font = `${em}px ${fontFamily}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'alphabetic';
  const left = Math.max(
    plot.valToPos(end[0], 'x', true) - em * 0.3,
    bbox.left + ctx.measureText(label).width,
  );
  const top = Math.max(plot.valToPos(end[1], 'y', true) - em * 0.4, bbox.top + em);
  ctx.strokeStyle = colour('surface', theme);
  ctx.lineWidth = em * 0.3;
  ctx.lineJoin = 'round';
  ctx.strokeText(label, left, top);
  ctx.fillStyle = inkColour(ink, theme);
  ctx.fillText(label, left, top);
}

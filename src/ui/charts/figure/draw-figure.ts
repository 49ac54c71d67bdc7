import type uPlot from 'uplot';
import type {
  Coordinate,
  Figure,
  FigureBand,
  FigureBox,
  FigureLine,
  FigureMark,
} from '../../../figures/figure.js';
import { colour, fontFamily, type Theme } from '../../parts/tokens.js';
import { cornersOf, isHollow } from '../../../figures/mark-corners.js';
import { drawGrounds, drawJoin, drawSlope } from './draw-grounds.js';
import { inkColour, inkOpacity, lineLook } from './look.js';

/** Half the width of a box and of an error bar's caps, and radii of marks, in CSS pixels. */
const HALF = { box: 9, cap: 4, point: 5, dot: 2.75, ghost: 3.75 } as const;
/** Values at or below zero have no place on a log axis: bars and boxes that reach them are cut this far below their middle. */
const LEAST_SHARE = 1e-3;

/** Draws all of a figure into a plot with its axes: bands under lines under boxes under marks, labels on top. */
export function drawFigure(plot: uPlot, figure: Figure, theme: Theme): void {
  const { bands, lines, boxes = [], marks, joins = [] } = figure;
  const { ctx, bbox } = plot;
  for (const join of joins) drawJoin(plot, join, theme);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  drawGrounds(plot, figure, theme);
  for (const band of bands) drawBand(plot, band, theme);
  for (const line of lines) drawLine(plot, line, theme);
  if (figure.slope) drawSlope(plot, figure.slope, theme);
  for (const box of boxes) drawBox(plot, box, theme);
  for (const mark of marks) drawMark(plot, mark, theme);
  for (const line of lines) drawLabel(plot, line, theme);
  ctx.restore();
}

function trace(plot: uPlot, points: readonly Coordinate[]): void {
  const { ctx } = plot;
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true));
}

function drawBand(plot: uPlot, { points, ink = 'ink' }: FigureBand, theme: Theme): void {
  const { ctx } = plot;
  const upper = points.map(([x, , high]): Coordinate => [x, high]);
  const lower = points.map(([x, low]): Coordinate => [x, low]).reverse();
  trace(plot, [...upper, ...lower]);
  ctx.globalAlpha = 0.13;
  ctx.fillStyle = inkColour(ink, theme);
  ctx.fill();
  ctx.globalAlpha = 1;
}

function drawLine(plot: uPlot, line: FigureLine, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const { width, dash, opacity } = lineLook(line);
  trace(plot, line.points);
  ctx.strokeStyle = inkColour(line.ink, theme);
  ctx.lineWidth = width * pixel;
  ctx.setLineDash(dash.map((length) => length * pixel));
  ctx.globalAlpha = opacity;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

/** An interval as a box, its middle as a line across it. */
function drawBox(plot: uPlot, { x, low, middle, high, ink }: FigureBox, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const height = (value: number): number => plot.valToPos(Math.max(value, middle * LEAST_SHARE), 'y', true);
  const [bottom, across, top] = [low, middle, high].map(height);
  const half = HALF.box * pixel;
  const at = plot.valToPos(x, 'x', true);
  ctx.strokeStyle = inkColour(ink, theme);
  ctx.lineWidth = 1.75 * pixel;
  ctx.strokeRect(at - half, top, 2 * half, Math.max(pixel, bottom - top));
  ctx.beginPath();
  ctx.moveTo(at - half, across);
  ctx.lineTo(at + half, across);
  ctx.stroke();
}

function drawMark(plot: uPlot, { x, y, ink, shape, error, bar }: FigureMark, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const [left, top] = [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)];
  const stroke = inkColour(ink, theme);
  ctx.strokeStyle = stroke;
  ctx.fillStyle = isHollow(shape) ? colour('surface', theme) : stroke;
  ctx.lineWidth = 1.75 * pixel;
  if (bar) {
    const [low, high] = bar.map((end) => plot.valToPos(end, 'y', true));
    drawBar(ctx, left, [low, high]);
  } else if (error !== null && error > 0) {
    const low = plot.valToPos(Math.max(y - error, y * LEAST_SHARE), 'y', true);
    drawBar(ctx, left, [low, plot.valToPos(y + error, 'y', true)]);
  }
  ctx.beginPath();
  const corners = cornersOf(shape);
  if (corners) {
    const reach = HALF.point * pixel;
    for (const [dx, dy] of corners) ctx.lineTo(left + reach * dx, top + reach * dy);
    ctx.closePath();
    // Paper around it lifts it off its curve.
    ctx.strokeStyle = isHollow(shape) ? stroke : colour('surface', theme);
  } else {
    const radius = HALF[shape !== 'dot' ? 'point' : ink === 'ghost' ? 'ghost' : 'dot'];
    ctx.arc(left, top, radius * pixel, 0, 2 * Math.PI);
  }
  ctx.globalAlpha = ink === 'ghost' ? inkOpacity(ink) : shape === 'dot' ? 0.75 : 1;
  ctx.fill();
  if (shape !== 'dot') ctx.stroke();
  ctx.globalAlpha = 1;
}

/** An error bar with caps between two heights on the canvas. */
function drawBar(
  ctx: CanvasRenderingContext2D,
  left: number,
  [low, high]: readonly [low: number, high: number],
): void {
  const cap = HALF.cap * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(left, low);
  ctx.lineTo(left, high);
  for (const end of [low, high]) {
    ctx.moveTo(left - cap, end);
    ctx.lineTo(left + cap, end);
  }
  ctx.stroke();
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

import type uPlot from 'uplot';
import { Z95 } from '../../base/statistics.js';
import type { Law } from '../../laws/lab-laws.js';
import type { LabPoint } from '../../laws/lab-points.js';
import { colour, type Theme } from '../parts/tokens.js';

/**
 * Draws a law's points into a plot: filled where they carry the fit, hollow while they train or are left out, with bars of
 * 95 %. A ghost's points are small and grey.
 */
export function drawPoints(
  plot: uPlot,
  {
    law,
    colourOf,
    theme,
  }: {
    readonly law: Law;
    /** Null for a ghost. */
    readonly colourOf: ((point: LabPoint) => string) | null;
    readonly theme: Theme;
  },
): void {
  const { ctx, bbox } = plot;
  const pixel = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 1.75 * pixel;
  if (!colourOf) ctx.globalAlpha = 0.5;
  for (const point of law.points) {
    const stroke = colourOf?.(point) ?? colour('line-strong', theme);
    ctx.strokeStyle = stroke;
    ctx.fillStyle = isSolid(point) ? stroke : colour('surface', theme);
    const x = plot.valToPos(point.x, 'x', true);
    if (colourOf) drawBar(plot, point, x);
    if (!(point.loss > 0)) continue;
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(point.loss, 'y', true), (colourOf ? 5 : 3) * pixel, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function isSolid({ final, excluded }: LabPoint): boolean {
  return final && excluded === null;
}

function drawBar(plot: uPlot, { loss, standardError }: LabPoint, x: number): void {
  if (standardError === null || !(standardError > 0)) return;
  const { ctx } = plot;
  const cap = 4 * devicePixelRatio;
  const top = plot.valToPos(loss + Z95 * standardError, 'y', true);
  const bottom = plot.valToPos(Math.max(loss - Z95 * standardError, loss * 1e-3), 'y', true);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  for (const end of [top, bottom]) {
    ctx.moveTo(x - cap, end);
    ctx.lineTo(x + cap, end);
  }
  ctx.stroke();
}

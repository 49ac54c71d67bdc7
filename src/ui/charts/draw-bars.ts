import type uPlot from 'uplot';
import type { Interval } from '../../fit/goodness/prediction.js';

/** Draws the 95 % intervals of points into a plot, as bars with caps. */
export function drawBars(
  plot: uPlot,
  bars: readonly (readonly [x: number, interval: Interval])[],
  stroke: string,
): void {
  const { ctx, bbox } = plot;
  const cap = 4 * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  for (const [at, interval] of bars) {
    const x = plot.valToPos(at, 'x', true);
    const [low, high] = interval.map((end) => plot.valToPos(end, 'y', true));
    ctx.moveTo(x, low);
    ctx.lineTo(x, high);
    for (const end of [low, high]) {
      ctx.moveTo(x - cap, end);
      ctx.lineTo(x + cap, end);
    }
  }
  ctx.stroke();
  ctx.restore();
}

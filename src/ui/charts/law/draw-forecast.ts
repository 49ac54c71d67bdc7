import type uPlot from 'uplot';
import type { ForecastRecord } from '../../../laws/forecast/score-card.js';
import { colour, type Theme } from '../../parts/tokens.js';

/** An interval that reaches zero is cut this far below the forecast, out of sight. */
const LEAST_SHARE = 1e-3;

/** Draws a sealed forecast into a plot of the law: its 95 % interval as a box, the expected loss as a line across it. */
export function drawForecast(plot: uPlot, { forecast, measured }: ForecastRecord, theme: Theme): void {
  const { ctx } = plot;
  const pixel = devicePixelRatio;
  const { loss, interval, target } = forecast;
  const x = plot.valToPos(target.x, 'x', true);
  const y = (value: number): number => plot.valToPos(Math.max(value, loss * LEAST_SHARE), 'y', true);
  const half = 9 * pixel;
  const [bottom, top] = interval.map(y);
  ctx.save();
  ctx.strokeStyle = colour(measured ? (measured.hit ? 'good' : 'danger-ink') : 'ink', theme);
  ctx.lineWidth = 1.75 * pixel;
  ctx.strokeRect(x - half, top, 2 * half, Math.max(pixel, bottom - top));
  ctx.beginPath();
  ctx.moveTo(x - half, y(loss));
  ctx.lineTo(x + half, y(loss));
  ctx.stroke();
  ctx.restore();
}

import type { Figure } from '../../../figures/figure.js';
import type { Theme } from '../../parts/tokens.js';
import type { PlotView } from '../plot-controller.js';
import { drawFigure } from './draw-figure.js';

/** A figure in a plot: uPlot gives axes, zoom and crosshair, `drawFigure` draws what is in it. */
export function figureView(
  figure: Figure,
  theme: Theme,
  readout: PlotView['readout'],
  bare?: number,
): PlotView {
  const { x, y } = figure;
  return {
    key: [theme, x.label, y.label, x.scale, y.scale, bare].join(),
    ...(bare === undefined ? {} : { bare }),
    theme,
    labels: { x: x.label, y: y.label },
    scales: { x: x.scale, y: y.scale },
    series: [{ show: false }],
    bands: [],
    data: [[...x.range], [null, null]],
    domain: { x: x.range, y: y.range },
    draw: (plot) => drawFigure(plot, figure, theme),
    readout,
  };
}

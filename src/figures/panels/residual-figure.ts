import { formatNumber } from '../../base/format.js';
import { linearAxis, logAxis, type Figure, type Ink } from '../figure.js';

export interface ResidualPoint {
  readonly x: number;
  /** Of a logarithm, measured minus fitted. */
  readonly residual: number;
  readonly ink: Ink;
  readonly words: string;
}

/** Residuals of a logarithm in percent: noise about a line at 0, or a bend that the law has not. */
export function residualFigure(
  points: readonly ResidualPoint[],
  xLabel: string,
  { title = 'Residuals', of = 'log loss' } = {},
): Figure {
  const percent = points.map(({ residual }) => 100 * residual);
  const largest = percent.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const meanSquare = percent.reduce((sum, value) => sum + value * value, 0) / Math.max(1, percent.length);
  const x = logAxis(
    xLabel,
    points.map((point) => point.x),
  );
  return {
    title,
    x,
    y: linearAxis('measured − fitted, %', [-largest, largest], 1e-9),
    bands: [],
    lines: [
      {
        points: x.range.map((at) => [at, 0] as const),
        ink: 'faint',
        style: 'dashed',
        name: null,
        label: null,
      },
    ],
    marks: points.map(({ x: at, ink, words }, i) => ({
      x: at,
      y: percent[i],
      ink,
      shape: points.length > 60 ? 'dot' : 'point',
      error: null,
      words: `${words} · ${formatNumber(percent[i], 2)} %`,
    })),
    key: [],
    summary:
      `Residuals of ${points.length} points: ${formatNumber(Math.sqrt(meanSquare), 2)} % root mean square, ` +
      `${formatNumber(largest, 2)} % at most.`,
    table: {
      heads: [xLabel, `residual of ${of}`],
      rows: points.map(({ x: at, residual }) => [at, residual]),
    },
  };
}

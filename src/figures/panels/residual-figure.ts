import { linearAxis, logAxis, type Figure, type Ink } from '../figure.js';
import { residualWords as says } from './words.js';

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
  { title = says.title, of = says.of }: { readonly title?: string; readonly of?: string } = {},
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
    y: linearAxis(says.y, [-largest, largest], 1e-9),
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
      words: says.point(words, percent[i]),
    })),
    key: [],
    summary: says.chart(points.length, Math.sqrt(meanSquare), largest),
    table: {
      heads: says.heads(xLabel, of),
      rows: points.map(({ x: at, residual }) => [at, residual]),
    },
  };
}

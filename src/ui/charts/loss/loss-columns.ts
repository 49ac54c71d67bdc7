// Loss curves -> the columns that uPlot draws.

import { lossCurves, type LossAxis, type LossCurves } from '../../../figures/loss-curves.js';
import type { RunRecord } from '../../../lab/records/record.js';

export interface LossSeries {
  readonly config: string;
  /** Place on the ladder: its colour. */
  readonly rung: number;
  readonly kind: 'training' | 'evaluation';
}

export interface LossColumns {
  readonly series: readonly LossSeries[];
  /** x, ascending, then a column a series, null where it has no value. */
  readonly data: readonly [x: number[], ...columns: (number | null)[][]];
  readonly domain: LossCurves['domain'];
}

/** Columns of all configs whose rung is not hidden. */
export function lossColumns(
  runs: readonly RunRecord[],
  axis: LossAxis,
  hidden: ReadonlySet<number>,
): LossColumns {
  const { curves, domain } = lossCurves(runs, axis, hidden);
  const lines = curves.flatMap(({ config, rung, training, evaluations }) => [
    { series: { config, rung, kind: 'training' as const }, points: training },
    { series: { config, rung, kind: 'evaluation' as const }, points: evaluations },
  ]);
  const x = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const indexOf = new Map(x.map((at, i) => [at, i]));
  const columns = lines.map(({ points }) => {
    const column = new Array<number | null>(x.length).fill(null);
    for (const [at, loss] of points) column[indexOf.get(at)!] = loss;
    return column;
  });
  return { series: lines.map(({ series }) => series), data: [x, ...columns], domain };
}

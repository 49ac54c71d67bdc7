import type { Ladder } from '../../../figures/ladder.js';
import type { LossAxis } from '../../../figures/loss-curves.js';

/** What the chart of loss curves says. */
export const words = {
  title: 'Loss curves',
  nameToSave: 'loss curves',
  axes: 'Horizontal axis',
  table: 'Evaluated loss of the best replica of each size',
  size: 'Size',
  empty: 'Loss curves of every size appear here',
  emptyMore: 'as they train, all at once',
  allHidden: 'All sizes are hidden.',
  readout: (at: string, loss: string): string => `${at} · loss ${loss}`,
} as const;

/** Names of the axes to choose from; transformers see tokens. */
export function axisNames({ family }: Pick<Ladder, 'family'>): Readonly<Record<LossAxis, string>> {
  return { step: 'Step', samples: family === 'mlp' ? 'Samples' : 'Tokens', flops: 'FLOPs' };
}

/** The chart for screen readers. */
export function plotLabel({ kind, rungs }: Ladder): string {
  const what = kind === 'width' ? 'sizes' : 'data sets';
  return `Loss curves of ${rungs.length} ${what}. Arrow keys move the crosshair; the numbers are in the table below.`;
}

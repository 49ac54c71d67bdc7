import { formatNumber } from '../../../base/format.js';
import type { Ladder } from '../../../figures/ladder.js';
import type { LossAxis } from '../../../figures/loss-curves.js';
import type { Convention } from '../../../models/parameters.js';
import { words as partWords } from '../../parts/words.js';

/** What the figure of an experiment says. */
export const words = {
  curves: 'Each line: one size',
  dataCurves: 'Each line: one data set',
  law: 'Each point: where it ends',
  replay: 'Replay',
  nextStep: 'Next step',
  axes: 'Horizontal axis of the curves',
  along: 'Law along',
  counts: 'N counts',
  loss: 'Loss shown',
  losses: { whole: 'Loss', excess: 'Loss − floor' },
  scale: 'Scale of the axes',
  scales: { log: 'Log', linear: 'Linear' },
  noFloor: 'No floor is known or fitted',
  logHint: 'both axes logarithmic: a straight line is a power law',
  linearHint: 'linear axes: steep at first, then flat',
  allHidden: 'All sizes are hidden.',
  tables: partWords.dataTable,
  curvesTable: 'Evaluated loss over training',
  lawTable: 'Points of the law',
  number: (value: string | number): string => (typeof value === 'number' ? formatNumber(value, 4) : value),
  curvesLabel: (count: number): string =>
    `Loss of ${count} models over training. Arrow keys move the crosshair; the numbers are in the table below.`,
  lawLabel: (summary: string): string =>
    `The law: ${summary} Arrow keys move the crosshair; the numbers are in the table below.`,
} as const;

/** Names of the axes to choose from; transformers see tokens. */
export function axisNames({ family }: Pick<Ladder, 'family'>): Readonly<Record<LossAxis, string>> {
  return { step: 'Steps', samples: family === 'mlp' ? 'Samples' : 'Tokens', flops: 'Compute' };
}

export const conventionNames: Readonly<Record<Convention, string>> = {
  total: 'All',
  nonEmbedding: 'Non-emb.',
  withoutHead: 'No head',
};

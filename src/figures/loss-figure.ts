// The loss curves of an experiment as a chart.

import { formatCount, formatNumber } from '../base/format.js';
import type { RunRecord } from '../lab/records/record.js';
import type { Figure, FigureLine, FigureMark } from './figure.js';
import { ladderOf, rungWords, type Ladder } from './ladder.js';
import { lossCurves, type LossAxis } from './loss-curves.js';

export interface LossFigureOptions {
  readonly unit: string;
  readonly axis?: LossAxis;
  /** Rungs of the ladder that are not shown. */
  readonly hidden?: ReadonlySet<number>;
}

/** What runs along x; transformers see tokens. */
export function lossAxisWords({ family }: Pick<Ladder, 'family'>): Readonly<Record<LossAxis, string>> {
  return {
    step: 'optimiser steps',
    samples: family === 'mlp' ? 'samples seen' : 'tokens seen',
    flops: 'training FLOPs of one model',
  };
}

/** Of each config the best replica: its training losses pale behind its evaluations. */
export function lossFigure(
  runs: readonly RunRecord[],
  { unit, axis = 'step', hidden = new Set() }: LossFigureOptions,
): Figure {
  const ladder = ladderOf(runs);
  const { curves, domain } = lossCurves(runs, axis, hidden);
  const shown = curves.filter(({ training, evaluations }) => training.length + evaluations.length > 0);
  const x = lossAxisWords(ladder)[axis];
  const colourOf = (rung: number) => ({ index: rung, count: ladder.colours });
  return {
    title: 'Loss over training',
    x: { label: x, scale: 'log', range: domain.x },
    y: { label: `loss (${unit})`, scale: 'log', range: domain.y },
    bands: [],
    lines: shown.flatMap(({ rung, training, evaluations }): FigureLine[] => {
      const line = { ink: colourOf(rung), label: null };
      return [
        { ...line, points: training, style: 'pale', name: null },
        { ...line, points: evaluations, style: 'solid', name: rungWords(ladder, rung) },
      ];
    }),
    marks: shown.flatMap(({ rung, evaluations }) =>
      evaluations.map(([at, loss]): FigureMark => ({
        x: at,
        y: loss,
        ink: colourOf(rung),
        shape: 'dot',
        error: null,
        words: `${rungWords(ladder, rung)} · ${formatCount(at)} · loss ${formatNumber(loss)}`,
      })),
    ),
    key: [],
    summary: `Losses of ${shown.length} models over ${x}: of each the best replica, with its evaluations as dots.`,
    table: {
      heads: [ladder.kind === 'width' ? 'size' : 'data set', x, 'loss'],
      rows: shown.flatMap(({ rung, evaluations }) =>
        evaluations.map(([at, loss]) => [rungWords(ladder, rung), at, loss]),
      ),
    },
  };
}

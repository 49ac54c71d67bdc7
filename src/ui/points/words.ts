// All that a person reads where points from elsewhere are fitted: the file, its columns and rows, its laws.

import type { PointsReading } from '../../laws/table/read-points.js';
import type { SizeConvention } from '../../laws/table/size-columns.js';

export const words = {
  title: 'Points from a file',
  refused: 'These points cannot be fitted.',
  law: 'Law',
  reading: 'Reading …',
  fitting: 'Fitting …',
  failed: (reason: string): string => `The fit failed: ${reason}`,

  empty: 'Fit scaling laws to any table of runs',
  emptyMore:
    'L(N), L(D) and L(C), isoFLOP valleys, the compute-optimal frontier, the surface L(N, D) and its alternatives, each with its ' +
    'errors, or the reason why the points do not support it. Nothing is uploaded, and no GPU is needed.',

  source: {
    drop: 'Drop a CSV or JSON here: a row for each run, with its loss and any of N, D and C. The lab’s own results (JSON) open too.',
    pick: 'Choose a file',
    another: 'Another file',
    paste: 'Paste',
    fileLabel: 'File of points',
    tableLabel: 'Table of points',
    example: 'N,D,loss\n70M,1.4B,3.21',
    fitPasted: 'Fit these',
    pastedName: 'Pasted table',
  },

  columns: {
    title: 'Columns',
    rows: 'Rows',
    quantities: {
      N: 'N, parameters',
      D: 'D, tokens or samples',
      C: 'C, training FLOPs',
      loss: 'Loss',
    },
    none: '–',
    all: 'all',
    emptyCell: '(empty)',
    counts: 'What N counts',
    conventions: {
      total: 'Total',
      active: 'Active',
      'non-embedding': 'Non-embedding',
      'without-head': 'Without head',
      given: 'As given',
    } satisfies Readonly<Record<SizeConvention, string>>,
    countsMore:
      'The exponent depends on it: embeddings are a large share of a small model and a small share of a large one, so each count ' +
      'stretches the axis differently.',
    losses: 'Surface fitted by',
    squares: 'Least squares',
    huber: 'Huber loss',
    lossesMore:
      'Least squares is best when noise is normal. Huber loss (δ = 0.001) gives outliers little weight.',
  },

  rows: {
    fitted: ({ used, rowCount }: PointsReading): string => `${used} of ${rowCount} rows are fitted.`,
    leftOut: (count: number): string => `${count} ${count === 1 ? 'row is' : 'rows are'} left out`,
    more: (count: number): string => `and ${count} more`,
  },

  panel: {
    law: 'The law',
    noLaw: 'No law',
    compared: 'Forms compared',
    recipe: 'How this was fitted',
    recipeMore: 'These lines are in every SVG and CSV of its charts.',
    copy: 'Copy',
  },
} as const;

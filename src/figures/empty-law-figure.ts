// The chart of a law before there is one: its axes. What draws a law needs the mathematics of fits, which the page loads later.

import { padded, positiveExtent, type Range } from '../base/log-scale.js';
import { axisWords } from '../laws/runs/words.js';
import type { Figure } from './figure.js';

/** What the axis of a chart without a law is along. */
export const noLaw = { axis: 'N', convention: 'total', examples: 'samples' } as const;

/** Sizes on the axis of a chart that knows none. */
const SIZE_RANGE = [100, 100_000] as const;
/** Losses on the axis of a chart without points. */
export const LOSS_RANGE = [0.01, 1] as const;

/** The range of a log axis that holds these sizes, with some air. */
export function sizeRange(sizes: readonly (number | null)[]): Range {
  return padded(positiveExtent(sizes) ?? SIZE_RANGE, 0.06, 1);
}

/** An empty chart whose axis holds `sizes`, parameters of the models to come. */
export function emptyLawFigure(sizes: readonly number[], unit: string): Figure {
  return {
    title: `Loss against ${noLaw.axis}`,
    x: { label: axisWords(noLaw), scale: 'log', range: sizeRange(sizes) },
    y: { label: `loss (${unit})`, scale: 'log', range: padded(LOSS_RANGE, 0.08, 0) },
    bands: [],
    lines: [],
    marks: [],
    key: [],
    summary: '',
    table: { heads: [], rows: [] },
  };
}

import { formatCount, formatNumber } from '../../../base/format.js';
import type { Prediction } from '../../../fit/goodness/prediction.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import type { Convention } from '../../../models/parameters.js';

/** What the chart of the law says. */
export const words = {
  title: 'Scaling law',
  nameToSave: 'scaling law',
  along: 'Law along',
  counts: 'N counts',
  table: 'Points of the law',
  width: (width: number): string => `width ${width}`,
  empty: 'A point for every size appears here',
  emptyMore: 'and the law through them, once there are enough',
} as const;

export const conventionNames: Readonly<Record<Convention, string>> = {
  total: 'All',
  nonEmbedding: 'Non-emb.',
  withoutHead: 'No head',
};

/** The chart for screen readers. */
export function plotLabel(law: Law | null): string {
  const x = law?.axis === 'D' ? `training ${law.examples}` : 'parameters';
  const count = law?.points.length ?? 0;
  return `Loss against ${x} of ${count} points, with the fitted law. Arrow keys move the crosshair; the numbers are in the table below.`;
}

/** Heads of the table of points. */
export function tableHeads(law: Law | null, unit: string): readonly string[] {
  return ['Size', law?.axis ?? 'N', `Loss (${unit})`, 'Learning rate', 'In the fit'];
}

/** Whether a point is in the fit, for the table. */
export function fitWords({ final, excluded }: Law['points'][number]): string {
  return excluded ?? (final ? 'yes' : 'not yet: still training');
}

/** Where the crosshair is, and the loss that the law expects there. */
export function crosshairWords({ axis, soFar }: Law, x: number, prediction: Prediction | null): string {
  const at = `${axis} ${formatCount(x)}`;
  if (!prediction) return at;
  const [low, high] = prediction.interval.map((end) => formatNumber(end));
  return `${at} · ${soFar ? 'so far' : 'expected'} ${formatNumber(prediction.loss)}, 95 %: ${low} to ${high}`;
}

/** How far the models are that a law of models in training is of. */
export function soFarWords({ step, steps }: NonNullable<Law['soFar']>): string {
  return `after ${formatCount(step)} of ${formatCount(steps)} steps`;
}

export function theoryWords(slope: number): string {
  return `theory ${formatNumber(slope)}`;
}

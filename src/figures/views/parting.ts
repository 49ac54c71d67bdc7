// Loss on the data trained on and on new data, over the steps: the curves part where the network learns its data by heart.

import { formatCount, formatNumber } from '../../base/format.js';
import type { Measured, RecordedCurve } from '../../lab/gallery/recorded-law.js';
import {
  logAxis,
  within,
  type Coordinate,
  type Figure,
  type FigureLine,
  type FigureMark,
} from '../figure.js';
import { distinct, rampInk } from './view.js';

/** Values of a training curve that are averaged for a point: single batches are noisy. */
const AVERAGED = 0.12;

/** The chart reaches this many times below the lowest loss on new data. */
const DEPTH = 4;

/** Null without curves of training on finite data. */
export function partingFigure({ curves, unit }: Measured): Figure | null {
  const finite = curves.filter(({ uniqueSamples, training }) => uniqueSamples !== null && training !== null);
  if (finite.length === 0) return null;
  const sets = distinct(finite.map(({ uniqueSamples }) => uniqueSamples!));
  const drawn = finite.map((curve) => ({
    ink: rampInk(sets.indexOf(curve.uniqueSamples!), sets.length),
    name: `${formatCount(curve.uniqueSamples!)} samples`,
    test: along(curve.steps, curve.losses),
    training: smoothed(along(curve.training!.steps, curve.training!.losses)),
    lowest: lowestOf(curve),
  }));
  const all = drawn.flatMap(({ test, training }) => [...test, ...training]);
  // What is learned by heart has next to no loss: it leaves the chart at its lower edge.
  const least =
    drawn.flatMap(({ test }) => test).reduce((low, [, loss]) => Math.min(low, loss), Infinity) / DEPTH;
  const y = logAxis(
    `loss (${unit})`,
    all.map(([, loss]) => loss).filter((loss) => loss >= least),
  );
  return {
    title: 'Loss on new data and on the training data',
    x: logAxis(
      'optimiser steps',
      all.map(([step]) => step),
      0.02,
    ),
    y,
    bands: [],
    lines: drawn.flatMap(({ ink, name, test, training }): FigureLine[] => [
      { points: test, ink, style: 'solid', name, label: null },
      { points: within(training, y.range), ink, style: 'dotted', name: null, label: null },
    ]),
    marks: drawn.flatMap(({ ink, name, lowest }): FigureMark[] =>
      lowest
        ? [
            {
              ...{ x: lowest[0], y: lowest[1], ink, shape: 'diamond', error: null },
              words: `${name}: lowest at step ${formatCount(lowest[0])}, loss ${formatNumber(lowest[1])}`,
            },
          ]
        : [],
    ),
    key: [
      { shape: null, name: 'solid: new data' },
      { shape: null, name: 'dotted: the training data' },
      { shape: 'diamond', name: 'lowest on new data: from here on they part' },
    ],
    summary: `Loss of ${drawn.length} data sets over the steps, on new data and on the training data.`,
    table: {
      heads: ['data set', 'data', 'step', 'loss'],
      rows: drawn.flatMap(({ name, test, training }) => [
        ...test.map(([step, loss]) => [name, 'new', step, loss]),
        ...training.map(([step, loss]) => [name, 'training', step, loss]),
      ]),
    },
  };
}

function along(steps: readonly number[], losses: readonly number[]): Coordinate[] {
  return steps.map((step, i) => [step, losses[i]] as const).filter(([step, loss]) => step > 0 && loss > 0);
}

/** Geometric means over a part of the steps around each. */
function smoothed(points: readonly Coordinate[]): Coordinate[] {
  return points.map(([step]) => {
    const near = points.filter(([other]) => Math.abs(Math.log(other / step)) <= AVERAGED);
    return [step, Math.exp(near.reduce((sum, [, loss]) => sum + Math.log(loss), 0) / near.length)];
  });
}

/** Null where the loss on new data falls to the end. */
function lowestOf({ steps, losses }: RecordedCurve): Coordinate | null {
  const lowest = losses.indexOf(losses.reduce((a, b) => Math.min(a, b), Infinity));
  return lowest > 0 && lowest < losses.length - 1 ? [steps[lowest], losses[lowest]] : null;
}

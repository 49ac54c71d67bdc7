// The bill: loss against what it costs, on linear axes, where every further gain costs more; and models on published laws.

import { formatCount, formatNumber } from '../base/format.js';
import { largest } from '../base/many.js';
import { flopsOf, publishedModels, type PublishedLaw } from '../laws/bill/published.js';
import { linearAxis, logAxis, logSteps, type Coordinate, type Figure } from './figure.js';

/** A run on the curve. */
export interface BillRun {
  readonly cost: number;
  readonly loss: number;
}

export interface BillView {
  /** Of the cost: `training FLOPs`. */
  readonly label: string;
  readonly unit: string;
  /** The loss that a cost buys; null where the law does not say. */
  readonly loss: (cost: number) => number | null;
  readonly now: BillRun;
  /** With the lower loss; null where nothing reaches it. */
  readonly then: BillRun | null;
  /** Below it no cost buys anything; 0 where there is none. */
  readonly floor: number;
}

/** The chart reaches a little beyond the better run, but not farther than this times the one at hand. */
const REACH = { least: 2.5, beyond: 1.15, most: 40 } as const;
const STEPS = 120;

export function billFigure({ label, unit, loss, now, then, floor }: BillView): Figure {
  const farthest = then === null ? 0 : REACH.beyond * then.cost;
  const reach = now.cost * Math.min(REACH.most, Math.max(REACH.least, farthest / now.cost));
  // Steps of equal ratio: a linear axis is steep at its start.
  const points = logSteps([now.cost / 30, reach], STEPS).flatMap((cost): Coordinate[] => {
    const value = loss(cost);
    return value === null ? [] : [[cost, value]];
  });
  const inSight = then !== null && then.cost <= reach ? [then] : [];
  const top = Math.min(largest(points.map(([, y]) => y)), 3 * now.loss);
  const mark = (run: BillRun, shape: 'point' | 'diamond', what: string) => ({
    ...{ x: run.cost, y: run.loss, shape, error: null, ink: 'ink' as const },
    words: `${what}: ${formatCount(run.cost)} · loss ${formatNumber(run.loss)}`,
  });
  const y = linearAxis(unit === 'loss' ? unit : `loss (${unit})`, [0, top]);
  return {
    title: 'Loss against cost',
    x: { label, scale: 'linear', range: [0, reach] },
    y: { ...y, range: [0, y.range[1]] },
    bands: [],
    lines: [
      {
        points: points.filter(([, at]) => at <= y.range[1]),
        ink: 'ink',
        style: 'solid',
        name: 'law',
        label: null,
      },
    ],
    marks: [mark(now, 'point', 'this run'), ...inSight.map((run) => mark(run, 'diamond', 'less loss'))],
    ground: floor > 0 ? { y: floor, name: `floor ${formatNumber(floor)}` } : null,
    key: [
      { shape: 'point', name: 'this run' },
      ...(inSight.length > 0 ? [{ shape: 'diamond' as const, name: 'with less loss' }] : []),
      { shape: null, name: 'both axes linear: each further gain costs more' },
    ],
    summary: `Loss against ${label} on linear axes, from ${formatNumber(points.at(0)?.[1] ?? NaN)} down to ${formatNumber(points.at(-1)?.[1] ?? NaN)}.`,
    table: { heads: [label, 'loss'], rows: points.filter((_, i) => i % 6 === 0).map(([x, at]) => [x, at]) },
  };
}

/** Models on a published law; `here` is the compute of the visitor's own run, null where it is not known. */
export function publishedFigure(law: PublishedLaw, name: string, here: number | null): Figure {
  const runs = publishedModels.map((model) => ({
    ...model,
    C: flopsOf(model),
    loss: law.loss(model.N, model.D),
  }));
  const most = 3 * largest(runs.map(({ C }) => C));
  const line = logSteps([FROM, most]).map((C): Coordinate => [C, law.best(C).loss]);
  const heights = [...line.map(([, loss]) => loss), ...runs.map(({ loss }) => loss)];
  const x = logAxis('C, training FLOPs', here === null ? [FROM, most] : [Math.min(here, FROM), most], 0.03);
  const y = linearAxis('loss, nats a token', law.floor > 0 ? [law.floor, ...heights] : heights);
  const isNear = here !== null && here >= FROM;
  return {
    title: name,
    x,
    y,
    bands: [],
    lines: [
      { points: line, ink: 'soft', style: 'solid', name: 'best size for each budget', label: null },
      ...(here === null
        ? []
        : [
            {
              points: [
                [here, y.range[0]],
                [here, isNear ? law.best(here).loss : y.range[1]],
              ] as const,
              ink: 'good' as const,
              style: 'dashed' as const,
              name: 'you are here',
              label: null,
            },
          ]),
    ],
    marks: runs.map(({ name: model, N, D, C, loss }, i) => ({
      ...{ x: C, y: loss, ink: { law: i }, shape: 'point' as const, error: null },
      words: `${model}: N ${formatCount(N)} · D ${formatCount(D)} · loss ${formatNumber(loss)}`,
    })),
    // Right of the plot, where they lie on no mark.
    ends: runs.map(({ name: model, loss }, i) => ({
      x: most,
      y: loss,
      ink: { law: i },
      name: model,
      aside: '',
    })),
    ground: law.floor > 0 ? { y: law.floor, name: `floor ${formatNumber(law.floor)}` } : null,
    key: [],
    summary: `${name} with ${runs.map(({ name: model, loss }) => `${model} at ${formatNumber(loss)}`).join(', ')}.`,
    table: {
      heads: ['model', 'N', 'D', 'C', 'loss by the law'],
      rows: runs.map(({ name: model, N, D, C, loss }) => [model, N, D, C, loss]),
    },
  };
}

/** The law is drawn from here on, where it was measured. */
const FROM = 1e18;

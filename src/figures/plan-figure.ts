// What an experiment is going to train: a point for each loss that it measures at the end of a training.
//
// N parameters, D samples or tokens seen.

import { formatCount } from '../base/format.js';
import { largest, smallest } from '../base/many.js';
import { examplesPerSample, modelWidth } from '../models/model-spec.js';
import { familyConvention, parameterCounts } from '../models/parameters.js';
import type { Plan, RunPlan } from '../lab/plan/run-plan.js';
import { logAxis, type Coordinate, type Figure, type FigureLine, type Ink } from './figure.js';

/** A training of the plan, and where its loss lies along N and D. */
export interface PlannedPoint {
  readonly run: RunPlan;
  readonly N: number;
  readonly D: number;
  /** The budget that pays for it, null for none. */
  readonly budget: number | null;
  readonly ink: Ink;
}

/** The points of a plan; of a config whose replicas train in several runs there is one. */
export function plannedPoints({ spec, runs }: Plan): readonly PlannedPoint[] {
  const { budgets } = spec.data;
  const { widths } = spec.model;
  const configs = [...new Map(runs.map((run) => [run.config, run])).values()];
  return configs.flatMap((run) => {
    const N = parameterCounts(run.model)[familyConvention[run.model.family]];
    const budget = budgets.length > 0 ? nearest(budgets, run.trainingFlops) : null;
    const ink: Ink =
      budget === null
        ? { index: widths.indexOf(modelWidth(run.model)), count: widths.length }
        : { index: budgets.indexOf(budget), count: budgets.length };
    return [...run.branches.map(({ to }) => to), run.steps].map((steps) => {
      const samples = Math.min(run.uniqueSamples ?? Infinity, steps * run.batch);
      return { run, N, D: samples * examplesPerSample(run.model), budget, ink };
    });
  });
}

/** The chart of a plan: every point along N and D, and a line through those that one budget pays for. */
export function planFigure(plan: Plan): Figure {
  const points = plannedPoints(plan);
  const isOfRows = plan.spec.model.family === 'mlp';
  const counted = isOfRows ? 'samples' : 'tokens';
  const lines = plan.spec.data.budgets.flatMap((budget): FigureLine[] => {
    const own = points.filter((point) => point.budget === budget).sort((a, b) => a.N - b.N);
    if (own.length < 2) return [];
    const ends = own.map(({ N, D }): Coordinate => [N, D]);
    return [{ points: ends, ink: own[0].ink, style: 'dashed', name: null, label: null }];
  });
  const [sizes, data] = [points.map(({ N }) => N), points.map(({ D }) => D)];
  return {
    title: 'What will run',
    x: logAxis('parameters, N', sizes, 0.08, 0.5),
    y: logAxis(`${counted}, D`, data, 0.1, 1.2),
    bands: [],
    lines,
    marks: points.map(({ run, N, D, budget, ink }) => ({
      x: N,
      y: D,
      ink,
      shape: 'point',
      error: null,
      words: [
        `width ${modelWidth(run.model)}`,
        `${formatCount(N)} parameters`,
        `${formatCount(D)} ${counted}`,
        ...(budget === null ? [] : [`budget ${formatCount(budget)} FLOP`]),
      ].join(', '),
    })),
    key: [],
    summary:
      points.length === 0
        ? 'Nothing is planned.'
        : `${points.length} points: ${formatCount(smallest(sizes))} to ${formatCount(largest(sizes))} parameters, ` +
          `${formatCount(smallest(data))} to ${formatCount(largest(data))} ${counted}.`,
    table: { heads: ['parameters', counted], rows: points.map(({ N, D }) => [N, D]) },
  };
}

/** The budget that a training spends: whole steps make it differ a little. */
function nearest(budgets: readonly number[], flops: number): number {
  const distance = (budget: number): number => Math.abs(Math.log(budget / flops));
  return budgets.reduce((best, budget) => (distance(budget) < distance(best) ? budget : best));
}

// What the colours of an experiment stand for: its widths or, where there is only one, its data sets. One ladder orders the curves,
// the points, the table and the legend.

import { formatCount } from '../base/format.js';
import { modelWidth, type ModelSpec } from '../models/model-spec.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import type { RunRecord } from '../lab/records/record.js';

export interface Ladder {
  readonly kind: 'width' | 'data';
  /** Transformers have channels and read tokens, perceptrons widths and samples. */
  readonly family: ModelSpec['family'];
  /** Widths or numbers of unique samples, ascending; Infinity for endless data. */
  readonly rungs: readonly number[];
  /** Steps of the ramp of colours. */
  readonly colours: number;
}

/** Seven steps of the ramp serve up to six sizes and a larger one, so a forecast changes no colour. */
const LEAST_COLOURS = 7;

/** What the dial of a family is called. */
const widthWords = { mlp: 'width', transformer: 'channels' } as const;

/** Hidden width of a run's model, the dial of the family. */
export function widthOf({ model }: RunPlan): number {
  return modelWidth(model);
}

/** The ladder of an experiment's runs; `planned` is their family as long as there are none. */
export function ladderOf(
  runs: readonly Pick<RunRecord, 'plan'>[],
  planned: Ladder['family'] = 'mlp',
): Ladder {
  const plans = runs.map(({ plan }) => plan);
  const widths = ascending(plans.map(widthOf));
  const family = plans.at(0)?.model.family ?? planned;
  const samples = ascending(plans.map(samplesOf));
  const isOfData = widths.length === 1 && samples.length > 1;
  const rungs = isOfData ? samples : widths;
  return { kind: isOfData ? 'data' : 'width', family, rungs, colours: colourCount(rungs.length) };
}

/** Steps of the ramp for so many rungs. */
export function colourCount(rungs: number): number {
  return Math.max(LEAST_COLOURS, rungs + 1);
}

/** Place of a run on its ladder: the index of its colour. */
export function rungOf({ kind, rungs }: Ladder, plan: RunPlan): number {
  return rungs.indexOf(kind === 'width' ? widthOf(plan) : samplesOf(plan));
}

/** What a ladder is of, for people: `width`, `channels`, `data set`. */
export function ladderWords({ kind, family }: Ladder): string {
  return kind === 'data' ? 'data set' : widthWords[family];
}

/** A rung for people: `width 32`, `32 channels`, `4 k samples`. */
export function rungWords({ kind, family, rungs }: Ladder, rung: number): string {
  if (kind === 'width') return family === 'mlp' ? `width ${rungs[rung]}` : `${rungs[rung]} channels`;
  return Number.isFinite(rungs[rung]) ? `${formatCount(rungs[rung])} samples` : 'endless data';
}

function samplesOf({ uniqueSamples }: RunPlan): number {
  return uniqueSamples ?? Infinity;
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

// What an experiment is: a complete, serialisable description. `plan()` turns it into runs.

import { canonicalJson } from '../../base/canonical-json.js';
import type { TaskSpec } from '../../data/tasks/tasks.js';
import type { Activation, Norm, PositionType, TransformerActivation } from '../../models/model-spec.js';
import type { OptimizerSpec } from '../../models/optimizers/optimizers.js';
import type { scheduleTypes } from '../../models/schedule.js';
import type { Initialisation } from '../../models/initialise.js';

/** Size of an experiment: `small` for a processor (about 20 seconds of one core), `standard` for a GPU, `full` as published. */
export const experimentSizes = ['small', 'standard', 'full'] as const;
export type ExperimentSize = (typeof experimentSizes)[number];

export interface ExperimentSpec {
  readonly version: 2;
  /** Id of the preset it started from; a link contains only the differences. */
  readonly preset: string;
  readonly size: ExperimentSize;
  /** Task and its dials. */
  readonly task: TaskSpec;
  readonly model: MlpFamily | TransformerFamily;
  readonly data: {
    /** Unique samples (rows, or sequences) of each data config, ascending; null is infinite data. Configs are widths x uniqueSamples. */
    readonly uniqueSamples: readonly (number | null)[];
    /** `per-seed`: every seed has samples of its own. `shared`: all replicas of a run have the same. */
    readonly order: 'per-seed' | 'shared';
    /**
     * Points along D from one trunk (Hägele et al. 2024): shares of the steps, ascending, at each of which a branch ends that decayed
     * as the trunk does at its own end. Only for infinite data and schedules with a stable part.
     */
    readonly branches: readonly number[];
    /**
     * Compute budgets C, FLOPs of one training, ascending; [] for none. Each trains `sizesPerBudget` of the widths, for as many steps
     * as it pays for, at most `training.steps`: those whose N is nearest to where the minimum is expected, N ~ C^(1/2), with the
     * middle budget at the middle width (Hoffmann et al. 2022, approach 2). Only for infinite data without branches.
     */
    readonly budgets: readonly number[];
    readonly sizesPerBudget: number;
  };
  readonly training: {
    readonly steps: number;
    readonly batch: number;
    readonly optimizer: OptimizerSpec;
    readonly schedule: ScheduleSettings;
  };
  /** Learning rates tried for every config (a tuned point is the minimum over them). */
  readonly lrSweep: {
    readonly enabled: boolean;
    /** Learning rates a config. */
    readonly count: number;
    /** Ratio between neighbours. */
    readonly ratio: number;
    /** Learning rate in the middle of the sweep at width 32; the family's rule scales it with width. */
    readonly centre: number;
    /** Adds rates where the best one is at an edge of the sweep. */
    readonly widen: boolean;
  };
  readonly seeds: { readonly count: number; readonly first: number };
  readonly evaluation: {
    /** Samples of the fixed evaluation set (tasks with an exact evaluation use all there are). */
    readonly samples: number;
    /** Evaluations a run, log-spaced in steps, the last at the end. */
    readonly points: number;
    /** Largest share of a run's steps between two evaluations; null where only `points` says how many there are. */
    readonly longestGap: number | null;
  };
  readonly start: StartSpec;
}

/** Weights that all replicas start from. */
export interface StartSpec {
  /** Id of weights that were opened (given-weights.ts), '' for random initialisation. */
  readonly weightsId: string;
  /** Name for people: that of the file. */
  readonly name: string;
}

/** The data of an experiment that draws samples without end, and has no points along D or C. */
export const endlessData: ExperimentSpec['data'] = {
  uniqueSamples: [null],
  order: 'per-seed',
  branches: [],
  budgets: [],
  sizesPerBudget: 5,
};

export const fromChance: StartSpec = { weightsId: '', name: '' };

/** What the models of an experiment have in common, and the width in which they differ. */
interface Family {
  /** Hidden layers of a perceptron, 0 for a linear model; blocks of a transformer. */
  readonly depth: number;
  /** Hidden width, inputs of a linear model, or channels of each size of the ladder, ascending. */
  readonly widths: readonly number[];
  readonly initialisation: Initialisation;
}

export interface MlpFamily extends Family {
  readonly family: 'mlp';
  readonly activation: Activation;
}

export interface TransformerFamily extends Family {
  readonly family: 'transformer';
  /** Channels of a head; a narrower model has one head. */
  readonly headSize: number;
  readonly mlpRatio: number;
  readonly activation: TransformerActivation;
  readonly norm: Norm;
  readonly positions: PositionType;
  readonly tied: boolean;
  readonly biases: boolean;
}

export interface ScheduleSettings {
  readonly type: (typeof scheduleTypes)[number];
  readonly warmupSteps: number;
  /** Last learning rate as a share of the peak (cosine, wsd). */
  readonly minimumFactor: number;
  /** Share of the steps that decay (wsd). */
  readonly decayFraction: number;
}

/** True where `next` is the experiment `spec` with sizes or data sets added, and nothing else changed. */
export function isExtension(spec: ExperimentSpec, next: ExperimentSpec): boolean {
  const { widths } = spec.model;
  const { uniqueSamples } = spec.data;
  const others = { ...next, model: { ...next.model, widths }, data: { ...next.data, uniqueSamples } };
  const isMore =
    next.model.widths.length > widths.length || next.data.uniqueSamples.length > uniqueSamples.length;
  return (
    isMore &&
    widths.every((width) => next.model.widths.includes(width)) &&
    uniqueSamples.every((samples) => next.data.uniqueSamples.includes(samples)) &&
    canonicalJson(others) === canonicalJson(spec)
  );
}

// Types of a plan: the runs of an experiment, each with all its replicas.

import type { ModelSpec } from '../../models/model-spec.js';
import type { Branch } from '../../models/schedule.js';
import type { ExperimentSpec } from '../experiment/experiment.js';

/** One model of a run. */
export interface Replica {
  readonly seed: number;
  /** Peak learning rate. */
  readonly learningRate: number;
}

export interface RunPlan {
  /** Unique within the plan: `w32`, `w32-d4096`, `w32.2` for the second part of its replicas, `w32+1` for its first widening. */
  readonly id: string;
  /** Config the run's points belong to: `w32`, `w32-d4096`. */
  readonly config: string;
  /** 0 for the planned learning-rate sweep, 1 and 2 for its widenings. */
  readonly round: number;
  readonly model: ModelSpec;
  /** Unique samples, null for infinite data. */
  readonly uniqueSamples: number | null;
  readonly replicas: readonly Replica[];
  readonly steps: number;
  readonly batch: number;
  /** Steps after which the run is evaluated, ascending; the last is `steps`. */
  readonly evaluationSteps: readonly number[];
  /** Branches from the stable part, each evaluated at its end. */
  readonly branches: readonly Branch[];
  /** Exact training FLOPs of one replica. */
  readonly trainingFlops: number;
}

export interface Plan {
  readonly spec: ExperimentSpec;
  readonly runs: readonly RunPlan[];
  /** Where it is a part of the experiment: the places of the units (units.ts) that it trains, ascending. */
  readonly units?: readonly number[];
  /** Where that part is a shard. */
  readonly shard?: Shard;
}

/** The share of one of `count` machines; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

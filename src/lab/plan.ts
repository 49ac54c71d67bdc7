// spec -> Plan{runs}. One run is one recorded program: all replicas (seeds x learning rates) of one cell.

import type { ModelSpec } from '../models/model-spec.js';
import type { ExperimentSpec } from './experiment.js';

/** One model of a run. */
export interface Replica {
  readonly seed: number;
  /** Peak learning rate. */
  readonly learningRate: number;
}

export interface RunPlan {
  /** Unique within the plan: `w32`, `w32-d4096`, and `w32+1` for the first widening of its fan. */
  readonly id: string;
  /** Cell the run's points belong to: `w32`, `w32-d4096`. */
  readonly cell: string;
  /** 0 for the planned fan, 1, 2 for its widenings. */
  readonly wave: number;
  readonly model: ModelSpec;
  /** Unique samples, null for infinite data. */
  readonly uniqueSamples: number | null;
  readonly replicas: readonly Replica[];
  readonly steps: number;
  readonly batch: number;
  /** Steps after which the run is evaluated, ascending; the last is `steps`. */
  readonly evaluationSteps: readonly number[];
  /** Exact training FLOPs of one replica. */
  readonly trainingFlops: number;
}

export interface Plan {
  readonly spec: ExperimentSpec;
  readonly runs: readonly RunPlan[];
}

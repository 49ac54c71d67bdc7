// The options of a trainer.

import type { ModelSpec } from '../../models/model-spec.js';
import type { OptimizerSpec } from '../../models/optimizers/optimizers.js';
import type { Branch, ScheduleSpec } from '../../models/schedule.js';
import type { BatchTarget } from '../ops/batches.js';
import type { Program } from '../program.js';

/** Records the dispatches that fill a batch. */
export type BatchSource = (program: Program, target: BatchTarget) => void;

export interface TrainerOptions {
  readonly model: ModelSpec;
  /** What attention multiplies its scores by; 1 for perceptrons, which have none. */
  readonly attentionScale: number;
  readonly loss: 'mse' | 'cross-entropy';
  /** Rows of a sample that have a target: all positions of a sequence or some, otherwise 1. */
  readonly scoredRows: number;
  readonly replicas: readonly ReplicaStart[];
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** In the order in which they begin. */
  readonly branches: readonly Branch[];
  /** A tensor's share of the learning rate. */
  readonly learningRateScale: (tensor: string) => number;
  readonly source: BatchSource;
  /** Samples of a training batch. */
  readonly batch: number;
  /** Samples of a finite data set, 0 for infinite data. */
  readonly dataset: number;
  /** Also compute the gradient's norm where nothing is clipped by it. */
  readonly gradientNorms: boolean;
  readonly evaluation: EvaluationOptions | null;
}

export interface ReplicaStart {
  /** Initial parameters by name, dense and row-major. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly learningRate: number;
  readonly dataSeed: number;
}

/** A fixed set of samples, drawn from a stream of their own. */
export interface EvaluationOptions {
  readonly seed: number;
  /** Weight of each sample of the fixed set; sums to 1. */
  readonly weights: Float32Array;
  /** Group of each sample, from 0; null for one group. */
  readonly groups: Uint32Array | null;
  /** See softmax_cross_entropy. */
  readonly labelNoise: number;
  /** Whether the set is all possible inputs, so that there is no sampling error. */
  readonly exact: boolean;
}

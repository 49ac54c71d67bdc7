// Everything that a run can report. Events cross the worker boundary in batches, in order; arrays are transferred. The store is a
// fold over them.

import type { Plan, RunPlan } from '../plan/run-plan.js';
import type { DeviceInfo, Recovery, ReplicaOutcome, Sample } from './record.js';
import type { EnginePoint, RunSoFar } from './resume-point.js';

export interface ReplicaWeights {
  readonly replica: number;
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

export type RunEvent =
  | { readonly type: 'plan-started'; readonly plan: Plan; readonly device: DeviceInfo; readonly time: number }
  /** The result of checking the GPU's kernels, just before the first run begins: `DeviceInfo.check`. */
  | { readonly type: 'device-checked'; readonly check: string }
  /** Pipelines are being compiled: `done` of `total`. */
  | { readonly type: 'compiling'; readonly done: number; readonly total: number }
  /** A run that the plan did not contain: a config's learning-rate sweep was widened. */
  | { readonly type: 'run-added'; readonly run: RunPlan; readonly reason: string }
  | { readonly type: 'run-started'; readonly run: string; readonly time: number }
  /** A run that was cut short goes on from its last checkpoint. What was reported of it since then is reported again. */
  | { readonly type: 'run-resumed'; readonly run: string; readonly soFar: RunSoFar; readonly time: number }
  /**
   * Training losses of steps `firstStep` … `firstStep + count - 1` (0-based, the loss before that step's update), nats or
   * the task's unit; replica-major: losses[r * count + i].
   */
  | {
      readonly type: 'losses';
      readonly run: string;
      readonly firstStep: number;
      readonly count: number;
      readonly losses: Float32Array;
    }
  /** Loss on the fixed evaluation set after `step` updates, a value a replica. */
  | {
      readonly type: 'evaluation';
      readonly run: string;
      /** Index of the branch at whose end it is, null on the trunk. */
      readonly branch: number | null;
      readonly step: number;
      readonly losses: Float32Array;
      /** Standard error of each from the finite evaluation set; 0 where the evaluation is exact. */
      readonly standardErrors: Float32Array;
      /** Share of correct targets in the evaluation set, null for regression. */
      readonly accuracies: Float32Array | null;
      /** Share of the samples with every target correct, null where a sample has one target. */
      readonly exactMatches: Float32Array | null;
      /** Mean loss of each subtask, [r * subtasks + i]; null for a single task. */
      readonly groupLosses: Float32Array | null;
    }
  /** What a replica wrote after an evaluation, drawn between chunks of training. */
  | ({ readonly type: 'sample'; readonly run: string } & Sample)
  /** From here the run can go on later, on the same engine with the same results. What was reported of it before is what `point` says. */
  | ({ readonly type: 'checkpoint'; readonly run: string } & EnginePoint)
  /** Parameters of a run's replicas by name, dense, once it has finished. */
  | { readonly type: 'weights'; readonly run: string; readonly replicas: readonly ReplicaWeights[] }
  | {
      readonly type: 'run-finished';
      readonly run: string;
      /** An outcome a replica. */
      readonly outcomes: readonly ReplicaOutcome[];
      /** Seconds that the device worked on this run. */
      readonly deviceSeconds: number;
      readonly time: number;
    }
  /** Estimated over all runs; `remainingSeconds` is null until it is known. */
  | { readonly type: 'progress'; readonly fraction: number; readonly remainingSeconds: number | null }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  /** What trained was lost, another was opened, and training continues where it was. */
  | ({ readonly type: 'device-recovered' } & Recovery)
  | { readonly type: 'device-lost'; readonly reason: string; readonly message: string }
  | {
      readonly type: 'plan-finished';
      readonly outcome: 'finished' | 'stopped' | 'device-lost' | 'failed';
      readonly message: string;
      /** What else can train the same plan: the processor, if a GPU computes wrong numbers. */
      readonly offer?: 'cpu';
      readonly time: number;
    };

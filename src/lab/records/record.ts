// What is known of an experiment that runs or has run. The store makes it of events (store.ts); everything else reads it.

import type { DeviceSpeed } from '../plan/cost.js';
import type { SentenceCount } from '../../data/task.js';
import type { Plan, RunPlan } from '../plan/run-plan.js';

/** How a replica ended. Only `finished` ones enter a fit. */
export type ReplicaOutcome = 'finished' | 'diverged' | 'skipped' | 'stopped';

/** What is known of the device that trained. */
export interface DeviceInfo extends DeviceSpeed {
  /** Version of the engine's numbers (src/engine/version.ts); null in records from before there were versions. */
  readonly engineVersion: number | null;
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** `plain` SIMD gives the same bits on every machine, `relaxed` is faster on some; null on a GPU. */
  readonly simd: 'plain' | 'relaxed' | null;
  /**
   * Of a GPU: `checked` where its kernels agree with the processor's, or why they were not compared; a `device-checked` event says it
   * again. `` of a processor.
   */
  readonly check: string;
}

/** Where an experiment stands. */
export type LabStatus =
  'empty' | 'compiling' | 'running' | 'paused' | 'finished' | 'stopped' | 'device-lost' | 'failed';

export interface Evaluation {
  readonly step: number;
  /** A value a replica: loss on the fixed evaluation set. */
  readonly losses: Float32Array;
  readonly standardErrors: Float32Array;
  readonly accuracies: Float32Array | null;
  /** Share of the samples of which every target is hit, null where a sample has one. */
  readonly exactMatches: Float32Array | null;
  /** Mean loss of each subtask, [r * subtasks + i]; null where there is one task. */
  readonly groupLosses: Float32Array | null;
}

/** What a model wrote after an evaluation. */
export interface Sample {
  readonly step: number;
  readonly replica: number;
  readonly prompt: Uint32Array;
  /** Tokens of each sequence, without the prompt. */
  readonly texts: readonly Uint32Array[];
  /** Share of its sentences that are right, null where the task cannot tell. */
  readonly rightShare: number | null;
  /** The sentences that the share is of, those of further texts among them; null where the task cannot tell, and in old journals. */
  readonly sentences: SentenceCount | null;
}

/** Training losses of a run, thinned to a bounded number of points evenly spread in log step. */
export interface Curve {
  /** Steps (1-based count of batches seen), ascending. */
  readonly steps: readonly number[];
  /** losses[r][i]: mean training loss of replica r over the steps since the previous point. */
  readonly losses: readonly (readonly number[])[];
}

export interface RunRecord {
  readonly plan: RunPlan;
  readonly status: 'waiting' | 'running' | 'finished' | 'stopped' | 'skipped';
  /** Steps done. */
  readonly step: number;
  readonly curve: Curve;
  readonly evaluations: readonly Evaluation[];
  /** At the ends of its branches, in their order; as many as have ended. */
  readonly branchEvaluations: readonly Evaluation[];
  /** After its evaluations, of the replica that was best before. */
  readonly samples: readonly Sample[];
  /** One a replica once the run ended, else null. */
  readonly outcomes: readonly ReplicaOutcome[] | null;
  readonly deviceSeconds: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export interface LabState {
  readonly status: LabStatus;
  /** What to tell a person about the status, '' for nothing. */
  readonly message: string;
  readonly plan: Plan | null;
  readonly device: DeviceInfo | null;
  /** What can train the plan instead of what failed to. */
  readonly offer: 'cpu' | null;
  readonly compiling: { readonly done: number; readonly total: number } | null;
  /** In plan order, added runs behind their config. */
  readonly runs: readonly RunRecord[];
  readonly fraction: number;
  readonly remainingSeconds: number | null;
}

/** What a file of records brings back. */
export type Records = Pick<LabState, 'plan' | 'device' | 'runs'>;
